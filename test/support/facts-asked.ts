import type { ChoiceQuestion } from "../../src/engine/questions/question.ts";
import type { Db } from "../../src/storage/tables.ts";
import { makeQuestion, type MadeQuestion } from "./make.ts";
import { nextNumber } from "./numbers.ts";

export interface MadeFact { id: number; key: string; incidentId: number }

/** A fact that stands, in an incident of its own unless one is given. */
export async function makeFact(db: Db, given: { incidentId?: number; relation?: string } = {}): Promise<MadeFact> {
  const number = nextNumber();
  const slug = `incident-of-fact-${number}`;
  const incidentId = given.incidentId ?? (await db("incidents").insert({ kind: "incident", slug, title: `Incident ${number}`, label: `the incident ${number}`, summary: "Something happened.", happened: "2019", class: null, topics: '["phishing"]' }).returning("id"))[0]!.id;
  const key = `fact-${number}`;
  const data = JSON.stringify({ id: key, subject: slug, relation: given.relation ?? "used", object: `thing-${number}`, polarity: "positive", modality: "asserted", asserted_by: "press", evidence: [] });
  const [row] = await db("facts").insert({ key, incident_id: incidentId, subject: slug, relation: given.relation ?? "used", modality: "asserted", asserted_by: "press", data, state: "current", standing: "current" }).returning("id");
  return { id: row!.id, key, incidentId };
}

/** A published question that asks about these facts; option "a" is right. */
export async function makeQuestionAbout(db: Db, facts: readonly MadeFact[], given: Partial<ChoiceQuestion> = {}): Promise<MadeQuestion> {
  const question = await makeQuestion(db, { ...given, facts: facts.map(({ key }) => key), row: { incident_id: facts[0]!.incidentId, level: given.level ?? "recall" } });
  await db("question_facts").insert(facts.map(({ id }) => ({ question_version_id: question.version.id, fact_id: id })));
  return question;
}
