/**
 * The words of telling, apart from the rule that reads them (disclosure.ts): lists for people to read and add to. Each
 * addition gets a line in test/guidelines/disclosures.tsv.
 *
 * Written in words as `fold` leaves them: no accents, no apostrophes, short forms in full (SHORT). The signs:
 *
 *   <name>   one of the words of that group        ~     up to four words in between
 *   *        any ending, or any beginning          ~~    up to nine words in between
 *   (a|b), ?, \d as in a regular expression
 */

/** Short forms and street words, in full. */
export const SHORT: Readonly<Record<string, string>> = {
  ...{ mn: 'mijn', k: 'ik', kben: 'ik ben', kheb: 'ik heb', kwor: 'ik word', hep: 'heb', hebbe: 'hebben' },
  ...{ wor: 'word', wordt: 'word', wort: 'word', ss: 'screenshot', wrm: 'waarom', hoezo: 'waarom', dr: 'haar' },
  ...{ zn: 'zijn', nie: 'niet', ni: 'niet', iem: 'iemand', iemant: 'iemand', t: 'het', m: 'hem', ie: 'hij', zij: 'ze' },
  ...{ im: 'i am', ive: 'i have', theyre: 'they are', hes: 'he is', shes: 'she is', theres: 'there is' },
  ...{ someones: 'someone is', somebodys: 'somebody is', whats: 'what is', ppl: 'people', gurl: 'girl' },
  ...{ gf: 'girlfriend', bf: 'boyfriend', bff: 'best friend', acc: 'account', insta: 'instagram', tele: 'telegram' },
  ...{ ff: 'even', gwn: 'gewoon', idk: 'i dont know', u: 'you', ur: 'your', rn: 'now', pls: 'please', plz: 'please' },
  ...{ any1: 'anyone', some1: 'someone', every1: 'everyone', abt: 'about', dmed: 'messaged' },
};

