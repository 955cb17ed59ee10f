import type { Rule } from "../pattern.ts";
import { forms } from "../words.ts";

const USE = forms("use, deploy, employ, install, leverage, rely on, deliver, drop, plant, utilise, inject, load, download");
const HIT = forms("target, hit, strike, attack, infect, breach, compromise, infiltrate");
const EXPLOIT = `(?:${forms("exploit, abuse, weaponise, weaponize, leverage, use")}|${forms("take {=advantage} of, make {=use} of")})`;
const THROUGH = "(?:via|through|using|by|with|by way of|after)";
const KIND = "ransomware|worm|wiper|trojan|virus|botnet|spyware|backdoor|rootkit|infostealer|stealer|keylogger|loader|malware|downloader|launcher|shell";
const VERSION = "version|variant|strain|offshoot|successor|descendant|derivative|modification";
const CONTROL = "(?:patched|applied|updated|installed|encrypted|enabled|used|segmented|implemented|changed|monitored|protected|secured|required|separated|tested|turned on|set up|patch|apply|update|install|encrypt|enable|implement|monitor|require|test)";

/** How it was done: tools, weaknesses, ways in and ways round; what was missing. */
export const METHODS: readonly Rule[] = [
  { id: "uses/uses", template: `{attackish} {rel}{aux}${USE} {tools}`, facts: ["attackish uses tools"], score: 0.75 },
  { id: "uses/used", template: `{striker} {rel}{any}{aux}${USE} {tools}`, facts: ["striker uses tools"], score: 0.7 },
  { id: "uses/hit-with", template: `{attackish} {rel}{aux}${HIT} {victims} (?:with|using) {tools}`, facts: ["attackish uses tools"], score: 0.75 },
  { id: "uses/used-in", template: "(?:{malware}|{he=it}) {rel}{aux}(?:used|deployed|employed) (?:in|during|for) {incident}", facts: ["incident uses malware|he"], score: 0.8 },
  { id: "uses/used-by", template: "{malware} {rel}{aux}(?:used|deployed|employed|operated) by {attacker}", facts: ["attacker uses malware"], score: 0.8 },
  { id: "uses/infected-with", template: "(?<!(?:in|at|of|to|for|on) )(?:{victims}|{he=it|they}) {rel}{aux}(?:infected|hit|attacked) with {malware}", facts: ["clause uses malware"], score: 0.65 },
  { id: "uses/discovered", template: `(?<clause><[^>]*> {aux}${forms("discover, find, detect, identify, uncover")} (?:{=${VERSION}|traces|copy|sample} of )?{malware}(?: of <[^>]*>)?)`, facts: ["clause uses malware"], score: 0.5 },
  { id: "exploits/exploited", template: `{striker} {rel}{any}{aux}${EXPLOIT} (?:(?<hole><V(?![dn]*p)[^>]*> in <[UMOS][^>]*>)|{vulnerabilities})`, facts: ["striker exploits hole|vulnerabilities"], score: 0.8 },
  { id: "exploits/was-exploited", template: "{vulnerability} {rel}{aux}(?:exploited|abused|used) (?:by|in) {attackish}", facts: ["attackish exploits vulnerability"], score: 0.8 },
  { id: "exploits/through", template: "{incident} {rel}{any}(?:through|via|by way of) {vulnerability}", facts: ["incident exploits vulnerability"], score: 0.6 },
  { id: "began-with/began", template: `{incident} {rel}{aux}${forms("begin, start, originate, stem")} (?:with|from|through|when|by) {rest}`, facts: ["incident began-with rest"], score: 0.75 },
  { id: "began-with/access", template: `(?<clause>(?:{attacker}|{people}|{he}) {aux}${forms("gain, obtain, get, secure")} (?:{=access|entry|foothold}|in)(?: (?:to|into|in) {thing})?) ${THROUGH} {rest}`, facts: ["clause began-with rest"], score: 0.75 },
  { id: "began-with/broke-in", template: `(?<clause>(?:{attacker}|{people}|{he}) {aux}${forms("break into, get into, enter, access, breach, log into, log in to, infiltrate, penetrate, compromise")} {thing}) ${THROUGH} {rest}`, facts: ["clause began-with rest"], score: 0.7 },
  { id: "spread-by/spread", template: `{malware} {rel}{aux}${forms("spread, propagate, distribute, deliver, push")} (?:through|via|by|using|as|with|by way of) {rest}`, facts: ["malware spread-by rest"], score: 0.75 },
  { id: "impersonates/posed-as", template: `(?:{attacker}|{people}|{he}) {rel}{any}{aux}${forms("pose as, impersonate, masquerade as, pretend to be, pretend to work for, spoof")} {thing}`, facts: ["clause impersonates thing"], score: 0.75 },
  { id: "impersonates/framed", template: "(?:{incident}|{he}|{actor}) {aux}(?:{=attempt|effort|bid} to )?(?:frame|framed|implicate|incriminate) {thing}", facts: ["clause impersonates thing"], score: 0.6 },
  { id: "impersonates/framed-somebody", template: "(?:{incident}|{he=it}) {aux}{=attempt|effort|bid} to (?:frame|implicate|incriminate) (?<whom><R[^>]*>)", facts: ["clause impersonates whom"], score: 0.5 },
  { id: "variant-of/version", template: `{thing=${VERSION}} of {malware}`, facts: ["thing variant-of malware"], score: 0.8 },
  { id: "variant-of/targets", template: `(?<whole>{=${VERSION}} of {malware}) (?:targeting|targetting|aimed at|designed for) {thing}`, facts: ["whole targets thing"], score: 0.8 },
  { id: "variant-of/is", template: `{malware} {rel}{aux}{=${VERSION}} of {malware2}`, facts: ["malware variant-of malware2"], score: 0.85 },
  { id: "is-a/is", template: `(?<what><Md?n?p[^>]*>) (?:, )?(?:(?:which )?(?:is|was) )?(?<kind><M(?![dnp]*p)[^>]*=(?:${KIND})>)`, facts: ["what is-a kind"], score: 0.75 },
  { id: "is-a/called", template: `(?<kind><M(?![dnp]*p)[^>]*=(?:${KIND})>) (?:, )?(?:called|named|known as|dubbed) (?<what><[MU]d?n?p[^>]*>)`, facts: ["what is-a kind"], score: 0.8 },
  { id: "is-a/type-of", template: `(?<what><Md?n?p[^>]*>) (?:, )?(?:(?:which )?(?:is|was) )?(?<kind><[^>]*=(?:type|kind|form|strain|piece|variety)> of <M[^>]*=(?:${KIND})>)`, facts: ["what is-a kind"], score: 0.8 },
  { id: "is-a/rather", template: "{incident} {aux}(?:goes|was|is|were|did|[a-z]+ed) {any}but (?:was|is) (?<kind><I[^>]*=[^>]*>)", facts: ["incident is-a kind"], score: 0.6 },
  { id: "failed-control/failed", template: "(?<clause>(?:{org}|{victim}|{he}) {aux}(?:failed|neglected|failing) to) {rest}", facts: ["clause failed-control rest"], score: 0.65 },
  { id: "failed-control/failing", template: "(?:fined|penalised|criticised|reprimanded) <[^>]*> (?:<F[^>]*> )?for failing to {rest}", facts: ["clause failed-control rest"], score: 0.6 },
  { id: "failed-control/had-not", template: `(?<clause>(?:{org}|{victim}|{he=it|they}) {rel}{aux})(?<control>${CONTROL} {rest})`, facts: ["clause failed-control control"], score: 0.7, needs: /\b(?:not|never)\b|n't\b/ },
  { id: "failed-control/lacked", template: "(?<clause>(?:{org}|{victim}) {rel}{aux}(?:lacked|lacking|ran without|stood open [^,;.]{0,40}? ?without|operated without)) {rest}", facts: ["clause failed-control rest"], score: 0.65 },
  { id: "stopped-by/by", template: `(?:{incident}|{malware}) {rel}{aux}${forms("stop, halt, contain, neutralise, disable, block")} (?:by|when|after) {rest}`, facts: ["incident|malware stopped-by rest"], score: 0.7 },
];
