import { isDeepStrictEqual } from "node:util";
import { listedStem } from "../engine/questions/listed-stem.ts";
import { questionSchema, type Evidence, type Question } from "../engine/questions/question.ts";
import { newPublicId } from "../lib/ids.ts";
import { insertAuditEvent } from "../storage/audit-events.ts";
import { findIncident, listEvidenceFor, listFactsByKeys, listSources } from "../storage/incident-reading.ts";
import { findNewestQuestionVersion, insertQuestion, insertQuestionVersion } from "../storage/question-bank.ts";
import { listQuestionsAbout, lockQuestion, updateQuestion } from "../storage/questions.ts";
import type { Db, FactRow, Incident, Person, QuestionRow, QuestionVersion } from "../storage/tables.ts";
import { checkQuestions } from "./checking-questions.ts";
import { complaintsAbout, flawsOf } from "./complaints.ts";
import { lessonOf } from "./decisions.ts";
import { NotFound, Refused } from "./errors.ts";
import { arePicturesThere } from "./keeping-pictures.ts";
import { findLintContext } from "./lint-context.ts";
import { followReview } from "./reviewing-questions.ts";
import { bodyOf, type Complaint, type Roots, type WrittenQuestion } from "./written-questions.ts";

type Author = Pick<Person, "id">;

/** Puts a question that somebody has written into the bank, as a draft. */
export async function writeQuestion(db: Db, author: Author, written: WrittenQuestion, at: Date): Promise<QuestionRow> {
  refuseFlaws(written);
  return db.transaction(async (tx) => {
    const incident = await incidentOf(tx, written);
    const public_id = newPublicId();
    const body = bodyOf(await withLesson(tx, author, written, incident, undefined, at), await rootsOf(tx, written, incident, public_id));
    await refuseKnownFlaws(tx, written, body);
    const question = await insertQuestion(tx, { public_id, origin_key: null, ...traitsOf(body, incident), state: "draft", author_id: author.id, created_at: at.toISOString() });
    await keepVersion(tx, author, question, 1, body, at);
    await insertAuditEvent(tx, author.id, "question.written", public_id, { kind: body.kind, level: body.level }, at);
    return question;
  });
}

/** A question as it was edited: `version` is the number of the version that the author had before them, `why` what they say of the change. */
export type EditedQuestion = WrittenQuestion & { version: number; why?: string };

export const LONGEST_WHY = 500;

/** Saves an edit as a new version; published quizzes keep theirs. `same`: nothing was changed, so nothing was saved. A second click finds saved what it wanted to save. */
export async function editQuestion(db: Db, author: Author, question: Pick<QuestionRow, "id">, { version, why = "", ...written }: EditedQuestion, at: Date): Promise<"saved" | "same"> {
  refuseFlaws(written);
  return db.transaction(async (tx) => {
    const { held, newest, base } = await baseOf(tx, question);
    const overtaken = newest.number === version ? undefined : new Refused("writing.overtaken", "version", { number: newest.number });
    const { body, incident } = await edited(tx, author, written, base, at).catch((error: unknown) => { throw overtaken ?? error; });
    if (isDeepStrictEqual(parsed(body), questionSchema.parse(base))) return overtaken ? "saved" : "same";
    if (overtaken) throw overtaken;
    if (held.state === "published" && why.trim() === "") throw new Refused("history.why-missing", "why");
    if (why.length > LONGEST_WHY) throw new Refused("fields.too-long", "why", { maximum: LONGEST_WHY });
    await refuseKnownFlaws(tx, written, body);

    const kept = await keepVersion(tx, author, held, newest.number + 1, body, at, why.trim());
    await updateQuestion(tx, held.id, traitsOf(body, incident));
    await followReview(tx, author, held, kept, why.trim(), at);
    await insertAuditEvent(tx, author.id, "question.edited", held.public_id, { version: newest.number + 1, ...(why.trim() ? { why: why.trim() } : {}) }, at);
    return "saved";
  });
}

async function edited(tx: Db, author: Author, written: WrittenQuestion, base: Question, at: Date): Promise<{ body: Question; incident: Incident | undefined }> {
  const incident = await incidentOf(tx, written);
  return { incident, body: bodyOf(await withLesson(tx, author, written, incident, base, at), await rootsOf(tx, written, incident, base.id, base), base) };
}

async function withLesson(tx: Db, author: Author, written: WrittenQuestion, incident: Incident | undefined, base: Question | undefined, at: Date): Promise<WrittenQuestion> {
  const lesson = written.decision && (await lessonOf(tx, author, written.decision, incident, base, at));
  return lesson ? { ...written, lesson } : written;
}

