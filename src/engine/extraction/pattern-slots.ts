/** Types of phrases (phrase-types.ts) that fit a slot. "p" after a type: only with a proper name in it. */
const SINGLE = {
  actor: "A C O P G U", attacker: "A C", group: "A", attackers: "A", attackish: "I B M A C R", striker: "I B M A C", strike: "I B", incident: "I", malware: "M", tool: "M Q", vulnerability: "V",
  victim: "C O U E S G Tp", org: "O U", speaker: "O G P C U A Tp", state: "C O", country: "C", person: "P U", people: "P G A U", role: "K", thing: "C O U E S G T X M A V I K Z Kp P", data: "X", money: "F", date: "D", he: "R",
};

/** Of these a list may stand in one slot: "the council, the bank and the Post Office". `aims` come after "on": the verb after them belongs to what is before. */
export const LISTS: Record<string, string> = {
  victims: SINGLE.victim, aims: SINGLE.victim, tools: SINGLE.tool, vulnerabilities: SINGLE.vulnerability, things: SINGLE.thing, datas: SINGLE.data, speakers: SINGLE.speaker,
};

export const SLOT_TYPES: Record<string, string> = { ...SINGLE, ...LISTS };
