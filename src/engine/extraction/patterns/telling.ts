import type { Rule } from "../pattern.ts";
import { forms } from "../words.ts";

const INQUIRY = "investigation|inquiry|report|analysis|study|review|advisory|audit|examination|probe";
const CONFIRM = forms("confirm, acknowledge, admit");
const DISCLOSE = forms("disclose, reveal, publish, expose, make public, report, announce, publicise, go public with");
/** Whoever reports it to the police makes nothing public. */
const REPORTED_TO = `(?!${forms("report")} (?:that )?<[^>]*>(?: (?:on|against|at|of) <[^>]*>)? to )`;
const NOTICE = forms("notice, spot, detect, discover, identify, uncover, become aware of, learn of");
const SUFFER = "(?:hit by|struck by|{=victim|target} of|suffered|experienced|dealing with|affected by|responding to)";

/** Who announced, confirmed, made public, reported or noticed it, and when. */
export const TELLING: readonly Rule[] = [
  { id: "claimed-by/responsibility", template: `{actor} {rel}{aux}${forms("claim, take")} {=responsibility|credit} for {incident}`, facts: ["incident claimed-by actor"], score: 0.9 },
  { id: "claimed-by/responsibility-alone", template: `(?<clause>{attacker} {rel}{aux}${forms("claim, take")} {=responsibility|credit})(?= [.,;])`, facts: ["clause claimed-by attacker"], score: 0.75 },
  { id: "claimed-by/responsibility-by", template: "{=responsibility|credit} for {incident} {aux}claimed by {actor}", facts: ["incident claimed-by actor"], score: 0.9 },
  { id: "claimed-by/said", template: "{speaker} {aux}(?:tweeted|claimed|announced|boasted|declared) (?:that )?{incident}", facts: ["incident claimed-by speaker"], score: 0.8 },
  { id: "claimed-by/said-of", template: "{speaker} {aux}(?:tweeted|claimed|boasted|declared) (?:that )?<[^>]*> {aux}[a-z]+(?: off| out)? {incident}", facts: ["incident claimed-by speaker"], score: 0.7 },
  { id: "claimed-by/behind", template: "{actor} {aux}(?:said|told <[^>]*>|claimed|announced) (?:that )?{he=it|they} {aux}(?:behind|responsible for) {incident}", facts: ["incident claimed-by actor"], score: 0.8 },
  { id: "claimed-by/was-claimed", template: "{incident} {rel}{aux}claimed by {actor}", facts: ["incident claimed-by actor"], score: 0.85 },
  { id: "confirmed-by/confirmed", template: `{speaker} {aux}${CONFIRM} (?:that )?(?:(?:suffering|falling {=victim} to) )?{incident}`, facts: ["incident confirmed-by speaker"], score: 0.85 },
  { id: "confirmed-by/confirmed-that", template: `{speaker} {aux}${CONFIRM} that <[^>]*> {aux}(?:${SUFFER}|[a-z]+(?: off| out| to| by| of| for)?) {incident}`, facts: ["incident confirmed-by speaker"], score: 0.8 },
  { id: "confirmed-by/by", template: "{incident} {rel}{aux}confirmed by {speaker}", facts: ["incident confirmed-by speaker"], score: 0.85 },
  { id: "disclosed-by/disclosed", template: `{speaker} {aux}${REPORTED_TO}${DISCLOSE} (?:that )?{incident}`, facts: ["incident disclosed-by speaker"], score: 0.8 },
  { id: "disclosed-by/said-it-was-hit", template: `{speaker} {aux}(?:${DISCLOSE}|said|told <[^>]*>|warned <[^>]*>) (?:that )?<[^>]*> {aux}${SUFFER} {incident}`, facts: ["incident disclosed-by speaker"], score: 0.75 },
  { id: "disclosed-by/by", template: `{incident} {rel}{aux}${DISCLOSE} by {speakers}`, facts: ["incident disclosed-by speakers"], score: 0.85 },
  { id: "disclosed-by/inquiry", template: `{=${INQUIRY}} by {speakers} {aux}${forms("find, reveal, conclude, show, uncover, establish")} that (?=<[IAM])(?!<Id){rest}`, facts: ["rest disclosed-by speakers"], score: 0.75 },
  { id: "reported-by/press", template: "{incident}(?: [^.;]{1,160}?)? , {org} (?:reported|reports)", facts: ["incident reported-by org"], score: 0.75 },
  { id: "reported-by/first", template: "{incident} {rel}{aux}reported by {org}", facts: ["incident reported-by org"], score: 0.8 },
  { id: "noticed-by/noticed", template: `{org} {aux}${NOTICE} {incident}`, facts: ["incident noticed-by org"], score: 0.8 },
  { id: "noticed-by/by", template: `{incident} {rel}{aux}(?:${NOTICE}|came to {=light}) (?:by|when|after) {undated}`, facts: ["incident noticed-by undated"], score: 0.75 },
  { id: "has-evidence/details", template: `{incident}(?: [^.;]{0,60}?)? (?:{he}|{speaker}) {aux}${forms("provide, offer, give, present, produce, release")} {thing=details|detail|evidence|proof|information|specifics}`, facts: ["incident has-evidence thing"], score: 0.7 },
  { id: "disclosed-on/told-of", template: "{=claim|claims|report|reports|announcement|disclosure|statement|warning} {aux}(?:made|came|published|issued|appeared|emerged) {date} (?:about|of|on|that) {incident}", facts: ["incident disclosed-on date"], score: 0.75 },
  { id: "disclosed-on/disclosed", template: `{incident} {rel}{aux}(?:${DISCLOSE}|came to {=light}|became public|emerged) (?:by {speaker} )?{date}`, facts: ["incident disclosed-on date"], score: 0.85 },
  { id: "disclosed-on/disclosed-it", template: `{speaker} {aux}(?:${DISCLOSE}|${CONFIRM}) (?:that )?{incident} {date}`, facts: ["incident disclosed-on date"], score: 0.75 },
  { id: "disclosed-on/reportedly", template: "{date} (?:for <Z[^>]*> )?(?:, )?{incident} <D[^>]*> {any}(?:was|were) [a-z]+", facts: ["incident disclosed-on date"], score: 0.55, needs: /\breport(?:ed|edly)\b/ },
  { id: "disclosed-on/first-date", template: `{date} (?:, )?{speaker} {aux}(?:${DISCLOSE}|${CONFIRM}|said) (?:that )?(?:<[^>]*> {aux}${SUFFER} )?{incident}`, facts: ["incident disclosed-on date"], score: 0.75 },
];