/** Groups of words; Dutch and English stand together. */
export const GROUPS: Readonly<Record<string, string>> = {
  my: 'mijn|me|onze|ons|my|our',
  me: 'me|mij|mijn|ons|onze|my|us|our|myself|mezelf',
  kin: 'vriend|vriendin|vriendje|vriendinnetje|beste vriend|beste vriendin|bestie|maat|mattie|bro|zus|zusje|broer|broertje|neef|neefje|nicht|nichtje|dochter|zoon|kind|moeder|mama|vader|huisgenoot|collega|ex|friend|best friend|girlfriend|boyfriend|sister|brother|cousin|daughter|son|kid|mate|roommate|mom|mum|dad|colleague',
  // Whoever is close enough to be told about: the one who types, and whom they know.
  near: 'ik|me|mij|mijn|ons|onze|we|wij|i|my|we|us|our|mezelf|myself|klas|klassen|klasgeno*|school|college|class|classmate*|jaar|stage|internship|student*|leerling*|docent|teacher|mentor|meisje|meiden|jongen|jongens|girl|girls|boy|boys|haar|hem|her|him|hij|ze|he|she|they|juf|guy|kid|<kin>',
  they: 'ze|hij|iemand|he|she|they|someone|somebody|everyone|everybody|people|iedereen|mensen|<one>',
  one: '(een |de |die |dat |deze |zo n |alle |a |the |this |that |some |these |one )?(jongen|jongens|meisje|meisjes|meid|meiden|gast|gasten|man|mannen|vent|kerel|gozer|dude|guy|guys|boy|boys|girl|girls|woman|vrouw|klasgenoot|klasgenoten|classmate|classmates|docent|leraar|teacher|coach|mentor|stagebegeleider|baas|boss|student|leerling|onbekende|stranger|persoon|person|kids|uncle|oom|buurman)|<my> (<kin>|oom|uncle|docent|leraar|teacher|coach|mentor|stagebegeleider|baas|boss|internship boss|trainer|buurman|klasgenoten|klasgenoot|class|klas|crush|chef|stagebaas)',
  pic: '*foto*|*photo*|*video*|*filmpje*|pic|pics|picture*|nude*|naakt*|naked*|bloot*|blote|lingerie|filmpie|film|vid|vids|clip*|beeld*|image*|screenshot*|tape|sekstape|sextape|seks*film*|pornofilm|selfie*|opname*|recording*|dickpic*|d pic',
  nude: 'nude*|naakt*|naked|bloot*|blote|pikante|sexy|lingerie|topless|seks*|sex|sexual|sextape|porno*|porn|pornsite|dickpic*|dick pic*|d pic|piemel*|pik|lul|penis|junk|geslachtsdeel|broek|uitkleed*|shirt|undressed|uitgekleed',
  site: 'online|internet|app|groepsapp*|klassenapp*|klasapp*|appgroep*|groep*|group|groupchat|chat|story|instagram|snap|snapchat|telegram|tiktok|twitter|discord|whatsapp|facebook|onlyfans|pornhub|site|website|seksite|kanaal|channel|server|account|page|pagina|server|class|klas|icloud|galerij',
  have: 'heb|hebt|heeft|hebben|had|hadden|has|have|had|got',
  // What is done to somebody, as it stands when it is told.
  hurt: 'gelekt|gelekte|gelektt|geleakt|geleaked|geleakte|leakt|leaken|leaked|leaking|gechant*|chant[ei]*r*|sjanteer*|chanteerd|afgeper*|afperst|afpersen|perst|persen|blackmail*|extort*|sextorted|gepest|getreiter*|treiter*|gebulied|bulied|bullied|being bullied|cyberbullied|bedreig*|bedrijg*|dreig*|dreigt|threat*|geexpos*|ge exposed|exposed|exposen|geexposet|verkracht|aangerand|randde|misbruikt|mishandeld|geslagen|in elkaar|assault*|raped|molested|groomed|grooming me|harass*|lastig gevallen|lastiggevallen|lastigvalt|lastig|stalkt|stalken|stalked|stalking|gestalkt|gehack*|gehect|hacked|catfished|catfishd|gecatfish*|doxed|doxxed|gedoxt|gedoxxed|doorgestuurd*|doorgestuurt|doorgeapt|doorgeappt|doorgezonden|rondgestuurd*|rondgestuurt|rondgaat|rond gaat|rondging|gaat rond|gaan rond|gaat het rond|going round|going around|goes around|goes round|viral|verspreid*|verspreit*|spreading|gedwongen|dwong|dwingt|dwingen|forced|uitgescholden|uitgelachen|buitengesloten|gekleineerd|gechanteert|stiekem gefilmd|stiekem filmpje|secretly (recorded|filmed)|gefilmd|stolen|gephotoshopt|photoshopped|uitgekleed|onder druk|kapotgemaakt|kapot gemaakt|vernederd|humiliated|bangalijst|juicekanaal|dreigbericht*|slachtoffer|victim|aangeraakt|betast|nudify|afgemaakt|sloopten|slopen|beaten up|beat up|uitgelekt|lekte|lekt|overgenomen|pressured|picked on',
  fake: 'nepaccount*|nep account*|nepprofiel*|nep profiel*|fake account*|fake profile*|fakeaccount*|fakeprofiel*|fake acount*|nep naakt*|nepnaakt*|nepfoto*|deepfake*|deepnude*|fake nude*',
  abuse:
    'hoer*|kanker*|kk|homo*|slet|slut|whore|bitch|kech|flikker|lelijk|ugly|dik|fat|thot|names|vieze dingen|faggot|loser',
  foul: '(vieze|smerige|seksuele|sexuele|rare|enge|gore|sexual|gross|creepy|dirty|nasty|weird|disgusting|gemene|hate|haat|horny|geile|vunzige) ?(voice notes|teksten|tekst|plaatjes|berichten|berichtjes|berichtje|bericht|apps|appjes|dms|dm|messages|message|texts|dingen|things|stuff|opmerkingen|comments|reacties)|haatberichten|haatreacties',
  bother:
    'appen|apt|appt|bellen|belt|volgen|volgt|lastigvallen|stalken|mesagen|berichten|berichten sturen|dmen|texting|texts|messaging|messages|calling|following|dming|bothering|harassing|touching|spammen|spamming',
};

/**
 * Events that stand by themselves in a sentence that tells. The one who types or somebody near must be in the message.
 */
