/** Words that end a noun phrase, by what they are. */
const split = (words: string) => new Set(words.trim().split(/\s+/));

/** A list of words as the alternatives of a pattern. */
export function anyOf(words: string): string {
  return words.trim().split(/\s+/).join("|");
}


export const DETERMINERS = split(`
  the a an this that these those its their his her our my your some any each every another both no such several many few other whose more less most
  least
`);
export const PREPOSITIONS = split(`
  of in on at by for from to with without against into onto over under through throughout via about after before during since until between among
  across behind beyond within inside outside around near despite per upon towards toward like as than amid following including using because except
  versus off up down out along alongside according responsible able unable aware guilty liable vulnerable offline online
`);
export const CONJUNCTIONS = split("and or but nor so yet if when while where although though whereas because whether unless that which who whom whose what how why once");
export const PRONOUNS = split("he she it they we i you him them us himself itself themselves herself someone anyone everyone nobody nothing something one");
export const AUXILIARIES = split(`
  is are was were be been being am has have had having do does did doing may might must can could shall should will would cannot 's 're 've 'd 'll
  isn't aren't wasn't weren't hasn't haven't hadn't doesn't don't didn't won't wouldn't couldn't can't shouldn't
`);
export const NEGATIONS = split(`
  not never n't isn't aren't wasn't weren't hasn't haven't hadn't doesn't don't didn't won't wouldn't couldn't can't cannot shouldn't neither nor
`);
/** Left out of typed sentences, so that patterns need not name them. */
export const ADVERBS = split(`
  also then still already just even again soon later earlier ever once first together thus hence meanwhile however instead rather perhaps maybe only
  often sometimes always today yesterday now ago else too very quite almost well indeed moreover furthermore nonetheless nevertheless afterwards
  subsequently thereby not never
`);
const LY_NOUNS = split("family supply assembly reply ally italy july monopoly anomaly fly daily weekly monthly bully early friendly likely");

export function isAdverb(lower: string): boolean {
  return ADVERBS.has(lower) || (lower.length > 4 && lower.endsWith("ly") && !LY_NOUNS.has(lower));
}

/** Verbs that incident reports use, in their plain form; regular forms are derived. */
const REGULAR = split(`
  abuse access accuse acquire add affect allege allow announce appear apply approve arrest assess attach attack attempt attribute authenticate back
  begin believe belong blame block boast breach bypass call carry cause change charge claim click close collect compromise conclude conduct confirm
  connect contain continue control copy cost cover crash create cripple damage date declare deface defeat delay delete deliver demand deny deploy
  describe destroy detect determine develop direct disable disclose discover disguise disrupt distribute download drop dump email emerge employ enable
  encrypt end enter erase escape establish estimate exfiltrate expose exploit extort extract face fail fend fine fix follow force foil force frame
  function gain gather guess hack halt happen harvest hijack host identify impact impersonate implant include indict infect infiltrate inform inject
  insist install intercept interrupt investigate involve issue jail join knock know lack last launch lead leak learn leverage link list lock log look
  lure maintain manage masquerade mention monitor move name note notify obtain occur offer open operate order originate overlap overwrite base own
  paralyse paralyze patch pause persuade phish plan plant plead point pose post prevent process promise protect prove provide publish purport pursue
  push ransack reach receive recover refuse release rely remain remove rename repel report request require reset respond restore result resume reveal
  roam route sabotage sanction save say scan scrape seek seem seize serve share shutter sign siphon slow spoof sponsor spot spread stage start state
  steal stop store strike submit succeed sue suffer supply suspect suspend target tell test thank think thwart trace track transfer trick try tweet
  agree aim argue ask attract avoid become bring choose come combine compare complete comply comprise consider contribute convince cooperate defend
  define depend dismiss dispute eliminate encourage endanger engage ensure evade evolve exclude expand expect explain explore express extend feel fill
  finish forget get give go grant grow handle hear hire hold imagine improve inspect intend invite keep kill lie lose make mean meet miss negotiate
  occupy oversee participate pay perform permit persist possess prepare pretend propose quit raise realise reassure rebuild recall recommend recruit
  redirect reduce refer reflect register reject relate remember remind repair repeat replace represent resist resolve retain retire return reuse
  satisfy schedule seek select sell separate settle sit slip smuggle solve speak specify spend stand stay stick suggest surface take tamper teach tend
  threaten undergo understand undertake vary violate weaken welcome win withdraw wonder worry uncover unleash unveil update upload urge use visit vow
  wait want warn wipe work write
`);
const IRREGULAR = split(`
  began begun became become brought broke broken built bought came chose cut did done drew driven drove fell fallen felt found forgot gave given went
  gone got grew held hit kept knew known laid led left lost made meant met paid put read rose risen ran said saw seen sent sought sold set shown shut
  spoke spoken spent spread stole stolen stood struck swept took taken thought threw told understood went won withdrew written wrote hid hidden
`);
const DERIVED = new Set([...REGULAR].flatMap((verb) => formsOf(verb)));
/** Plain forms and plural-like forms that are more often nouns in these reports. */
const NOUN_TOO = split(`
  access attack attacks attempt attempts breach breaches call calls cause causes change changes charge charges claim claims compromise control
  controls cost costs damage damages date dates demand demands dump email emails end exploit exploits fine fines fix function functions hack hacks
  hijack host hosts impact implant implants influence issue issues lack leak leaks link links list lists lock log logs lure lures name names note
  notes offer order orders patch patches plan plans plant plants point points post posts process processes release report reports request requests
  result results sanction sanctions scan scans share shares sign state states steal store stores strike strikes supply supplies suspect suspects
  target targets test tests trace tracks track transfer trick update updates use uses visit work works file files form forms fund funds play press
  review reviews risk risks search searches score support train trust view views mark marks match need needs measure measures type types print fight
  help hope switch surge touch exchange increase increases contact count counts pass run shift talk talks treat turn focus step steps study studies
  aim aims test back direct last open set open start stop read contact download look force forces base bases
`);

