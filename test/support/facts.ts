import type { Fact } from "../../src/engine/knowledge/fact.ts";
import { newPublicId } from "../../src/lib/ids.ts";
import type { Db, FactRow } from "../../src/storage/tables.ts";
import { makeQuestion, type MadeQuestion } from "./make.ts";

/** Why a fact is doubted, with a page that says so. */
export const DOUBT = { reason: "A second investigation names another group.", publisher: "The Press", title: "What we got wrong", published: "2026-01-03", url: "https://press.example/correction" };

/** A fact of an incident of its own, with one quotation. */
export async function makeFact(db: Db): Promise<FactRow> {
  const key = `fact-${newPublicId().toLowerCase().replace(/[^a-z0-9]/g, "")}`;
  const data: Fact = { id: key, incident: key, subject: key, relation: "attributed-to", object: "turla", polarity: "positive", modality: "claimed", asserted_by: "agencies", evidence: [{ source: "press", quote: "it was Turla" }] };
  const [incident] = await db("incidents").insert({ kind: "incident", slug: key, title: `The affair ${key}`, label: `the affair ${key}`, summary: "Something happened.", happened: "2019", class: null, topics: "[]" }).returning("*");
  const [source] = await db("sources").insert({ incident_id: incident!.id, key: "press", publisher: "The Press", title: "A title", published: "2019-10-21", url: "https://press.example/turla" }).returning("*");
  const [row] = await db("facts").insert({ key, incident_id: incident!.id, subject: key, relation: data.relation, modality: "claimed", asserted_by: "agencies", data: JSON.stringify(data), state: "current", standing: "current" }).returning("*");
  await db("evidence").insert({ fact_id: row!.id, source_id: source!.id, quote: "it was Turla", start_offset: null, end_offset: null });
  return row!;
}

/** A published question that asks about the fact, or of which a wrong option rests on it. */
export async function makeQuestionOn(db: Db, fact: FactRow, by: "question_facts" | "question_grounds" = "question_facts"): Promise<MadeQuestion> {
  const question = await makeQuestion(db, { facts: by === "question_facts" ? [fact.key] : [], row: { incident_id: fact.incident_id } });
  await db(by).insert({ question_version_id: question.version.id, fact_id: fact.id });
  return question;
}