export const EVENTS: readonly string[] = [
  '<hurt>',
  // pictures of somebody, somewhere
  '(<my>|<me>|haar|zijn|her|his|ons|de|een|the|a|blote|blootfoto|van|of) ~ <pic> ~~ (gezet|geplaatst|gepost|gedeeld|gedropt|gegooid|gestuurd naar|rond gestuurd|gezien|gevonden|gemaakt zonder|posted|shared|put|uploaded|sent (it |them )?(to|around)|dropped|dumped|seen|got out|forwarded|geopend|gestolen|opgeslagen|screend|gepakt)',
  '(gezet|geplaatst|gepost|gedeeld|gedropt|gegooid|posted|posting|posts|shared|shares|sharing|uploaded|forwarded|deelt|delen|post|dropped|dumped|forwarding|steelt|stole|leakt|lekt|lekte) ~ (<me>|haar|her|his|zijn|our|private) ~ (<pic>|chats|dms|dm)',
  '<they> ~ (deelde|deelden|postte|posted|plaatste|zette|zetten|stuurde|stuurden|stuurt|sturen|sends|sent|shared|showed|shows|leaked|liet|laat|laten|liep|filmt|filmde|films|filmed|recorded|records|neemt|nam|screened) ~~ <pic>',
  '(ik|i) ~ (sta|staan|am|was|zit) ~~ (bangalijst|lijst|list|exposegroep|expose group|banga|expose)',
  '<pic> ~ (van|of|with|met) (me|mij|ons|us|haar|hem|her|him|<my> <kin>|een <kin>|een (meisje|jongen|klasgenoot|docent|student|leerling)|a (girl|boy|classmate|student|teacher)) ~~ (staat|staan|stond|op|is|are|rond|on|up|around|gezien|gemaakt|zonder)',
  '(staat|staan|stond|stonden|kwam|komen|is|are|was|went|zitten|gaat|gaan|ging) ~~ <pic> ~ (van|of|uit|rond|in) ~ (me|mij|ons|us|haar|hem|her|him|meisje*|meiden|jongen*|klas*|school|girl*|boy*|class*|<kin>)',
  '(<my>|haar|zijn|her|his) (<kin> )?(haar |zijn )?(naam|nummer|adres|gezicht|hoofd|<pic>|name|number|address|face|head|phone number|telefoonnummer|faces) ~~ (staat|staan|stond|op|in|on|onto|zit) ~ (<site>|lijst|list|exposegroep|bangalijst|twitter|tussen|porn*|naakt*|naked|bloot|blote|body|lichaam|rare|story)',
  '(gezicht|hoofd|head|face) ~ (geplakt|gezet|op|on|onto) ~ (<pic>|<nude>)',
  '<they> ~ (heeft|hebben|has|have|got|bezit) ~ (nog )?(<my> |al <my> |beelden van |pics of |videos of |een |a |fotos |foto )(private |hele |naakte )?(<pic>|mij|me)',
  '<have> ~~ (<pic>|nep*|account|video) ~~ (van|of) (me|mij|ons|us|haar|hem|her|him)',
  '(made|maakte|maakten|maken|make|makes|making|maakt|hebben) ~ (stickers|memes|deepfake*|<fake>|screenshots) ~ (van|of|with|met)',
  // fake accounts, other people's accounts
  '(er|there|iemand|someone|somebody|ze|they|hij|he) ~~ <fake>',
  '<fake> ~~ (van|of|met|with|op|in) ~ (me|mij|mijn|my|our|onze|girls|meisjes|klas*|class|school|haar|her)',
  '(doet|doen|does|acting|acts) ~ (alsof|zich) ~ (mij|me|ik|mijn)',
  'pretend* to be (me|my)',
  '(ingelogd|ingebroken|logged in|logged into|broke into|toegang) ~ (op|in|on|to|into)? ?(mijn|my|me)',
  '(bleek|turned out) ~ (man|vent|iemand|someone|old|woman|catfish|fake|nep|op te nemen|else)',
  // messages, pressure
  '(krijg|kreeg|gekregen|get|got|getting|receive*|ontvang|ontving|ontvangen|krijgt|keep getting|gets) ~~ (dickpic*|dick pic*|d pic*|naakt*|nude*|<foul>|dreig*|haat*|bloot*|death threats|<pic> van (een|haar|zijn|een )?)',
  '(stuurt|sturen|stuurde|stuurden|sends|send|sent|appt|apt|texts|messages|zegt|schrijft|typt|sending) ~~ (<foul>|dickpic*|dick pic*|naakt*|nude*|naked|haar lul|zijn lul|junk|lekker|hot|sexy|over mijn lichaam|about my body)',
  '(sent|stuurde|stuurt|gestuurd|send|sends|sending|airdropped) ~ (<me>|hem|haar|her|him) ~ (dickpic*|dick pic*|<nude>|his junk|vieze|a pic of his)',
  '(blijft|blijven|bleef|blijf|stopt niet|keeps|keep|kept|wont stop|doesnt stop|constantly|steeds|de hele tijd|elke dag|elke avond) ~ (<bother>)',
  '(blijft|blijven|bleef|keeps|keep|kept|wont stop|steeds|elke avond|elke dag|constantly|vraagt|vroeg|vragen|zeurt|wil|wants|asks|asked|asking|begging|pushing|pushes|pressuring|smeekt|eist|demands) ~~ (om |for |dat ik |me to |i |me |een |meer |more |to send |een )~ (<pic>|<nude>|uitkleed*|undress|take * clothes|clothes off|kleren uit|send|strip|cam|webcam)',
  '<they> ~ (wil|willen|wants|want|vraagt|vragen|eist|demands|asks|asking) ~ (geld|money|euro|eu|tikkie|paysafe|bitcoin|<pic> van me|meer)',
  '(anders|unless|or|if i dont|als ik niet) ~ (stuurt|zet|deelt|post|lekt|gaat|gooit|ziet|hell|shell|theyll|he|she|they|ill|ik|hij|ze) ~~ (<site>|door|alles|it|them|naar|to|foto|<pic>|familie|ouders|family|parents|everyone|iedereen|moeder|first|eerste|followers|volgers|betal*|pay)',
  '(zet|zetten|gooit|post|deelt|stuurt|stuur|delen) (ik |hij |ze |hem |het )?(alles|het|ze|hem|die|mijn <pic>) ~ (online|door|rond|op|in|naar)',
  '(send|post|share|leak|expose) ~ (my|our|the|it|them|everything|me) ~~ (to my|to everyone|online|if i|unless|pics|family|parents|school|video)',
  '(bang|scared|afraid|terrified|worried) ~~ (<pic>|nudes|naakt*|ex|hij|he) ~~ (gaat|verspreid*|delen|post|posts|share|leak|online|doorstur*|gaat delen|leaks|will)',
  '(hij|ze|he|she) (zegt|zei|says|said) ~ (dat )?(het uit|its over|hell leave|hij het uit|ik niet echt|i dont love|all couples)',
  '(betaald|overgemaakt|paid|tikkie|transferred) ~~ (<they>|weer|nog|meer|more|again|dreig*|blij*|<pic>)',
  '(op|aan|in) (mij|mijn|me) (been|billen|borsten|kont|lichaam)',
  '(touched|grabbed|groped|kissed|raakt|raakte|greep|pakte|zoende|betastte) (me|mij|mijn|my|us|haar|her|meisjes|girls)',
  '(aanraakt|aanraken|aanraakte|vastpakt)',
  '(zegt|zei|vond|vindt|stuurde|appte|appt|says|said|told) ~~ (ik |i |me ik )~ (sexy|lekker|hot|geil|mooi lichaam)',
  // bullying, shame, lies
  '(pest|pesten|pestten|treitert|treiteren|bully|bullies|bullying|roast|roasten|haten|hate on|uitlachen|laugh at|laughing at|laughs at|mock|mocking|make fun of|making fun of|nadoen|negeert|negeren|ignore|ignores|ignoring) (<me>|haar|hem|her|him|<kin>|<my> <kin>)',
  '(lach*|laugh*) (<me>|hem|haar|her|him) uit|(lachen|lacht) ~ (me|mij|hem|haar) uit|laugh* at me',
  '(word|worden|am|is|being|getting|wordt|gets|are|zijn|werd|was|been) ~~ (gepest|pestet|bullied|harassed|picked on|laughed at|buitengesloten|genegeerd|uitgescholden|gekleineerd|zwartgemaakt|lastiggevallen|gestalkt|bedreigd|gevolgd|kapotgemaakt|aangevallen|geroddeld|filmed)',
  '(noem*|noemt|noemen|call|calls|calling|called|named|schelden|scheld*|uitmaken|maken|maakt) ~ (<me>|hem|haar|her|him) ~~ (<abuse>|uit)',
  '(roddel*|leugens|gelogen|lies|liegt|liegen|lying|rumou*r*|gossip*|rumors|rumours) ~~ (over|about|van) (<me>|haar|hem|her|him|<my> <kin>)',
  '(over|about) (mij|me|my) ~~ (roddel*|geroddeld|gelogen|leugens|lies|rumou*r*|gossip*|post*)',
  '(vertelt|vertellen|zegt|zeggen|says|saying|telling everyone|schrijft) ~~ (over mij|about me|dat ik een|i cheated|dat ik een soa)',
  '(gegooid|gekickt|gekicked|gegooit|kicked|kick|kicking|removed|verwijderd|getrapt) ~ (<me> )?~ (uit|from|out|outta)',
  '(<me>) (~ )?(uit|from|out of) de (groep|app|klassenapp|groepsapp|klas) (gegooid|gezet|verwijderd|gekickt)',
  '(<they>) ~ (volgt|volgen|wacht|wachten|follows|following|waiting|waits|achtervolgt) (<me>|her|haar)',
  '(volgt|wacht) (me|mij) (overal|op)',
  '(adres|nummer|address|number|telefoonnummer) ~~ (gezet|gedropt|gedeeld|gelekt|posted|dropped|shared|leaked|online)',
  '(beat|break|breek|steek|kill|slaan|slaat|sloegen|sloeg|hit|hits|punched|geschopt|schopten|bespuugd|jumped) (me|mij|mijn|my|him|her|hem|haar)',
  '(zonder|without) ~ (te vragen|toestemming|dat ik|asking|permission|my consent|consent|knowing|me knowing|that i)',
  '(nieuwe|new) (groepsapp|klasapp|app|group|groupschat|group chat|klassenapp) ~~ (zonder mij|without me|behalve ik|except me|behalve mij)',
  '(filmt|filmen|filmde|filmden|film|filmed|filming|recorded|opgenomen|gescreend) ~ (<me>|haar|hem|her|him|steeds|stiekem|in de|in the|secretly|de docent|de leraar|the teacher|klasgeno*|a girl|a boy)',
  'secretly (film*|record*)|stiekem ~~ (film*|gefilmd|opgenomen|opname*|<pic>)',
  '(ex|hij|he|she|ze|iemand|someone) ~ (wont|will not|wil niet|refuses|weigert|wil het niet|wil hem niet) ~ (delete|remove|verwijderen|weghalen|wissen|stop)',
  // groups and lists
  '(groep*|group*|kanaal|channel|account|page|pagina|appgroep*|chat|app|list|lijst|server|exposegroep*) ~~ (waar|where|about|over|rating|van|met|with|of) ~~ (<nude>|<pic>|meisjes|girls|exposen|exposes|blootfotos|secrets|meiden|chick*|drama|nudes)',
  '(added|toegevoegd) ~ (to|aan|in|aan een) ~~ (nude*|naakt*|expose*|juice*|<pic>|kanaal)',
  '(admin|lid|member) ~ (van|of) ~ (exposegroep*|expose*|banga*|juice*|roddel*)',
  // what the one who types did
  '(ik|i) ~ (heb|have|had|did|am|was|ben) ~~ (stiekem|doorgestuurd|gedeeld|gepost|gelekt|geexposed|iets stoms|iets doms|something stupid|something bad|forwarded|shared|leaked|secretly|gehackt|gepest)',
  '(i|ik) (forwarded|shared|posted|leaked|sent|stuurde|deelde|gaf|gave) ~~ (<nude>|<pic> (to|naar|aan|of|van)|her |his )',
  '(heb|have|had|ik|i) ~~ (<pic>|<nude>) ~ (gestuurd|verstuurd|gestuurt|gestuurd naar|sent to)',
  '(ik|i) (stuurde|sent) ~ (<pic>|<nude>)',
  '(iets|something|dingen) (ergs|rots|vreselijks|terrible|bad|horrible|awful|nasty|naars|heel ergs|engs) ~ (gebeurd|meegemaakt|happened|overkomen|was posted|done to|gedaan bij)',
  '(sex|seks) (gehad|had|having) ~~ (opgenomen|gefilmd|film*|record*)|(had|having) (sex|seks) ~~ (op te nemen|opnam|opgenomen|film*|record*)',
  '(liet|laat|lieten|showed|shows|showing|shown|toonde|vond|found|trof|kreeg|pushed) ~~ (naakt*|nude*|naked|explicit*|seksuele?|sexual|intimate|intieme?|bloot*|blote)',
  '(shown|shows|showed|found|saw|zag|zagen|gezien|seen) ~~ (<pic>|filmpje|gefilmd) ~~ (haar|hem|mij|me|van|of|klas*|class*|her|him|werd|naked|naakt*)',
  '(chat|chatte|chats|praat|prat|apt|talks|talking|texting|appt|met wie ik) ~~ (man|vent|men|someone|guy|iemand) ~ van ~ (\\d+|jaar|old|dertig|veertig|in de)',
  '(dwong|dwingt|forced|made) (<me>|haar|her|him|hem)',
  '(uitkleden|undress|clothes off|uit te kleden)',
  // pictures without clothes: somebody has, gets, shows or places them
  '<my> (eigen |own |private |prive )?(<nude>)',
  '<nude> ~ (van|of) (mij|me|mijn|my|mezelf|myself|haar|hem|her|him|een meisje|een klasgeno*|een jongen|een docent|a girl|a boy|a classmate|somebody|onze|our|another student|een student|een leerling|een meid)',
  '(krijg|krijgt|kreeg|gekregen|get|got|getting|receive*|stuur*|stuurt|gestuurd|sent|sends|send|airdropped|staat|staan|zit|zitten|dropped|dumped|gooide|gooit|gegooid|posted|verscheen|popped up|geplaatst|gezet) ~~ <nude>',
  '<nude> ~~ (gekregen|gestuurd|rond|staat|staan|geplaatst|gezet|gedeeld|posted|shared|sent)',
  '(gooide|gooit|dropped|drops|dumped|zette|plaatste) ~~ (<pic>) ~~ (van|of|in)',
  '(uitkleed*|undress*|nudify|nudified|faceswap*|face swap*|ai|bot|photoshop|computer|pornofilm*|nepporno|fake porn) ~~ (<my>|me|haar|her|klasgeno*|juf|docent|teacher|mijn)',
  '(<my>|haar|her|klasgeno*|me|mij) ~~ (uitkleed*|undress*|nudify|faceswap|with ai|met ai|bikini|photoshop*|gephotoshopt)',
  '(gaat|gaan|ging) ~~ <pic> ~ rond',
  '<pic> ~ (gezien|seen)',
  '(heeft|hebben|has|have) ~ <pic> ~ (van|of) (<me>|haar|hem|her|him|<my> <kin>)',
  '(zet|zetten|gooit|post|deelt|delen|plaatst|posts|shares) ~ <pic> ~ (van|of) (<me>|haar|hem|her|him|<my> <kin>|een|a)',
  '(geld|money|bitcoin|tikkie|gift cards|paysafe|euro) ~~ (anders|or else|unless|until)',
  // following, tracking, coming back
  '(volgt|tracks|tracking|track|volgde) ~~ (me|mij|mijn|waar ik|snap map*|snapmap*|overal)',
  '(makes|maakt|made|maken) ~ (a |een )?(new|nieuw|nieuwe) (account*|profiel*|profile*)',
  '(berichten|messages|appjes|texts|keer) (per|a|an|in een|in de) (dag|day|nacht|night|uur|hour)|(60x|\\d+x|\\d+ keer) per dag',
  '(diss*|drill*|track|rap) ~ (over|about) (mij|me|mijn)',
  '(posted|dropped|shared|gaf|gave|zette|gezet|lekte) ~ (mijn|my|haar|her) ~ (adres|address|nummer|number)',
  '(turned out|bleek) ~~ \\d\\d',
  '(<they>|met|with) ~~ (van \\d\\d|of \\d\\d|older|oudere) ~~ (appt|chat*|stuurt|afspreken|meet|gifts|kado*|cadeau*|berichtjes|zusje|sister|sends|gives|giving)',
  'wants to meet|wants to meet up|wil ~ afspreken',
  'doet zich ~ voor als (mij|me)',
  '(profiel*|profile*|account*) ~ (met|with|in|under) (mijn|my|haar|her) (naam|name|foto*|photo*|pic*|face|gezicht)',
  '(wachtwoord|password) ~ (veranderd|changed|gestolen|stolen)',
  '<site> ~ (overgenomen|hacked|gehackt)',
  // stickers, memes, being left out
  '(memes|meme|sticker*|clown*) ~~ (van|of|out of|over|about) (me|mij|mijn|my|haar|him|hem|her|hoofd|gezicht)',
  'clownemoji*|clown emoji*',
  '(kicked|kick|kicking|gekickt|gegooid|gezet|verwijderd) (me )?(from|out of|uit)',
  'uit (de|onze|het|the) ~ (gegooid|gezet|gekickt|verwijderd|gegooit)',
  '(nieuwe|new) ~ (zonder mij|without me|behalve ik|except me)',
  '(nobody|niemand) ~ (talks to me|praat met mij|replies to me|praat met me)',
  '(lach*|laugh*) ~ (om|at|about) (me|mij|een jongen|een meisje|haar|hem|her|him|a boy|a girl|someone|iemand)',
  '(noem*|calls|call|called) (me|mij|mijn|my|haar) ~ (preuts|prude|raar|weird|dik|fat|lelijk|ugly|gay)',
  '(go|goes|going|gaan) (after|achter) (one|een|a|him|her|iemand)',
  '(zegt|zei|says|said) ~~ (stuur*|send|post|leak|gonna post|show) ~~ (<pic>|meer|more|one|1|wat|first|eerste|something)',
  '(zegt|zei|says|said|break up|uitmaakt|uit is) ~~ (unless|anders|of het is uit|uitmaakt|break up|if you love|van me houdt|really love)',
  '(wilt|wil|wants|want) (nudes|nude|meer nudes|more nudes|<pic>)',
  // what the one who types did, or saw
  '(was|ben) (ik )?degene|i was the one|it was me|ik was het|i was the guy|i messed up',
  'iets stoms|iets doms|something stupid|spijt|regret',
  '(meegedaan|joined in|took part) ~~ (<hurt>|pest*|bully*)',
  '(i|ik) (made|maakte) ~ (nep*|fake|nasty|bewerkte|deepfake)',
  '(posted|reposted|shared|forwarded|doorgestuurd|gepost|leaked|gelekt) ~ (it|hem|het)',
  '(saw|zag|seen|gezien|heard|hoorde) ~~ (something bad|iets ergs|it happen|gebeuren|sloopten|<hurt>)',
];

