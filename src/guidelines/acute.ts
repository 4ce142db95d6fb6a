/**
 * Danger words. They are no search problem (RETRIEVAL): this rule runs before any search, knows nothing of the content
 * and prefers one answer too many.
 */

/**
 * How the word groups below are read: `~` stands for up to three words in between, `<name>` for one of these words, `*` for
 * any ending, `.` for the end of a sentence; `(a|b)` and `?` are as in a regular expression.
 */
const WORDS: Readonly<Record<string, string>> = {
  self: '(?:mezelf|mijzelf|me zelf|mn zelf|mijn eigen|mn eige|zichzelf|haarzelf|hemzelf|zich zelf|jezelf)',
  my: '(?:mijn|mn|me|haar|zijn|zn|hun)',
  me: '(?:me|mij|haar|hem|ons|mijn vriend|mijn vriendin)',
  an: '(?:een |n )?',
  weapon: '(?:mes|messen|pistool|wapen|wapens|machete|steekwapen|vuurwapen|honkbalknuppel|knuppel)',
  reflexive: '(?:myself|herself|himself|themselves|themself|yourself)',
  their: '(?:my|her|his|their)',
  them: '(?:me|her|him|us|my friend)',
  relative:
    '(?:vader|stiefvader|pa|papa|oom|opa|broer|stiefbroer|neef|buurman|trainer|docent|leraar|dad|stepdad|father|stepfather|uncle|grandpa|brother|cousin|neighbour|coach|teacher)',
  no: '(?:dont|do not|doesnt|does not|didnt|never)',
};

/** Not wanting to live, or hurting oneself. Dutch. */
const DESPAIR_NL = [
  'ik ~ dood',
  'dood (ben|was|ga|wil)',
  'zm',
  'zelf moord',
  'suicidale?',
  '(wil|wilt|wou dat ik|wilde dat ik|liever|beter) ~ dood',
  '(denk|denkt) ~ aan de dood',
  '(niet|nie) meer ~ (leven|leve|verder|wakker)',
  'nooit meer wakker',
  'ik wil ~ niet meer .',
  'punt achter zetten',
  'er ~ (niet|nie) meer ~ (zijn|ben|is)',
  '(niet|nie) meer (in leven|bestaan)',
  '(wou|wilde) dat ik ~ (er niet was|nooit geboren)',
  'zie het ~ niet meer ~ zitten',
  'ik (kan|trek) (het |dit )?(echt |gewoon )?(niet|nie) meer (.|help|ze|hij|zij|want|en|sinds|door|zo)',
  'hoeft het ~ niet meer',
  'er <an>einde? aan',
  '<an>einde? aan <my> leven',
  '<an>einde? ~ maken aan <my> leven',
  'geen zin meer (in|om te) (het )?(leven|leve)',
  'zin meer om (door|verder)',
  '(leven|alles) heeft ~ geen zin',
  '(moe|zat|klaar|genoeg|klaar ben) (met|van) (het |mijn |mn )?leven',
  'uit het leven',
  'leven is voorbij',
  '(uit|op|van) deze wereld',
  'sta op (de|het|een) (brug|dak|flat|spoor)',
  '(niemand|wie) ~ (me|mij) ~ missen',
  'beter ~ zonder (mij|me)',
  'wil ~ verdwijnen',
  '(<self>|zich) (iets|wat) ~ (aan|aandoen|aandoet)',
  '<self> ~ (pijn|snijden|snij|snijd|snijdt|gesneden|krassen|gekrast|killen|doden|ophangen|verwonden)',
  '<self> (af|van kant)',
  '(snij|snijd|snijdt|sneed|kras|krast) (me |mij |zich )?(<self>|(weer )?in <my> (arm|armen|pols|polsen|been|benen))',
  '(doe|doet) <self> ~ pijn',
  '(maak|maakt) <self> (af|dood)',
  'automutilatie',
  'zelfbeschadiging',
  '(me|mij|zich) ~ (ophangen|verhangen)',
  'pols* ~ (door|open)?(snijden|gesneden)',
  'heb (me|mij) gesneden',
  'kan (het|dit|alles) ~ (niet|nie) meer aan',
  '(sos|hellup)',
  'help (me |mij )?nu',
  '(spring|springen|gesprongen|springt) ~ (trein|metro|dak|brug|flat|raam)',
  '(trein|metro|dak|brug|flat|raam) ~ (spring|springen|gesprongen|springt)',
  'voor de trein',
  '(pillen|paracetamol|medicijnen|slaappillen) ~ (genomen|geslikt|ingenomen)',
  'afscheids(brief|bericht|appje|filmpje)',
];

