const PRONOUN = /^(?:it|they|he|she|we|this|that|these|those|who|which|them|him|her|us|someone|somebody|anyone|anybody|everyone|everybody|no one|nobody|others?)$/i;
/** Types of things that are called by name. What attackers wanted or took is told in words of any kind. */
const NAMED_THINGS: ReadonlySet<string> = new Set(["intrusion-set", "threat-actor", "malware", "tool", "identity", "person", "organisation", "group", "location", "infrastructure", "event", "vulnerability"]);
/** "the group", "its customers": which ones only their article tells. */
const POINTING = /^(?:the|this|that|these|those|its|their|his|her|our|my|your|such|both|each|every|(?:one|two|some|many|most|all) of)\b/i;
const SOME = /^(?:an?|another|one|some)\b/i;
/** Of these "a group" is one of many, and its name is what matters; "an employee" says what somebody is. */
const ONE_OF_MANY = new Set(["threat-actor", "intrusion-set", "malware", "tool", "vulnerability"]);

/** Whether a phrase for a thing of this type can refer to a name that stood before. */
export function isNamedThing(type: string): boolean {
  return NAMED_THINGS.has(type);
}

/** A word that stands for something else: a person has to say what is meant. */
export function isPronoun(text: string): boolean {
  return PRONOUN.test(text);
}

/** Whether words for a thing of a type ("identity", "threat-actor" ...) mean nothing outside the article that they stand in: no question can be made of them, and the same words elsewhere are of something else. */
export function isNameless(text: string, type: string): boolean {
  const words = text.trim();
  if (!isNamedThing(type)) return false;
  if (isPronoun(words)) return true;
  const hasName = /\p{Lu}|\d/u.test(words.replace(/^(?:The|This|That|These|Those|Its|Their|His|Her|Our|My|Your|Such|Both|Each|Every|An?|Another|One|Some|All|Many|Most|Two)\b/, ""));
  return !hasName && (POINTING.test(words) || (ONE_OF_MANY.has(type) && SOME.test(words)));
}