/** Sentences without a subject: `word gepest`, `gechanteerd met nudes`, `got hacked`. */
export const BARE =
  '(net |al |weer |just |help |hoi |hey )*(ben |word |wordt |werd |got |getting |been |being |krijg |kreeg |heb |had |sta |zit |keep )+';
export const BARE_HURT =
  '(gechant*|afgeper*|gepest|bedreigd?|bedreigt|gehackt|geexposed|exposed|verkracht|aangerand|blackmailed|bullied|hacked|raped|threatened|harassed|lastiggevallen|gestalkt|stalked|doxed|catfished)';

/** How a clause starts that asks. */
export const ASKS =
  '(ok |oke |hoi |hey |hi |hallo |help |please |vraag |vraagje |question |en |maar |dus |and |but |so |or |of |bro |zeg |yo |eh |uh |ja |nee |no |yes |dan |then |also |ook |omg |wtf |wollah |ewa |je |jullie |even )*(wat|hoe|wie|waar|waarom|wanneer|welke?|hoeveel|hoelang|mag|mogen|kan|kun|kunt|kunnen|moet|moeten|is|zijn|was|waren|ben ik|ben je|bent|heb ik|heb je|heeft|hebben|krijg ik|krijg je|krijgen|doet|doe ik|doen|gaat|zou|zouden|zal|bestaat|bestaan|werkt|helpt|geldt|telt|hoort|weet je|weet jij|ken je|word ik|word je|worden|what|how|who|where|why|when|which|can|could|may|should|would|are|am i|do|does|did|will|have you|has|must|whose|vertel|leg uit|explain|tell me|vanaf|tot|klopt|verschil|difference|is it|staat er|blijft|komt|kijkt|leest|zit|zitten|betekent|wil je|wil jij|schrijf|write|write me|maak|geef|give)';