/** Danger from someone else. Dutch. */
const DANGER_NL = [
  '(vermoord*|doodmaken|doodmaakt|doodsteken|doodschieten|doodslaan|neersteken|neerschieten|afslachten)',
  '<me> (dood te maken|af te maken|afmaken|afmaakt|steken|neer te steken)',
  '<me> ~ gaan steken',
  'gaan <me> (steken|schieten)',
  'in brand steken',
  '(maak|maakt|maken|steek|steekt|schiet|sla) (je|jou|me|mij|haar|hem) (dood|af|neer)',
  '(met|heeft|hebben|trok|trekt) <an><weapon>',
  '<weapon> (op|bij) <me>',
  '(ben|is|word|wordt|werd|was|net|heeft|hebben) ~ (verkracht|aangerand)',
  '(dwingt|dwingen|gedwongen) ~ seks',
  '(slaat|slaan|schopt|schoppen|wurgt|mishandelt|mishandelen) <me>',
  'word ~ (geslagen|mishandeld)',
  'in elkaar (slaan|geslagen|trappen)',
  '(gaat|gaan) <me> ~ slaan',
  '<me> (gaat|gaan|komt|komen) ~ slaan',
  '<relative> ~ (zit|zat|komt|kwam) ~ aan <me>',
  '<relative> ~ raakt(e)? <me> ~ aan',
  'onderweg naar <my> huis',
  'ik heb <an><weapon> (bij|op|in|mee|.)',
  '(bang|angst) ~ eerwraak',
  '(staat|staan|wacht|wachten) ~ voor <my> (deur|huis)',
  '(hij|ze|zij|ex|iemand|jongens) (staat|staan) ~ voor (de|het) (deur|huis)',
  '<me> ~ op te wachten',
  '(staat|staan) nu (buiten|beneden|hier|voor)',
  '(achtervolgt|achtervolgen|volgt|volgen) <me> ~ nu',
  '(word|wordt|worden) ~ (achtervolgd|gegijzeld)',
  '(komt|komen) ~ naar <my> huis',
  '(heeft|hebben) <me> ~ (geslagen|geschopt|mishandeld)',
  'laat (me|mij) niet (gaan|weg|los)',
  'zit vast in',
  'ik bloed',
  'nu ~ (bedreigd|achtervolgd|aangevallen)',
  '(bedreigt|bedreigen|achtervolgt|achtervolgen|volgt) <me> nu',
  '(nu|ben|is|zijn) ~ in gevaar',
  'levensgevaar',
  'opgesloten',
  '(houdt|houden) <me> ~ (vast|binnen|tegen)',
  'ontvoerd',
  'durf niet (meer )?naar huis',
  '(thuis|hier) niet (meer )?veilig',
  'niet (meer )?veilig (thuis|hier)',
  'bel (aub |alsjeblieft |nu )?(112|de politie|een ambulance)',
];

/** Not wanting to live, or hurting oneself. English. */
const DESPAIR_EN = [
  'kms',
  '(kill|killing|unalive|hang|hanging|hurt|hurting|hurts|cut|cuts|cutting|harm|harming|shoot|shooting) <reflexive>',
  '(im|i am|shes|hes|is|been|started) cutting (again|.)',
  '(end|ending|take|taking) <their> (own )?(life|lives)',
  'end it (all|.)',
  'ending it',
  'will to live',
  'not worth living',
  '(i|she|he) (was|were) ~ dead',
  'feel like dying',
  '(want|wants|wanna|wanted|rather) (to )?(die|be dead|disappear)',
  'better off (dead|without (me|her|him))',
  'wish (i|she|he) (was|were) (dead|never born|not alive)',
  'never (been )?born',
  'never wake up',
  '<no> (want|wanna) ~ (live|alive|exist)',
  '<no> (want|wanna) ~ be here',
  'not want ~ (live|alive|be here)',
  '(no|any) reason to live',
  'done with (my )?life',
  'tired of (life|living)',
  '(cant|cannot|can not) (do this|go on|take (it|this)) (any ?more|.|no more)',
  '(nobody|no one|noone) would (even )?miss me',
  'self ?harm',
  'overdosed?',
  '(took|taken|swallowed) ~ pills',
  '(goodbye|suicide) (letter|note)',
];

