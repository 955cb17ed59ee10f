import type { Rule } from "../pattern.ts";
import { forms } from "../words.ts";

const HIT = forms("target, hit, strike, cripple, disrupt, attack, hack, hack into, breach, compromise, infect, paralyse, paralyze, infiltrate, penetrate, take down, knock out, break into, bring down, deface, intrude into, disable, affect").replace("targeted", "targeted|targetted|targetting|threatened to disrupt");
const WAS_HIT = "(?:targeted|hit|struck|crippled|disrupted|attacked|hacked|breached|compromised|infected|paralysed|paralyzed|infiltrated|penetrated|taken down|knocked out|knocked offline|broken into|brought down|affected|victimised)";
const CARRYING_OUT = "(?:carrying out|conducting|launching|being behind|staging)";

/** What was aimed at and what was hit. */
export const TARGETS: readonly Rule[] = [
  { id: "targets/on", template: "{strike} (?:on|against|targeting|at) {aims}", facts: ["strike targets aims"], score: 0.85 },
  { id: "targets/of", template: "{strike=hack|breach|heist|compromise|intrusion|infiltration|hacking|sabotage} (?:of|into) {victim}", facts: ["strike targets victim"], score: 0.75 },
  { id: "targets/hit", template: `{attackish} {rel}{aux}${HIT} {victims}`, facts: ["attackish targets victims"], score: 0.8 },
  { id: "targets/aimed-at", template: "{attackish} {rel}{aux}(?:(?:aimed|directed) at|(?:took|taken|takes|taking) aim at) {victims}(?! to )", facts: ["attackish targets victims"], score: 0.8 },
  { id: "targets/was-hit", template: `{victims} {rel}{aux}${WAS_HIT} (?:by|in) {attackish}`, facts: ["attackish targets victims"], score: 0.85 },
  { id: "targets/suffered", template: `(?<!(?:in|at) )(?:{victim}(?: in <[^>]*>)?|{he=it|they}) {rel}{aux}(?:${forms("suffer, experience, sustain, fall {=victim} to")}|{=victim|victims|target} of|dealing with|grappling with|responding to|recovering from) {incident}`, facts: ["incident targets victim|he"], score: 0.8 },
  { id: "targets/said-it-was-hit", template: `{speaker} {aux}(?:said|confirmed|disclosed|admitted|announced|acknowledged|revealed) (?:that )?{he=it|they} {aux}${WAS_HIT}`, facts: ["clause targets speaker"], score: 0.65 },
  { id: "targets/target-was", template: "{=target|targets|victim|victims}(?: of {incident})? (?:is|was|were|are|has been|had been|have been|included|include|includes) {victims}", facts: ["incident|clause targets victims"], score: 0.7 },
  { id: "targets/was-attacked-on", template: `(?<!(?:in|at|of|to|for|on) )(?<clause>{victim}(?: in <[^>]*>)? {rel}{aux}${WAS_HIT}) {date}`, facts: ["clause targets victim", "clause occurred-on date"], score: 0.65 },
  { id: "occurred-on/attackers-hit", template: `{date} (?:, )?{attackish} {aux}${HIT} {victims}`, facts: ["clause occurred-on date"], score: 0.7 },
  { id: "occurred-on/hit-then", template: `{attackish} {aux}${HIT} {victims} {date}`, facts: ["clause occurred-on date"], score: 0.65 },
  { id: "targets/including", template: `{attackish} {rel}{aux}(?:${HIT}|affected|affecting|impacted) {count}(?: [^,;.]{1,60}?)? , (?:including|among them) {victims}`, facts: ["attackish targets victims"], score: 0.8 },
  { id: "targets/blamed", template: `{actor} {any}{aux}(?:blamed|accused) (?:for|of) ${CARRYING_OUT} <I[^>]*> (?:on|against) {victims}`, facts: ["actor targets victims"], score: 0.6 },
  { id: "targets/blamed-vague", template: `{actor} {any}{aux}(?:blamed|accused) (?:for|of) ${CARRYING_OUT} <I[^>]*> (?:on|against) {thing=targets|organisations|companies}`, facts: ["actor targets thing"], score: 0.6 },
];