/** Parts that ask, wherever they stand: what comes before and after them is read by itself. */
export const ASIDE =
  '(wat nu|wat nou|wat moet ik (nu |dan |nou )?(doen|nu)?|wat kan ik (nu |dan |er )?(tegen |aan )?(doen)?|wat doe ik( nu)?|hoe nu verder|what do i do( now)?|what can i do|what should i do|what now|what to do|help me|please help|kan (je|iemand|jij) (me |mij )?helpen|can (you|someone|anyone) help( me)?|ik weet (het )?niet (meer )?wat ik moet( doen)?|weet niet wat ik moet( doen)?|i dont know what to do|i dont know who to tell)';

/** After these words something is only supposed, or belongs to the words before. */
export const SUPPOSES =
  '(als|if|when|wanneer|indien|stel|stel dat|wat als|what if|suppose|whenever|in case|zodra|mocht)';
const KEEPS =
  'als|if|when|whenever|wanneer|dat|of|whether|that|die|who|which|wat|what|hoe|how|waar|where|know|weet|imagine|suppose|stel|than|dan|case|indien|zodra|voordat|before|omdat|over|about|mag|kan|can';

/** Where a new statement starts without a comma: `wat moet ik doen mijn foto is gelekt`. */
export const STARTS = `(?<! (?:${KEEPS})) (?=(?:(?:ze|hij|iemand|er) (?:heb|hebben|heeft|is|zijn|word|worden|gaat|staat|staan|stuurt|sturen|blijft|blijven|wil|willen|dreigt|dreigen|chanteert|zet|zetten|maken|maakt|doet|doen|pesten|zegt|zei|deelt|delen|volgt|verspreidt)|(?:mijn|me(?! (?:and|en|to))) (?:beste |oude |ex |kleine )?[^ ]+ (?:is|zijn|word|worden|heeft|staat|staan|gaat|gaan|stuurt|blijft|dreigt|wil)|ik (?:ben|heb|word|kreeg|krijg|zit|sta)|(?:he|she|they|someone|somebody|there|people) (?:is|are|has|have|was|were|posted|shared|leaked|keeps?|wont|made|sent|got|put|says|said|wants?|took|threatens|threatened|stole|hacked)|my (?:best |old |private |little |big )?[^ ]+ (?:is|are|has|have|was|were|got|posted|shared|leaked|keeps|threatened|sent|went)|i (?:am|was|got|sent|have been|keep|have)) )`;