function refuseFlaws(written: WrittenQuestion): void {
  refuse(complaintsAbout(written));
}

/** What only shows in the light of entities and facts. */
async function refuseKnownFlaws(tx: Db, written: WrittenQuestion, body: Question): Promise<void> {
  refuse(flawsOf(written, body, await findLintContext(tx, [body])));
  if (!(await arePicturesThere(tx, JSON.stringify(body)))) throw new Refused("editor.picture-gone", "stem");
}

function refuse([first]: readonly Complaint[]): void {
  if (first) throw new Refused(first.words.key, first.field, first.words.values);
}

async function baseOf(tx: Db, question: Pick<QuestionRow, "id">) {
  const held = await lockQuestion(tx, question.id);
  const newest = held && (await findNewestQuestionVersion(tx, held.id));
  if (!newest) throw new NotFound();
  return { held, newest, base: JSON.parse(newest.body) as Question };
}

async function incidentOf(tx: Db, { incident, facts }: WrittenQuestion): Promise<Incident | undefined> {
  const found = incident === "" ? undefined : await findIncident(tx, incident);
  if (incident !== "" && !found) throw new Refused("writing.incident-odd", "incident");
  if (!found && facts.length > 0) throw new Refused("writing.incident-missing", "incident");
  return found;
}

/** Facts and evidence that were not changed stay as they are, in their order, whatever has become of the facts meanwhile. */
async function rootsOf(tx: Db, written: WrittenQuestion, incident: Incident | undefined, id: string, before?: Question): Promise<Roots> {
  const typed = await typedEvidence(tx, written, incident);
  const base = before?.incident === incident?.slug ? before : undefined;
  if (base && isDeepStrictEqual([...base.facts].sort(), [...written.facts].sort())) return { id, facts: base.facts, enemies: base.enemies, evidence: [...base.evidence.filter(({ fact }) => fact !== undefined), ...typed] };

  const rows = await listFactsByKeys(tx, written.facts);
  if (rows.length !== written.facts.length || rows.some((fact) => fact.incident_id !== incident?.id && !base?.facts.includes(fact.key))) throw new Refused("writing.facts-odd", "facts");
  return { id, facts: rows.map((fact) => fact.key), enemies: await enemiesOf(tx, written, id), evidence: [...await quotesOf(tx, rows), ...typed] };
}

async function quotesOf(tx: Db, facts: readonly FactRow[]): Promise<Evidence[]> {
  const keys = new Map(facts.map((fact) => [fact.id, fact.key]));
  const quotes = await listEvidenceFor(tx, facts.map((fact) => fact.id));
  return quotes.map(({ fact_id, quote, publisher, title, published, url }) => ({ fact: keys.get(fact_id)!, quote, source: { publisher, title, published, url } }));
}

async function typedEvidence(tx: Db, { quote, source: key }: WrittenQuestion, incident: Incident | undefined): Promise<Evidence[]> {
  if (quote === "") return [];
  const source = incident && (await listSources(tx, incident.id)).find((each) => each.key === key);
  if (!source) throw new Refused("writing.source-odd", "source");
  const { publisher, title, published, url } = source;
  return [{ quote, source: { publisher, title, published, url } }];
}

/** Questions about the same fact give each other away; a decision may stand beside the fact that it rests on. */
async function enemiesOf(tx: Db, { level, facts }: WrittenQuestion, id: string): Promise<string[]> {
  if (level === "decide" || facts.length === 0) return [];
  return (await listQuestionsAbout(tx, facts)).map((question) => question.origin_key ?? question.public_id).filter((enemy) => enemy !== id);
}

function traitsOf({ topic, kind, level }: Question, incident: Incident | undefined): Pick<QuestionRow, "topic" | "kind" | "level" | "incident_id"> {
  return { topic, kind, level, incident_id: incident?.id ?? null };
}

async function keepVersion(tx: Db, author: Author, question: QuestionRow, number: number, body: Question, at: Date, why = ""): Promise<QuestionVersion> {
  const kept = await insertQuestionVersion(tx, { question_id: question.id, number, stem: listedStem(body), body: JSON.stringify(parsed(body)), author_id: author.id, created_at: at.toISOString(), why: why || null }, body.facts);
  await checkQuestions(tx, [question.id]);
  return kept;
}

function parsed(body: Question): Question {
  return questionSchema.parse(JSON.parse(JSON.stringify(body)));
}
