import type { Rule } from "../pattern.ts";
import { forms } from "../words.ts";

const EFFECT = `(?:${forms("impact, cause, lead to, result in, force, leave, halt, shut down, knock, wipe, destroy, encrypt, delay, prompt, trigger, paralyse, paralyze, cripple, disrupt, damage, take down, bring down, cut off, erase")}|${forms("take, bring")} <[^>]*> (?:down|offline|to))`;
const STOPPED = forms("halt, shut down, force, paralyse, paralyze, cripple, disrupt, knock, leave");
const DEFEAT = forms("fend off, foil, thwart, repel, avert, beat off, ward off, repulse, defeat");
const TAKE = forms("steal, expose, access, leak, exfiltrate, compromise, copy, obtain, take, publish, download, extract, harvest, dump, get hold of, make off with, siphon off");
const TAKEN = "(?:stolen|exposed|accessed|leaked|exfiltrated|compromised|copied|taken|published|downloaded|harvested)(?! (?:offline|down|out|off|over|away)(?: |$))";
const AFFECT = forms("affect, hit, infect, impact, expose, compromise, reach, encrypt, wipe, strike, cripple");
/** Of what only some were struck, the number is not known. */
const ALL = "(?<!(?:some|most|many|part|parts|none|half|few|fraction|number) of )";
const LOSS = "damage|damages|losses|loss|costs|cost|revenue|sales|expenses|bill|profit";

