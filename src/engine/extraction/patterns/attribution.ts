import type { Rule } from "../pattern.ts";
import { forms } from "../words.ts";

const CARRY_OUT = forms("carry out, launch, conduct, mount, stage, orchestrate, perpetrate, mastermind, commit, wage, execute, organise, organize, pull off, run, direct, lead");
const CARRYING_OUT = "(?:(?:carrying out|conducting|launching|being behind|orchestrating|staging) )?";
const TRY = forms("attempt, try, seek");
const ATTACK = "(?:disrupt|hack|hack into|breach|sabotage|infiltrate|compromise|break into|attack|penetrate|target|take down|cripple)";
const BREACH = forms("hack, hack into, breach, infiltrate, compromise, break into, penetrate, attack");
const BLAME = forms("blame, accuse");

/** Who did it, who says so, for whom, and from where. */
export const ATTRIBUTION: readonly Rule[] = [
  { id: "attributed-to/carried-out", template: `{actor} {rel}{aux}${CARRY_OUT} {incident}`, facts: ["incident attributed-to actor"], score: 0.85 },
  { id: "attributed-to/carried-out-by", template: `{incident} {rel}{aux}${CARRY_OUT} by {actor}`, facts: ["incident attributed-to actor"], score: 0.85 },
  { id: "attributed-to/by", template: "{incident} by {attacker}", facts: ["incident attributed-to attacker"], score: 0.75 },
  { id: "attributed-to/behind", template: "{actor} (?:, (?:<[^>]*> )?(?:alleged|alleges|said|says|claimed) )?(?:who )?{aux}behind {incident}", facts: ["incident attributed-to actor"], score: 0.85 },
  { id: "attributed-to/responsible", template: "{actor} {rel}{aux}responsible for {incident}", facts: ["incident attributed-to actor"], score: 0.8 },
  { id: "uses/responsible", template: "{malware} {rel}{aux}responsible for {incident}", facts: ["incident uses malware"], score: 0.8 },
  { id: "attributed-to/work-of", template: "{incident} {aux}{=work|handiwork} of {actor}", facts: ["incident attributed-to actor"], score: 0.8 },
  { id: "attributed-to/attributed", template: "{incident} {rel}{aux}(?:blamed on|attributed to|traced to|traced back to|pinned on|linked to|tied to) {actor}", facts: ["incident attributed-to actor"], score: 0.85 },
  { id: "attributed-to/attributes", template: `${forms("attribute, link, tie, trace, pin, blame")} {incident} (?:to|on|with) {actor}(?: (?:that |which )?<R[^>]*> (?:tracks|track|tracked|calls|call|names|name|knows|know)(?: as)? (?<called><[AU][^>]*p\\d[^>]*>))?`, facts: ["incident attributed-to called|actor"], score: 0.85 },
  { id: "attributed-to/blamed-alone", template: "(?<clause>{speaker} {aux}(?:blamed|blames) ){attacker}(?= [.,;])", facts: ["clause attributed-to attacker"], score: 0.7 },
  { id: "attributed-to/blamed", template: `${BLAME} {actor} (?:for|of) ${CARRYING_OUT}{incident}`, facts: ["incident attributed-to actor"], score: 0.85 },
  { id: "attributed-to/was-blamed", template: `{actor} {any}{aux}(?:blamed|accused) (?:for|of) ${CARRYING_OUT}{incident}`, facts: ["incident attributed-to actor"], score: 0.7 },
  { id: "attributed-to/tried", template: `{actor} {aux}${TRY} to ${ATTACK} {victims}`, facts: ["clause attributed-to actor", "clause targets victims"], score: 0.75 },
  { id: "attributed-to/breached", template: `(?<who><A[dn]*p[^>]*>) {rel}{aux}${BREACH} {victims}`, facts: ["clause attributed-to who"], score: 0.6 },
  { id: "uses/tried-using", template: `(?<clause>{actor} {aux}${TRY} to ${ATTACK} {victims}(?: in <[^>]*>)?) (?:using|with) {thing}`, facts: ["clause uses thing"], score: 0.75 },
  { id: "borrowed-code-of/tried-using", template: `(?<clause>{actor} {aux}${TRY} to ${ATTACK} {victims}(?: in <[^>]*>)?) (?:using|with) {=code|malware|tools|software} (?:associated with|linked to|attributed to|used by|similar to) {attacker}`, facts: ["clause borrowed-code-of attacker"], score: 0.7 },
  { id: "attributed-to/correction", template: "{=attacker|attackers|culprit|perpetrator|perpetrators|hackers} {aux}(?:identified|named|described|unmasked)(?: by {speaker})? as (?:{thing} , or more )?{actor}", facts: ["before attributed-to actor"], score: 0.8 },
  { id: "originates-from/correction", template: "(?:identified|named|described)(?: by {speaker})? as {country} , or more {attacker}", facts: ["attacker originates-from country"], score: 0.8 },
  { id: "hijacked-tools-of/took", template: `{group} {any}${forms("hijack, commandeer, take over, piggyback on, co-opt, acquire")} {=tools|infrastructure|techniques|malware|servers|implants}(?: and <[^>]*>)? (?:of|from|used by|belonging to|developed by|operated by) {actor}`, facts: ["group hijacked-tools-of actor"], score: 0.8 },
  { id: "sponsored-by/backed", template: "{group} {rel}{aux}(?:sponsored|backed|funded|directed|run|controlled|operated|supported|employed) by {state}", facts: ["group sponsored-by state"], score: 0.8 },
  { id: "sponsored-by/working-for", template: `{actor} {rel}{aux}${forms("work, act, operate, hack")} (?:for|on {=behalf} of|at {=direction|behest} of|under {=direction|orders|control} of) {state}`, facts: ["actor sponsored-by state"], score: 0.75 },
  { id: "sponsored-by/unit-of", template: "{group} , {=unit|arm|part|division|branch} of {state}", facts: ["group sponsored-by state"], score: 0.7 },
  { id: "sponsored-by/linked", template: "{group} {rel}{aux}(?:linked|tied|connected) (?:to|with) {org}", facts: ["group sponsored-by org"], score: 0.6 },
  { id: "originates-from/linked", template: "{attackers} {rel}{aux}(?:linked|tied|connected|traced) (?:to|with) {country}", facts: ["attackers originates-from country"], score: 0.8 },
  { id: "originates-from/links", template: "{attackers} (?:with|has|have|had) {=links|ties|connections|origins} (?:to|in) {country}", facts: ["attackers originates-from country"], score: 0.8 },
  { id: "originates-from/based", template: `{attackers} (?:, {=[^>]*} {rel}[^,;.]{1,80}? , )?{rel}{aux}${forms("base, locate, operate")} (?:in|from|out of) {country}`, facts: ["attackers originates-from country"], score: 0.75 },
  { id: "indicted-by/indicted", template: `{org} {aux}(?:${forms("indict, charge, prosecute")}|${forms("unseal")} {=charges|indictment|indictments} against) {people}`, facts: ["people indicted-by org"], score: 0.85 },
  { id: "indicted-by/misspelt", template: "{org} {aux}indicated {people=men|man|women|hackers|nationals|officers|citizens|suspects}", facts: ["people indicted-by org"], score: 0.6 },
  { id: "indicted-by/by", template: "{people} {rel}{aux}(?:indicted|charged|prosecuted) by {org}", facts: ["people indicted-by org"], score: 0.85 },
];