/** Danger from someone else. English. */
const DANGER_EN = [
  '(kill|stab|shoot|rape|murder) <them>',
  '(has|have|got|with|pulled) a (knife|gun|weapon)',
  '(raped|assaulted|molested|forced) <them>',
  '(got|was|been|being) ~ (raped|assaulted|molested)',
  '<relative> ~ (touches|touching|touched) <them>',
  '(jump|beat) <them>',
  '(is|are|keeps|keep|started) (hitting|beating|choking|strangling) <them>',
  '(beats|hits|chokes|strangles) <them>',
  '(outside|at) <their> (door|house|home|window)',
  '(following|chasing|attacking|threatening) <them> (right )?now',
  'in danger',
  'not safe (at home|here|right now|.)',
  'locked (me )?in',
  'being held',
  'kidnapped',
  'afraid to go home',
  '(break|breaking) in',
  'call ~ (911|112|police|ambulance)',
];

/** Words that are danger by themselves, also with one letter wrong, missing, extra or swapped. */
const ALARMING = ['zelfmoord', 'zelfdoding', 'suicide', 'suicidaal', 'suicidal', 'overdosis', 'afscheidsbrief'];

/** Figures of speech and lesson talk that hold a danger word and mean no danger. Taken out before looking. */
const HARMLESS = [
  '(schaam|schaamde|lach|lachte|verveel|verveelde|schrok|schrik|erger|zoek) ~ (dood|kapot)',
  'dood van (de )?(schaamte|lachen|honger|kou|verveling|warmte)',
  '(ouders|moeder|mama|ma) ~ vermoord(t|en)? (me|mij)',
  '(ouders|moeder|mama|ma) ~ (me|mij) vermoorden',
  '(parents|mum|mom|mother) ~ kill me',
  '(les|lessen|werkstuk|verslag|presentatie|film|boek|spreekbeurt) over (zelfmoord|zelfdoding|suicide)',
  '(lesson|class|essay|presentation|movie|book) (about|on) suicide',
  'praten over (zelfmoord|zelfdoding|suicide) in de klas',
  'suicide prevention',
];

/** How words are shortened in a hurry. */
const SHORT: Readonly<Record<string, string>> = {
  kwil: 'ik wil',
  kzie: 'ik zie',
  kheb: 'ik heb',
  kben: 'ik ben',
  kkan: 'ik kan',
  dr: 'er',
  ni: 'niet',
  nie: 'niet',
  t: 'het',
  mr: 'meer',
};

/** `dooood`, `dood` and `dod` are the same: nobody counts letters in distress. Done to words and to patterns alike. */
const single = (text: string) => text.replace(/(\p{L})\1+/gu, '$1');

/** Lower case, no accents or apostrophes, no double letters, a `.` after a sentence. */
function foldWords(text: string): string {
  const words = text
    .toLowerCase()
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/['’`]/g, '')
    .replace(/[.,;:!?\n]+/g, ' . ')
    .replace(/[^\p{L}\p{N}.]+/gu, ' ')
    .trim()
    .split(' ')
    .map((word) => SHORT[word] ?? word)
    .join(' ');
  return ` ${single(words)} . `;
}

function toPattern(phrases: readonly string[]): RegExp {
  const patterns = phrases.map((phrase) =>
    phrase
      .replace(/<(\w+)>/g, (_whole, name: string) => WORDS[name] ?? '')
      .replaceAll('.', '\\.')
      .replaceAll('*', '\\p{L}*')
      .replaceAll(' ~ ', ' (?:\\S+ ){0,3}'),
  );
  return new RegExp(` (?:${single(patterns.join('|'))})(?= )`, 'gu');
}

const danger = toPattern([...DESPAIR_NL, ...DANGER_NL, ...DESPAIR_EN, ...DANGER_EN]);
const harmless = toPattern(HARMLESS);

/** Whether two words are the same but for one letter wrong, missing, extra, or two neighbours swapped. */
function nearly(word: string, key: string): boolean {
  if (Math.abs(word.length - key.length) > 1) return false;
  let start = 0;
  while (start < key.length && word[start] === key[start]) start += 1;
  const [rest, wanted] = [word.slice(start), key.slice(start)];
  return (
    rest.slice(1) === wanted.slice(1) ||
    rest.slice(1) === wanted ||
    rest === wanted.slice(1) ||
    (rest.slice(2) === wanted.slice(2) && rest[0] === wanted[1] && rest[1] === wanted[0])
  );
}

/** Whether a message speaks of danger to life or of suicide, Dutch or English. Never asks the search. */
export function isAcute(text: string): boolean {
  const words = foldWords(text).replace(harmless, ' ');
  return (
    words.search(danger) !== -1 || words.split(' ').some((word) => ALARMING.some((key) => nearly(word, single(key))))
  );
}