/** A question that tells all the same: `hoe vertel ik dat mijn foto rondgaat`, `my leaked nudes`. */
export const TELLS_IN_QUESTION: readonly string[] = [
  '(die|dat|wie|waar|waarin|that|who|which|want|omdat|because|since) ~~ (<me>|<my> <kin>|i|ik) ~~ <hurt>',
  '(die|dat|that|who|which|because|omdat|want) ~~ <hurt> ~ (<me>|<my> <kin>)',
  '(die|that|which) (mijn|my) (ex|<kin>) ~~ (gezet|gedeeld|gepost|posted|shared|gestuurd|sent|put|heeft|has)',
  '<my> (eigen )?(gelekte|leaked|gestolen|stolen|geleakte|gehackte|hacked)',
  '(waarom|why) ~~ (bij|to|against|met) (mij|me)',
  '<they> ~ (heeft|hebben|has|have) ~~ (van mij|van me|of me|mijn|my) ~~ (gedeeld|gezet|gepost|gelekt|gemaakt|shared|posted|leaked|made)',
];

/** Only supposed, but by somebody whom it happens to: `how do i say no when he keeps asking for nudes`. */
export const KEEPS_HAPPENING =
  '(als|when|if|dat|die|that) (hij|ze|he|she|<my> <kin>) ~ (blijft|keeps|steeds) ~~ (<pic>|<nude>|me|<bother>|ask*|vrag*)';

