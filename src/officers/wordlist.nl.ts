/**
 * The Dutch words a passphrase is drawn from: 2048 of them, so each word that is drawn evenly adds 11 bits
 * and six words make 66 bits.
 *
 * A passphrase is read aloud, written on paper and typed again, often with a slip. So the words are common and
 * harmless, have 4 to 8 plain letters, none is the start of another, and any two differ in at least two letters:
 * one mistyped letter never gives another word of the list.
 *
 * The order is alphabetical and carries no meaning. A passphrase is kept as its words, not as numbers, so a word
 * may be replaced by another one without harm to passphrases that are in use.
 */
export const WORDS: readonly string[] = `
  aanbod aandacht aankomst aanleg aanloop aanpak aantal aanvraag aanwinst aanzet aardbei aardbol aardig aarzelen
  abrikoos accent accu achtbaan acrobaat acteur actie adelaar adem adres advies advocaat afdak afdeling afdruk
  affiche afscheid afslag afspraak afstand aftrap afval afwas afzender agenda akker akkoord alarm albatros album
  alfabet alinea allerlei alpaca amandel ambacht ambitie ananas anders andijvie anekdote ansjovis antenne antiek
  antilope antwoord apart apparaat appel applaus aquarium archief arena argument armband artiest artisjok asfalt
  asperge atelier atlas atletiek atoom augurk aula auto avocado avond avontuur azalea azijn baai baars babbelen baby
  badge badjas badkamer badkuip badpak bagage bagger bakfiets bakkerij baksteen balans balkon ballade balspel bamboe
  banaan band banjo bankier bankje baret barista barkruk barman basis batterij bazaar beamer bedankje bedrag bedrijf
  beek beeld beetje begin begrip behang beige beitel bekertje beloning benieuwd benzine bereik berghut bergmeer
  bergpad bergtop bericht beroep beschuit besef besluit bessen bestuur betaling beton beurs beverdam bewaker
  beweging bewijs bezem bezoeker biebpas bieslook biet bijbaan bijenwas bijlage bijnaam biljart biljet biologie
  bioscoop biscuit bizon bladgoud bladluis blauw blazer blender blij bliksem bloempje bloempot bloesem blokken
  blouse bocht bodem boei boeket boenwas boerin bolhoed bonbon bontjas bonus boogbrug boomhut boomstam boontje boor
  bootreis border bordspel borduren borstel bosbes bosgrond bosmuis bosrand bosuil boterham botsauto bouwen bouwvak
  bowling braam braden branding brasem breed brein breipen bretels bries bril broccoli brochure broedsel broeikas
  broek brommer bron broodje broodmes broodrek brugdek brugklas bruid bruisen brutaal buffel buigen buigzaam buik
  buitelen buitenom bumper bundel burcht bureau buren burger bushalte bushokje busje buskaart buurman buurt cabaret
  cacao cactus cadeau cake camera camping campus caravan carnaval cartoon cassette ceder cello cement centrum
  charmant chemie chips chocola cijfer cilinder circus cirkel citaat citroen citrus claxon clip clown club coach
  cockpit code cola collega comfort commode compleet compost compote computer concert conditie confetti congres
  conifeer contact contrast controle correct couplet creatie cultuur cursus daad dadel dagboek dagje daglelie
  daglicht dagmenu dagtocht dakgoot dakpan dakraam dame damhert dammen dankbaar danser danspas danszaal dapper
  darten dashond datum decor deeg deeltje dekbed dekentje deksel dekzeil delen delicaat delta denim dennen depot
  design dessert detail deuntje deurbel deurknop deurmat diadeem diagram dialoog diamant dichtbij dichter dienblad
  dienst diepte diepzee diesel digitaal dijk dille diner diploma directie dirigent disco discus distel divan docent
  doek doelpunt dolblij dolfijn domein domino donker donzig doolhof doorgang doorloop doperwt dorp douane douche
  draadje draagtas draak draven drempel dribbel driehoek drietand drijven droger dromen drone droom drop druif druk
  drumstel druppel dubbel duet duikboot duikbril duimstok duinpan duinroos dutje dwars dweil dynamo echo editie
  eekhoorn eend eenling eenvoud eerlijk eetlust eetzaal eeuwig effect egel eierdop eierkoek eigenaar eiland einde
  eindpunt eitje ekster elastiek element elleboog emmer emotie energie enkeltje enorm ensemble entree envelop erker
  ervaring erwt esdoorn espresso etage etalage etappe etmaal etui examen excursie extra fabriek fagot fakkel familie
  fanfare fantasie favoriet fazant feest feit festijn festival fietsbel fietser fietspad fietsrek fietstas figuur
  fijn fiks filmpje filter finale finish fitness flamingo flat flesje flexibel flink flitsend flitser flora fluister
  fluiten fluitje fluweel folie fonkelen fontein forel formaat formule fornuis fort fossiel foto fraai framboos
  fresco frietjes fris fruitmes fruitsap galerie galop gang gansje garage garantie garde garen garnaal gave gazelle
  gazon gebaar gebak gebied gebit gebouw gebruik gedachte gedicht geduld geel gehakt geheim geheugen gehoor gejuich
  gekko gelach geleerde gelijk geluid geluk gember gemeente genoeg geologie geranium gerecht gerst geschenk gesprek
  getij gevoel gewei gewoonte gezellig gezin gezond gieren gieter gilde giraffe gisteren gitaar glans glasbak
  glaswerk glazen glazuur gletsjer glijbaan glimlach gloed gloeien goedkoop golfbal golfslag gordel gordijn gorilla
  gouden goudgeel goudvis graad gracht grafiek graniet grap graspol grasveld gratis grendel grens grijns grijper
  grind groente groep groots grot gunst gymles gymzaal haakwerk haan haarband haard haarlok haast hagedis hagelwit
  hals halte hamer hamster handbal handdoek handel handig handpop handtas handvat handzeep hangbrug hangmat hangplek
  hangslot hapje haring hark harmonie harnas haven havik heelal heer hefboom hefbrug heftruck heimwee hekje heldere
  helft helling helm helpen hemd hemel hengel herberg herder herfst hersenen herstel hertje heup heuvel hiel
  hitlijst hitte hobby hobo hockey hoef hoekbank hoekhuis hoekkast hoepel hoesje hofje hommel honderd honing honkbal
  hoodie hoofd hoogte hooiberg hooivork hoop hoorbaar hoorn hoorspel horizon horloge hotel houder houding houtblok
  houtlijm houtvuur houvast huid huifkar huisdier huisje huiskat huisraad huistaak huiswerk hulpje hulst humeur
  humor huppelen husky hutspot hydrant hyena icoon ideaal idee iglo ijsbaan ijsbeer ijsberg ijsblok ijscoman ijsje
  ijskast ijskoud ijspegel ijsthee ijstijd ijsvogel ijzel imker inbox indeling indruk ingang inhoud inkoop inktlap
  inktpot inktvis insect inslag internet intro inval inwoner inzicht item ivoor jaarring jaartal jager jaloezie
  jammer jampot jarig jasje jeans jong joystick jubel judo juist jungle jury jutezak juweel juwelier kaarsje kaarten
  kaasboer kaasmes kabel kabinet kabouter kachel kade kajak kajuit kakelen kalender kalf kalkoen kalmte kameel
  kameleon kampioen kampvuur kanaal kanarie kano kantine kantlijn kantoor kantwerk kapitein kapster kapstok karaf
  karakter karaoke karate kariboe karpet karton kasboek kassabon kassier kastanje kasteel katoen katrol kauwgom
  kazerne keeper keet keizer kelder kennel kermis kerrie kers ketchup ketel ketting keuken keurig keuze kever
  kiepkar kies kieuw kievit kiezel kijker kilo kinderen kiosk kipfilet kist klaar klank klapdeur klapper klaproos
  klarinet klassiek klaver kleding kleed klei klepel kleur kleuter klif klikken klimaat klimboom klimmen klimop
  klimrek klimtouw klimwand klinker klok klomp klont kloof kluis klutsen knapzak kneden knie knikker knipoog
  knoflook knol knoop knuffel koala koekje koekoek koelbox koelkast koerier koetsje koffie kolibri kolom komedie
  komeet komijn komma kommetje kompas koningin konsole konvooi kooi kookboek kookpan kooktip koolraap koopje koopman
  koordje koper kopie koplamp koppel koraal koren korf korrel kosmos kostbaar kostuum koude kous kraan krab krans
  krantje krater kreeft kreek krekel krent krijt kring kristal kroes krokant kroket krokodil krokus kroning kroon
  kropsla kruiden kruidig kruimel kruin kruising krukje krul kubus kudde kuiken kuip kurk kustlijn kustweg kwaken
  kwal kwark kwartel kwarts kwast kwekerij laag labyrint lach ladder ladekast lading lage laken lammetje lamp
  landgoed landweg langzaam lantaarn laptop lariks lasagne lasser laurier lava lavendel lawaai lawine leem leerling
  leesboek leesbril leesclub leeslamp leeuw legende leguaan leiding leidraad lelie lenig lens lentebui lepelaar
  lepeltje leraar letter leuk leuning leven lezing libel lichaam lichtbak lichtje liedje liefde lift ligstoel lijm
  lijster likje limoen limonade liniaal linksaf linzen liter locatie loempia loep logboek logeren logo lokaal loket
  lolly loodlijn loods loopbrug lucht luier luipaard luit lunch luxe maaltijd maand maatje macaroni machine magazijn
  magie magisch magneet mailtje maisveld makelaar makreel mammoet mandje manege manen mango manier marathon marge
  markies markt marmer marmot masker mast matras matroos medaille meerkoet meetlat meetlint melkbus melkglas melkpak
  melktand melkweg melodie meloen memo meneer menigte mening menu messing metaal metro meubel middag midden mijlpaal
  mijmeren mikado mild miljoen mineraal minimum minister minuut missie mistbank mistlamp mixer mobiel modder model
  modern moeras moestuin molentje moment mond monitor monnik monteur monument morgen mosgroen mossel mosterd motief
  motor motregen motto mouw muesli muffin muismat muntstuk museum musical musicus muur muziek mysterie mystiek mythe
  naaidoos naaister naaiwerk naald naambord nabij nachtbus nadruk nagel najaar narcis nasi natuur nazomer nectar
  neerslag negen nest netjes netwerk neus neutraal nevel niche nieuws niveau noedels nomade nootje notaris notendop
  notitie nuchter nummer nuttig nylon oase ober object oceaan ochtend oefening oerbos oerknal oerwoud oester offerte
  ogenblik okapi okergeel oktober olielamp olifant olijf omelet omgeving omloop omslag omtrek omweg onderdak
  onderweg ongewoon onkruid ontbijt ontwerp onweer ooghoek oogje ooglid oogst ooievaar oorbel oorkonde oorwurm
  oosten opdracht opeens opening opera oplader opmaak oprit opstap optelsom opvang opzet oranje orchidee orde ordner
  oregano orgel origami orkaan orkest otter ovaal oven overhemd overkant overleg paadje paal paasei paashaas paella
  pagina pagode pakhuis pakje pakket paleis palet paling panda paneel panorama pantalon panter panty papaja papaver
  papegaai papier paprika parade paradijs paraplu parasol parcours parfum parkeren parkiet partij partner pasfoto
  paspoort passage pasta pasvorm patat patio patroon pauw pauze peddel pelgrim pelikaan penalty penning penseel
  peperbus perk perron persoon perzik pesto petunia peuter pianist piano picknick piek pijler pijltje piloot pincet
  pioen pipet piraat piramide pistache pittig pizza plaatje plaats plafond plakband plakboek planeet plankton
  plannen plant plateau platina plectrum plein plensbui plezier ploeg plons pluche pluim pluk podium poedel poema
  poetsen poffer polder polka pollepel polsband polsstok pompje pompoen pony poolijs poolreis poolster poolvos poot
  popcorn popel populier portier positief postbode postduif poster postzak potgrond potlood prachtig prairie
  praktijk prei premie prettig prijs prikbord prima principe prinses printer proces proef project promotie pruik
  publiek puck pudding punaise punthoed puntmuts puppy puree purper puzzel pyjama quiz raadhuis raadsel raaf raampje
  rabarber radar radiator radijs radio rails raket rally rasp ratel ravijn ravioli reactie recept recht reclame
  record rector reep refrein regelen regenbui regenjas regenton regio register reiger reisgids reistas reiziger
  rekenen rekening rekstok reling rendier rente reptiel reserve respect ribben ribbroek richting ridder riem rietje
  rijles rijp rijst rijtuig rimpel ringband ringweg risotto ritme rits ritueel rivier robot roeiboot roeien roer
  rogge roller rolluik rolmaat roltrap roman rondje rondreis rood roomijs roosje rooster rotonde rotsblok route roze
  rozijn rubber rugby rugzak ruimte ruis rundvee rupsje rustig saffier saffraan salade salie saluut sambal samen
  sandaal sandwich sardine satijn sauna saus savanne saxofoon scanner schaaf schaapje schaats schaduw schaken schat
  scheids schelp schema schemer schepje schepnet scherm schets schijf schilder schildje schip schoen schoffel
  scholier schommel school schort schotel schouder schrift schroef schuif schuur scooter seconde seinpaal seizoen
  selderij selectie serre servet service sfeer shirt sieraad signaal singel sirene siroop sjaal sjalot sjoelbak
  sjoelen skate skelter skibril skihelm skilift skipas slaap slagerij slagroom slak slang sleepnet sleetje sleuf
  sleutel slim slinger slipper sloepje sloffen slokje sloot slurf smaak smal smaragd smeden smelten smid smoes snaar
  snack snavel sneeuw snelheid snelweg snoek soepkom sofa sokken solist solo souvenir spaarpot spade spannend
  spatbord spatel speaker specht special speelbal speelman spekkoek spelbord speld spelen spelling spiegel spier
  spijker spil spinazie spiraal splinter spoed spons spontaan spoor sport spotje spraak spreeuw spreken sprint
  sprong sprookje spruitje spuitbus staaf staartje stadhuis stalen stalraam stamppot stapel start station steeg
  steiger steil stekje stekker stempel stenen stengel steppe sterk sterren stevig stift stilte stip stoeltje stoep
  stofdoek stoffer stokvis stoofpot storm straal straatje strak strand streep strijker strohoed stronk stropdas
  struik student studio stuiter stuk stuurhut stuurman suiker suite surfen sushi taak taart tablet tafereel talent
  tandem tandwiel tante tapas tapijt tapir tarwe taverne taxi team teckel tekenaar tekst telefoon teller telraam
  tempo tennis tent terras terrein terrier textiel theater theedoek theepot thema thuis ticket tiener tienkamp
  tijdlijn tijdperk tijger tikker timmeren titel tjirpen toast toekan toekomst toendra toerboot toerist toernooi
  toetje toets toeval toffee toilet tomaat toneel tonijn topfit topje tortel tovenaar toverbal traag tractor trainer
  training traject trapeze trechter treintje trekker trend triangel tribune trio trofee trommel trompet troost trots
  trottoir trouw trui tuba tuimelen tuinbank tuinboon tuinhek tuinkers tuinman tulband tulp tunnel turbine turf
  turkoois turnen turnzaal twaalf tweeling tweeluik twijfel twijg type uitgang uitkijk uitkomst uitleg uitslag
  uitstel uitzicht uniek uniform uurtje uurwerk vaasje vacht vader vakantie vakman vakwerk valk vallei vanavond
  vandaag vangnet vanille varken vaste veen veerboot veerpont veilig veldbed veldmuis veldsla velg venkel venster
  ventiel verf vergiet verhaal verkeer verkoper verloop vermaak verschil versje verslag vertrek verzoek veter
  vetplant veulen viaduct video viering vierkant vijftig vijg vijver villa vilt vinger vink vinnen viooltje visarend
  visboer vishaak visie visnet visser visstick vitaal vitrage vitrine vlaai vlakgom vlakte vlam vlecht vleugel vlieg
  vlijt vlinder vloer vlot vlug vochtig voedsel voetbal voetstap voetzool vogel volgorde voltooid vondst vooraf
  voordeel voorjaar voorraad voorruit voorstel vork vouwblad vreugde vriend vriezer vrijdag vroeg vrolijk vrucht
  vulkaan vulling vulpen waaier waakhond waakvlam waarde wafel wagen waker walnoot walrus walvis wandelen wandklok
  want warmte wasbak wasbeer washand waskrijt waslap waslicht waslijn wasrek wastafel wastobbe waterpas waterput
  waterval watten webcam website wedloop weekend weelde weerhaan weide wekker welkom welvaart wending wensput wereld
  werkbank werkboek werkdag werkman werkplek wesp westen wezel wifi wijnrank wijs wijzer wildpark wilg wimper
  windhoos windjack wingerd winkel winst winter wirwar wissel witlof woensdag woestijn wolk wombat wonder woonboot
  woonwijk woord worm worst woud wrijving wuiven xylofoon yoga yoghurt zaagsel zaaien zakdoek zakgeld zaklamp zalm
  zandbak zandpad zanger zaterdag zebra zeebries zeedijk zeef zeegras zeehond zeekaart zeelucht zeeman zeemeeuw
  zeepaard zeerover zeesluis zeester zeetong zeewier zeewind zeezout zege zeilboot zeildoek zeilen zeker zelden
  zender zestien zicht zijde zijspan zijwiel zilver zingen zinvol zitkamer zitzak zoetjes zomer zondag zonlicht
  zonnedak zonnepet zonnig zool zorg zout zuiden zuil zuivel zuurkool zuurstok zwaan zwabber zwaluw zwembad zwemles
  zwemmen zwempak zwemvest zwerfkei zwerm zwier
`
  .trim()
  .split(/\s+/);