/** Words in -ing that are nouns or qualify one. */
const NOUN_ING = split("hacking phishing spear-phishing monitoring accounting trading leading existing");

/** Past forms and participles of the verbs that patterns name. */
const PAST: Record<string, string> = {
  steal: "stole|stolen", lose: "lost", mislay: "mislaid", take: "took|taken", hit: "hit|hitting", strike: "struck|striking", break: "broke|broken", get: "got|getting", make: "made", find: "found", begin: "began|begun|beginning", spread: "spread", lead: "led", leave: "left",
  cut: "cut|cutting", bring: "brought", shut: "shut|shutting", run: "ran|running", give: "gave|given", let: "let|letting", go: "went|gone|goes", come: "came", fall: "fell|fallen", become: "became", sell: "sold", write: "wrote|written", pay: "paid", seek: "sought",
  overwrite: "overwrote|overwritten", see: "saw|seen", send: "sent", keep: "kept", hold: "held", put: "put|putting", beat: "beat|beaten", learn: "learned|learnt", say: "said", set: "set|setting", freeze: "froze|frozen", withdraw: "withdrew|withdrawn", win: "won|winning",
};

/** All forms of some verbs, as a pattern: "carry out, hit" gives "carry out|carries out|carried out|carrying out|hit|hits ...". The first word is inflected. */
export function forms(verbs: string): string {
  const all = verbs.split(/,\s*/).flatMap((verb) => {
    const [first = "", ...rest] = verb.trim().split(" ");
    return [...new Set([...formsOf(first), ...(PAST[first]?.split("|") ?? [])])].map((form) => [form, ...rest].join(" "));
  });
  return `(?:${all.join("|")})`;
}

function formsOf(verb: string): string[] {
  const stem = verb.endsWith("e") ? verb.slice(0, -1) : verb;
  const y = /[^aeiou]y$/.test(verb) ? verb.slice(0, -1) : undefined;
  const doubled = /[^aeiou][aeiou][bdgklmnprt]$/.test(verb) ? verb + verb.at(-1)! : undefined;
  return [verb, `${verb}s`, `${verb}es`, `${stem}ed`, `${stem}ing`, ...(y ? [`${y}ied`, `${y}ies`] : []), ...(doubled ? [`${doubled}ed`, `${doubled}ing`] : [])];
}

/** "impact" -> "impacted", "lead" -> "led"; undefined for what is no plain form of a verb. */
export function pastOf(lower: string): string | undefined {
  if (!REGULAR.has(lower)) return undefined;
  if (PAST[lower]) return PAST[lower].split("|")[0];
  return lower.endsWith("e") ? `${lower}d` : /[^aeiou]y$/.test(lower) ? `${lower.slice(0, -1)}ied` : `${lower}ed`;
}

export type VerbForm = "none" | "certain" | "participle" | "noun-too";

/** Whether a word can be a verb, and how surely: "said" is, "stolen" and "hacking" may qualify a noun, "attacks" is more often a noun. */
export function verbForm(lower: string): VerbForm {
  if (NOUN_TOO.has(lower)) return "noun-too";
  if (NOUN_ING.has(lower)) return "none";
  if (/^(?:include|includes|included|say|says)$/.test(lower)) return "certain";
  if (!DERIVED.has(lower) && !IRREGULAR.has(lower)) return lower.length > 5 && lower.endsWith("ed") ? "participle" : "none";
  return /(?:ed|en|ing)$/.test(lower) || lower === "known" ? "participle" : "certain";
}

/** A form of one of the verbs above; other words in -ed only look like one. */
export function isKnownVerb(lower: string): boolean {
  return DERIVED.has(lower) || IRREGULAR.has(lower);
}