/** A clause about a lesson, a task, a wish to know: it tells nothing by itself. */
export const ABOUT =
  '(vraag|vragen|vraagje|info|informatie|uitleg|les|lessen|lesje|gastles*|mentorles*|lesmateriaal|materiaal|opdracht*|gespreksopdracht|werkstuk|spreekbeurt|presentatie|essay|verslag|onderzoek|project|artikel|paper|lesson|lessons|workshop|assignment|question|questions|poster|debat|thema|tips|gesprek|klassengesprek|discussion|information|scriptie|documentaire|training|voorlichting|gespreksstarter|film) ~ (over|about)|(wil|wilde|would like|want|like|zou) ~ (weten|know|learn|leren)|(vraag|vroeg) (ik )?me (ik )?af|i (wonder|was wondering)|nieuwsgierig|curious|lesmateriaal|werkstuk|spreekbeurt|voorlichting|(voor|for) (mijn|my|onze|een|a|our) (klas|class|les|lesson|studenten|students|mentorklas)';

/** A clause about what was read or seen, not lived. */
export const STORY =
  '(in|op) (het|de) (nieuws|krant|tv|journaal)|(in|uit) (een|die|de|deze|the|a|that|this) (film|serie|boek|documentaire|docu|podcast|movie|series|show|book|documentary|game|les|lesson)|netflix|(the|on the) news|(last|gisteren in de) (les|lesson) ';

