import type { Entity } from "../knowledge/entity.ts";
import { isEntityObject, type Fact } from "../knowledge/fact.ts";
import { entityOf, factsAbout, factsOf, relationOf, type Knowledge } from "../knowledge/knowledge.ts";
import { groundsOf } from "../knowledge/proofs.ts";
import { wordsFor } from "../knowledge/relation.ts";
import { isDoubted } from "../knowledge/standing.ts";
import type { Proof } from "../questions/question.ts";
import type { Candidate } from "./candidates.ts";
import type { Slot } from "./pools.ts";
import { explain } from "./stems.ts";
import { fill, fillInside } from "./wording.ts";

/** Why a wrong option is wrong: what is known of it first, then what rules it out. */
export function reasonAgainst(knowledge: Knowledge, fact: Fact, slot: Slot, candidate: Entity, proof: Proof): string {
  const known = whereItBelongs(knowledge, fact, slot, candidate) ?? (proof === "P3" ? undefined : whatItIs(candidate));
  return [known, proof === "P3" ? whoDenies(knowledge, fact, slot, candidate) : whatRulesItOut(knowledge, fact, slot, candidate, proof)].filter(Boolean).join(" ");
}

/** The `grounds` of a question: keys of the facts beyond those that it asks about that prove these wrong options, or that their feedback tells. Left out where there are none. */
export function groundsAgainst(knowledge: Knowledge, asked: readonly Fact[], slot: Slot, wrong: readonly Pick<Candidate, "entity" | "proof" | "against">[]): { grounds?: string[] } {
  const facts = wrong.flatMap(({ entity, proof, against }) => [elsewhereOf(knowledge, against, slot, entity), ...groundsOf(knowledge, against, slot, entity.id, proof)]);
  const keys = [...new Set(facts.flatMap((fact) => (fact && !asked.includes(fact) ? [fact.id] : [])))];
  return keys.length > 0 ? { grounds: keys } : {};
}

/** A denial in the source's own words, or in ours where it is not quoted. */
export function denialIn(knowledge: Knowledge, { asserted_by, evidence }: Fact): string {
  const quoted = evidence.find(({ quote }) => quote !== "");
  if (!quoted) return `${entityOf(knowledge, asserted_by).title} said otherwise.`;
  const quote = quoted.quote.replace(/[“"]([^“”"]*)[”"]/g, "‘$1’");
  return `${entityOf(knowledge, asserted_by).title} said otherwise: “${/^\p{Ll}/u.test(quote) ? "… " : ""}${quote}”${/[.!?]$/.test(quote) ? "" : "."}`;
}

/** What is said of the candidate in this slot of this relation. */
function factsWith(knowledge: Knowledge, relation: string, slot: Slot, candidate: Entity): readonly Fact[] {
  return slot === "object" ? factsOf(knowledge, relation, candidate.id) : factsAbout(knowledge, candidate.id, relation);
}

/** The denial may come from another source than the fact that is asked. */
function whoDenies(knowledge: Knowledge, fact: Fact, slot: Slot, candidate: Entity): string {
  const other = slot === "object" ? "subject" : "object";
  return denialIn(knowledge, factsWith(knowledge, fact.relation, slot, candidate).find((each) => each.polarity === "negative" && !isDoubted(each) && each[other] === fact[other]) ?? fact);
}

function whereItBelongs(knowledge: Knowledge, fact: Fact, slot: Slot, candidate: Entity): string | undefined {
  const elsewhere = elsewhereOf(knowledge, fact, slot, candidate);
  if (!elsewhere) return undefined;
  const { truth } = wordsFor(relationOf(knowledge, elsewhere), elsewhere);
  const isOfAnother = slot === "object" && elsewhere.subject !== fact.subject && entityOf(knowledge, elsewhere.subject).type === "incident";
  return isOfAnother ? `That belongs to another incident: ${fillInside(knowledge, truth, elsewhere)}` : fill(knowledge, truth, elsewhere);
}

/** One sentence about it, with its name where the sentence has no subject of its own: "HSBC: a British bank." */
function whatItIs({ type, title, about }: Entity & { title?: string }): string | undefined {
  return about && title && NAMED.has(type) && /^An? /.test(about) ? `${title}: ${about.charAt(0).toLowerCase()}${about.slice(1)}` : about;
}

function elsewhereOf(knowledge: Knowledge, { relation, incident }: Fact, slot: Slot, candidate: Entity): Fact | undefined {
  const { collections } = knowledge;
  return factsWith(knowledge, relation, slot, candidate).find((each) => each.polarity === "positive" && !isDoubted(each) && collections.has(each.incident) === collections.has(incident));
}

/** What has a name that reads well after "named". */
const NAMED = new Set(["intrusion-set", "threat-actor", "malware", "tool", "identity", "location", "campaign", "event"]);

function whatRulesItOut(knowledge: Knowledge, fact: Fact, slot: Slot, candidate: Entity, proof: Proof): string | undefined {
  if (proof === "P2") return "Nothing can stand on both sides of this.";
  const by = entityOf(knowledge, fact.asserted_by).title;
  const key = slot === "object" && isEntityObject(fact.object) ? entityOf(knowledge, fact.object) : undefined;
  if (proof === "P4" && fact.modality === "listed") return `It lists no such link between ${candidate.name} and ${entityOf(knowledge, slot === "object" ? fact.subject : fact.object as string).name}.`;
  if (proof === "P1" && key && (fact.modality === "asserted" || fact.modality === "listed")) return explain(knowledge, fact);
  if (proof === "P1" && key && NAMED.has(key.type)) return `${by} named ${key.name}.`;
  if (proof === "P4" && NAMED.has(candidate.type)) return `${by} did not name ${candidate.name} here.`;
  return proof === "P4" || key ? `That is not what ${entityOf(knowledge, fact.asserted_by).name} said here.` : undefined;
}
