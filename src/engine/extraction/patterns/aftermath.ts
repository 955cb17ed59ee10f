import type { Rule } from "../pattern.ts";
import { forms } from "../words.ts";

const THING = "(?:{=laptop|laptops|drive|drives|disc|discs|disk|disks|phone|phones|tablet|notebook|computer|computers|device|devices|file|files|folder|envelope|parcel|bag|tape|tapes|stick|sticks|key}|{=memory} stick|{=usb} stick)";
const HOLDING = "{rel}{aux}(?:containing|contained|contains|holding|held|carrying|with)";
const GONE = "(?:was|were|has been|have been|had been) (?:lost|stolen|mislaid|left|misplaced)";
const LOSE = `(?:{=loss|theft|disappearance} of|${forms("lose, steal, mislay, misplace")})`;
const TERM = "(?<term><[A-Z]n[a-z]*\\d+=(?:days?|weeks?|months?|years?)>)";
const CELL = "(?:in|behind) {=prison|jail|bars|custody|detention}";
const FINE = "fine|fines|penalty|penalties";
const SEIZED = "(?:stolen|taken|siphoned off|embezzled|drained)";
/** What is the most that could be, or is only proposed, was not imposed. */
const IMPOSED = /^(?!.*\b(?:maximum|up to|proposed|possible|potential|average|could|may|might|will|would|faces?)\b)/is;
const IMPOSED_HERE = new RegExp(`^(?!.*\\b(?:highest|largest|record)\\b)${IMPOSED.source}`, "is");

/** What followed: fines, prison, ransoms that were demanded, money that was gone, and what was on things that were lost. */
export const AFTERMATH: readonly Rule[] = [
  { id: "fined/was-fined", template: "(?<clause>(?:{victim}|{he}) {rel}{aux}(?:fined|penalised|penalized) ){money}", facts: ["clause fined money"], score: 0.85, needs: IMPOSED },
  { id: "fined/imposed", template: `{org} {aux}(?:imposed|issued|levied|handed down|handed out) {money} {=${FINE}}`, facts: ["clause fined money"], score: 0.8, needs: IMPOSED },
  { id: "fined/fined-whom", template: "(?<clause>(?:{org}|{people}) {aux}(?:fined|penalised|penalized) <[^>]*> ){money}", facts: ["clause fined money"], score: 0.8, needs: IMPOSED },
  { id: "settled-for/to-settle", template: "(?<clause>{victim} {aux}(?:agreed to pay|agreed to|pay|paid) ){money} to (?:settle|resolve|end)", facts: ["clause settled-for money"], score: 0.8 },
  { id: "fined/of", template: `{=${FINE}} (?:, )?of {money}`, facts: ["clause fined money"], score: 0.65, needs: IMPOSED_HERE },
  { id: "prison-term/sentenced-to", template: `(?<clause>(?:{people}|{he=he|she|they}) {rel}{aux}sentenced(?: (?:in|by|at) <[^>]*>)? to )${TERM} ${CELL}`, facts: ["clause prison-term term"], score: 0.85 },
  { id: "prison-term/jailed-for", template: `(?<clause>(?:{people}|{he=he|she|they}) {rel}{aux}(?:jailed|imprisoned) for )${TERM}`, facts: ["clause prison-term term"], score: 0.85 },
  { id: "prison-term/sentenced", template: `sentenced (?:{people}|{he=him|her|them}) to ${TERM} ${CELL}`, facts: ["clause prison-term term"], score: 0.8 },
  { id: "ransom-demanded/demanded", template: "(?<clause>(?:{attacker}|{people}|{malware}|{he=they}) {rel}{aux}(?:demanded|demanding|demand|demands) )(?:{=ransom|payment} of )?{money}", facts: ["clause ransom-demanded money"], score: 0.75 },
  { id: "caused-loss/lost", template: "(?<clause>(?:{victim}|{he=it}) {rel}{aux}(?:lost|defrauded of|swindled out of|tricked out of|cheated out of) ){money} (?:as {=result|consequence} of|because of|due to|in|to|through|after) {attackish}", facts: ["clause caused-loss money"], score: 0.75 },
  { id: "caused-loss/was-stolen", template: `(?<clause>{money}(?: (?:in|of|worth of) <[^>]*>(?: of <[^>]*>)?)? {rel}{aux})${SEIZED}`, facts: ["clause caused-loss money"], score: 0.7 },
  { id: "compromised-data/on-lost", template: `${THING} ${HOLDING} {datas}(?: [^;.,]{1,80}?)? ${GONE}`, facts: ["clause compromised-data datas"], score: 0.7 },
  { id: "compromised-data/lost-with", template: `${LOSE} ${THING} ${HOLDING} {datas}`, facts: ["clause compromised-data datas"], score: 0.7 },
  { id: "affected-count/on-lost", template: `${THING} ${HOLDING} {datas} (?:of|on|about|for|relating to|belonging to) {count}(?: [^;.,]{1,80}?)? ${GONE}`, facts: ["clause affected-count count"], score: 0.75 },
  { id: "affected-count/lost-with", template: `${LOSE} ${THING} ${HOLDING} {datas} (?:of|on|about|for|relating to|belonging to) {count}`, facts: ["clause affected-count count"], score: 0.75 },
  { id: "failed-control/had-not-enabled", template: "(?<clause>(?<control><[^>]*=(?:authentication|verification|mfa|2fa|encryption|backups|logging|monitoring|segmentation|firewall|firewalls|antivirus|updates|patches)>) {rel}(?:is|are|was|were|has been|have been|had been)) (?:enabled|used|required|enforced|activated|installed|applied|deployed|configured|tested|turned on|switched on|in <[^>]*=place>)", facts: ["clause failed-control control"], score: 0.7, needs: /\b(?:not|never)\b|n't\b/ },
  { id: "failed-control/had-not-been", template: "(?<clause>(?:{data}|{=laptop|laptops|drive|drives|device|devices|disc|discs|disk|stick|data|information|files|backups|e-mails|connection}) {rel}(?:is|are|was|were|has been|have been|had been)) (?<control>encrypted|protected|secured|password-protected|backed up|kept apart)", facts: ["clause failed-control control"], score: 0.65, needs: /\b(?:not|never)\b|n't\b/ },
];