/** What it was for and what came of it: aims, effects, data, figures, dates, order. */
export const EFFECTS: readonly Rule[] = [
  { id: "has-objective/aim", template: "{attackish} {rel}{aux}(?:took {=aim} at|aimed to|aiming to|intended to|designed to|meant to|set out to|sought to|seeking to) {rest}", facts: ["attackish has-objective rest"], score: 0.75 },
  { id: "has-objective/aim-was", template: "{=aim|aims|goal|goals|objective|purpose|motive|intention}(?: of {incident})? (?=(?:is|was|were|has|had|may|might) ){aux}to {rest}", facts: ["incident|clause has-objective rest"], score: 0.7 },
  { id: "has-objective/in-a-bid", template: "{incident} {any}(?:in|as) (?:{=part} of )?{=attempt|effort|bid} to {rest}", facts: ["incident has-objective rest"], score: 0.65 },
  { id: "has-impact/effect", template: `{strike} {aux}(?<effect>${EFFECT} (?=[^,;:.]*<){rest})`, facts: ["strike has-impact effect"], score: 0.65 },
  { id: "has-impact/that", template: `{strike} (?:, )?(?:that|which) {aux}(?<effect>${EFFECT} (?=[^,;:.]*<){brief})`, facts: ["strike has-impact effect"], score: 0.65 },
  { id: "has-impact/which", template: `(?<clause><[^>]*>) , which {aux}(?<effect>${STOPPED} (?=[^,;:.]*<){rest})`, facts: ["clause has-impact effect"], score: 0.55 },
  { id: "has-impact/attackers", template: `(?:{attackers}|{he=they|he}) {rel}{any}{aux}(?<effect>${forms("encrypt, destroy, wipe, delete, erase, lock, disable, shut down, knock out")} (?=[^,;:.]*<){rest})`, facts: ["clause has-impact effect"], score: 0.6 },
  { id: "has-impact/lost", template: "(?<clause>{victim} {aux}) ?(?<effect>(?:lost|lose|losing) {=access|email|emails|control|power|contact|connection|connectivity|service|services|records|data|sight} ?(?:{rest})?)", facts: ["clause has-impact effect"], score: 0.55 },
  { id: "has-impact/malware", template: `{malware} {rel}{aux}(?<effect>${forms("wipe, destroy, encrypt, erase, disable, delete, overwrite, lock, force, shut down")} {rest})`, facts: ["malware has-impact effect"], score: 0.65 },
  { id: "had-outcome/defeated", template: `<[^>]*> {aux}(?<outcome>${DEFEAT}) {incident}`, facts: ["incident had-outcome outcome"], score: 0.8 },
  { id: "had-outcome/was-defeated", template: `{incident} {aux}(?<outcome>${DEFEAT})`, facts: ["incident had-outcome outcome"], score: 0.8 },
  { id: "had-outcome/gave", template: "{incident} {rel}{aux}(?<outcome>(?:gave|allowed|enabled|let|granted|handed|provided) {rest})", facts: ["incident had-outcome outcome"], score: 0.7 },
  { id: "compromised-data/took-it", template: `{attackish} {rel}{aux}${TAKE} {datas}`, facts: ["attackish compromised-data datas"], score: 0.75 },
  { id: "compromised-data/took", template: `{striker} {rel}{any}{aux}${TAKE} {datas}`, facts: ["striker compromised-data datas"], score: 0.7 },
  { id: "compromised-data/were-taken", template: `{datas}(?: of {count})? {rel}{aux}${TAKEN} (?:in|during|by) {attackish}`, facts: ["attackish compromised-data datas"], score: 0.75 },
  { id: "compromised-data/were", template: `${ALL}(?<clause>{datas}(?: (?:of|belonging to|for) {count})? {rel}(?:was|were|has been|have been|had been|may have been|being)) ${TAKEN}`, facts: ["clause compromised-data datas"], score: 0.6 },
  { id: "compromised-data/included", template: "(?<clause>(?:this|these|<Xd[^>]*>|{he=it|they}) (?:included|includes|include|comprised)) {datas}", facts: ["clause compromised-data datas"], score: 0.55 },
  { id: "affected-count/affected", template: `{striker} {rel}{any}{aux}${AFFECT} (?:<X[^>]*> (?:of|on|belonging to) )?{count}`, facts: ["striker affected-count count"], score: 0.75 },
  { id: "affected-count/data-of", template: `{striker} {rel}{any}{aux}${TAKE} <X[^>]*>(?: (?:, |and |, and )<X[^>]*>)*(?: (?:of|on|belonging to|relating to|for|from)) {count}`, facts: ["striker affected-count count"], score: 0.75 },
  { id: "affected-count/were-affected", template: "(?<!(?:of|on|about|for|from|to) )(?<clause>{count}(?: (?:at|in|across) <[^>]*>)? {rel}{aux}(?:affected|infected|impacted|exposed|compromised|hit|encrypted|wiped|stolen))", facts: ["clause affected-count count"], score: 0.65 },
  { id: "affected-count/data-were", template: `(?<clause>{datas} (?:of|on|about|for|from|relating to|belonging to) {count} {rel}{aux}${TAKEN})`, facts: ["clause affected-count count"], score: 0.7 },
  { id: "caused-loss/caused", template: `{striker} {any}(?:caused|causing|resulted in|led to|inflicted|cost) {money} (?:in|of|worth of) {=${LOSS}}`, facts: ["striker caused-loss money"], score: 0.85 },
  { id: "caused-loss/losses-of", template: `{striker} {any}(?:caused|causing|resulted in|led to|inflicted|suffered) {=${LOSS}} (?:of|estimated at|totalling|put at|worth|amounting to) {money}`, facts: ["striker caused-loss money"], score: 0.85 },
  { id: "caused-loss/cost", template: "{attackish} {rel}{aux}(?:cost|costing) (?:<[^>]*> )?{money}", facts: ["attackish caused-loss money"], score: 0.85 },
  { id: "caused-loss/stole", template: "{striker} {rel}{any}{aux}(?:stole|stealing|stolen|got away with|made off with|transferred|netted) {money}", facts: ["striker caused-loss money"], score: 0.65 },
  { id: "caused-loss/put-at", template: `{=${LOSS}} (?:of|from|caused by) {attackish} {aux}(?:put|estimated|placed|valued) at {money}`, facts: ["attackish caused-loss money"], score: 0.85 },
  { id: "ransom-paid/not", template: "{actor} {aux}(?:(?:refused|declined) to )?(?:pay|paid|make|made) (?<what><[^>]*=(?:ransom|payment|demand)>)", facts: ["clause ransom-paid what"], score: 0.6, needs: /\b(?:not|never|refused|declined)\b|n't\b/ },
  { id: "ransom-paid/paid", template: "(?<clause>{actor} {aux}paid (?:{=[^>]*} )?)(?:{=ransom} of )?{money}(?: (?:in|as|to) {=ransom|bitcoin|bitcoins|attackers|hackers|criminals|gang|group})?", facts: ["clause ransom-paid money"], score: 0.7 },
  { id: "occurred-on/of", template: "(?<!(?:disclosed|revealed|announced|confirmed|reported|discovered|detected|claimed|published|admitted|noticed|investigating) ){strike}(?: of {victims})? {date}", facts: ["strike occurred-on date"], score: 0.65 },
  { id: "occurred-on/date-on", template: "{strike} {date} (?:on|against|at|of) {aims}", facts: ["strike occurred-on date"], score: 0.8 },
  { id: "occurred-on/happened", template: "{strike} {rel}{aux}(?:(?:took {=place}|happened|occurred) {near}|(?:[a-z]+ [^;.,]{1,80}? and )took {=place} |(?:began|started|unfolded|dates from|dated from|carried out|launched|struck|hit <[^>]*>) ){date}(?! <[A-CE-QS-Z])", facts: ["strike occurred-on date"], score: 0.85 },
  { id: "occurred-on/hit", template: "{date} (?:, )?{strike} {aux}(?:hit|struck|took {=place}|happened|occurred|began|started|crippled|disrupted|knocked|shut|forced|infected|brought)", facts: ["strike occurred-on date"], score: 0.8 },
  { id: "follows/following", template: "{strike} , (?:following|after|which followed|which came after|coming after|days after|weeks after|months after) {strike2}", facts: ["strike follows strike2"], score: 0.75 },
  { id: "follows/came-after", template: "{strike} {aux}(?:came|comes|followed|follows|took {=place})(?: (?:{=[^>]*} )?after)? {strike2}", facts: ["strike follows strike2"], score: 0.75 },
  { id: "part-of/is", template: "{org} (?:, )?(?:which |who )?(?:(?:is|was) )?(?:also )?{=part|subsidiary|arm|unit|division|branch|agency} of {org2}", facts: ["org part-of org2"], score: 0.85, presupposed: true },
  { id: "part-of/owned", template: "{org} , (?:which is )?(?:owned by|run by) {org2}", facts: ["org part-of org2"], score: 0.6, presupposed: true },
  { id: "holds-role/apposition", template: "{person} , (?<post><K[^>]*>(?: (?:of|for|at|with|in|to|on) <[^>]*>){0,3})", facts: ["person holds-role post"], score: 0.85, presupposed: true },
  { id: "holds-role/before", template: "(?<post><K[^>]*>(?: (?:of|for|at|with|in|to) <[^>]*>){0,2}) (?:, )?(?<person><P[^>]*>)", facts: ["person holds-role post"], score: 0.8, presupposed: true },
  { id: "also-known-as/known", template: "(?<one><[AM]d?n?p[^>]*>) (?:, )?(?:which is |who are )?(?:also |otherwise )?(?:known as|dubbed|tracked as|nicknamed|aka|referred to as) (?<other><[AMU][^>]*p\\d[^>]*>)", facts: ["one also-known-as other"], score: 0.8, presupposed: true },
];