/** Everyday things that are sent, shared and stolen too. */
export const ORDINARY =
  '(fiets|fatbike|scooter|bike|laptop|tas|jas|bag|wallet|portemonnee|airpods|oordopjes|charger|oplader|telefoon|phone) ~ (gestolen|stolen|gejat|kapot)|(opdracht*|verslag|stageverslag|rooster|huiswerk|homework|assignment|cijfer*|grades|mail|link|agenda|samenvatting|summary|notes|aantekeningen|powerpoint|document|bestand|formulier) ~~ (doorgestuurd|gedeeld|gestuurd|gezet|shared|sent|posted|verstuurd|geplaatst)|(stuurt|stuurde|stuur|stuurden|sends|sent|gestuurd|doorgestuurd|deelt|gedeeld|shared) ~~ (opdracht*|verslag|rooster|huiswerk|homework|assignment|cijfer*|agenda|samenvatting|summary|notes|aantekeningen|formulier)|(foto*|picture*|pic|photo*|filmpje*|video*) ~ (van|of) (de |het |een |ons |onze |mijn |zijn |the |a |my |our |his |her )?(~ )?(hond|dog|kat|cat|puppy|eten|food|vakantie|holiday|huis|house|bord|whiteboard)|(leuke|grappige|mooie|goede|funny|nice|cute|cool|good|coole|vette) (~ )?(foto*|picture*|pic|pics|photo*|filmpje*|video*|tiktok*|meme*|selfie*)';

/** It did not happen. */
export const NOT =
  '(elkaar|each other) ~ <pic>|(niet|nooit|nog nooit|never|not|niemand|nobody|no one|gelukkig niet|geen) ((meer|ooit|been|ever|being|getting|echt|een) ){0,2}<hurt>|(niemand|nobody|no one) ~ (<hurt>|pest|bullies)|(zonder|without) (bang|te dreigen)';

/** A few words without a subject, as in a search box: `nudes gelekt`, `insta gehackt`. */
export const TERSE =
  '(gelekt|leaked|lekt|gehackt|hacked|gedoxt|doxed|doxxed|gepest|bullied|gechanteerd|afgeperst|blackmailed|bedreigd|bedreigt|threatened|geexposed|exposed|doorgestuurd|rondgestuurd|gedropt|overgenomen|pressured|gestalkt|verspreid|gestolen|stolen)';
/** How a sentence starts that leaves out who it is about: the one who types. */
export const NO_SUBJECT =
  '(help |hoi |hey |ewa |bro |omg |net |al |just |random )*(krijg|kreeg|ben|word|werd|heb|had|zit|sta|weet|zag|vond|got|getting|keep|saw|found|posted|made|being|been|was|have|durf)';
