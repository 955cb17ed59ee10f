import { FILLED, type Filled } from "../engine/questions/formats/arrived.ts";
import type { Level, Question } from "../engine/questions/question.ts";
import { DAY, later, type Clock } from "../lib/clock.ts";
import { newPublicId } from "../lib/ids.ts";
import { insertAuditEvent } from "../storage/audit-events.ts";
import { findIncident } from "../storage/incident-reading.ts";
import type { QuestionImport } from "../storage/import-tables.ts";
import { insertImportedQuestions } from "../storage/imported-questions.ts";
import type { NewQuestion } from "../storage/new-questions.ts";
import { insertPictures } from "../storage/pictures.ts";
import { countImportLines, deleteWaiting, listImportPictures, listTakenLines, updateImportFrom } from "../storage/question-imports.ts";
import type { Db, Person } from "../storage/tables.ts";
import { Refused } from "./errors.ts";
import { complain } from "../lib/log.ts";

type Author = Pick<Person, "id">;
type ImportRef = Pick<QuestionImport, "id" | "public_id">;

/** What is said of all questions of an import: the topic, level and incident of those whose file says none, and tags for all. With `categories`, each is tagged by the category in which its file has it. */
export interface Lot { topic: string; level: Level; incident: string; tags: readonly string[]; categories?: boolean }

/** A run of its own, that may go on while its author does something else. */
export interface Addition { total: number; finished: Promise<void> }

const PORTION = 250;

/**
 * Adds what was looked at to the bank, as drafts: all of it or nothing. Two clicks add it once. Resolves when the run has begun; `finished` when it has ended, well or not:
 * the import's state says which, and a run that broke off can be started again.
 */
export async function addImport(db: Db, author: Author, { id, public_id }: ImportRef, lot: Lot, now: Clock): Promise<Addition> {
  const { taken, withoutTopic } = await countImportLines(db, id);
  if (taken === 0) throw new Refused("imports.nothing-taken");
  if (withoutTopic > 0 && lot.topic === "") throw new Refused("imports.topic-needed", "topic");
  const incident = lot.incident === "" ? undefined : await findIncident(db, lot.incident);
  if (lot.incident !== "" && incident?.kind !== "incident") throw new Refused("imports.incident-unknown", "incident");

  const run = newPublicId();
  const hasBegun = await updateImportFrom(db, id, ["waiting", "failed"], { state: "running", run, done: 0, beat_at: now().toISOString() });
  if (!hasBegun) throw new Refused("imports.already");
  return { total: taken, finished: goThrough(db, author, { id, public_id, run }, lot, now) };
}

type Run = ImportRef & { run: string };

async function goThrough(db: Db, author: Author, run: Run, lot: Lot, now: Clock): Promise<void> {
  try {
    const questions = await prepared(db, run, lot, now);
    await db.transaction((tx) => keep(tx, author, run, questions, now()));
  } catch (error) {
    if (!(error instanceof Overtaken)) complain("An import of questions broke off", error);
    await updateImportFrom(db, run.id, ["running"], { state: "failed", run: null }, run.run).catch(() => undefined);
  }
}

/** The run was given up meanwhile. */
class Overtaken extends Error {}

/** Made ready outside the transaction, so that it is short and others can go on; tells how far it is. */
async function prepared(db: Db, run: Run, lot: Lot, now: Clock): Promise<NewQuestion[]> {
  const questions: NewQuestion[] = [];
  const ids = new Map<string, string>();
  for (let after = 0; ;) {
    const lines = await listTakenLines(db, run.id, after, PORTION);
    if (lines.length === 0) break;
    for (const { body, without } of lines) {
      const question = JSON.parse(body!) as Question;
      const public_id = newPublicId();
      ids.set(question.id, public_id);
      questions.push({ public_id, question: withLot(question, new Set(JSON.parse(without) as Filled[]), lot) });
    }
    after = lines.at(-1)!.position;
    const isOurs = await updateImportFrom(db, run.id, ["running"], { done: questions.length, beat_at: now().toISOString() }, run.run);
    if (!isOurs) throw new Overtaken();
  }
  return questions.map(({ public_id, question }) => ({ public_id, question: { ...question, id: public_id, enemies: question.enemies.map((enemy) => ids.get(enemy) ?? enemy) } }));
}

function withLot(question: Question, without: ReadonlySet<Filled>, { topic, level, incident, tags, categories = false }: Lot): Question {
  const category = categories ? lastStep(question.carried?.category ?? "") : "";
  const all = [...new Set([...(question.tags ?? []), ...tags, ...(category ? [category] : [])])].slice(0, 50);
  return {
    ...question, topic: without.has("topic") ? topic || FILLED.topic : question.topic, level: without.has("level") ? level : question.level,
    ...(question.incident === undefined && incident !== "" ? { incident } : {}), ...(all.length > 0 ? { tags: all } : {}),
  };
}

/** "Security/TCP//IP" -> "TCP/IP": a slash in a name is doubled. */
function lastStep(path: string): string {
  return (path.match(/(?:[^/]|\/\/)+$/)?.[0] ?? "").replaceAll("//", "/").trim().slice(0, 100);
}

async function keep(tx: Db, author: Author, { id, public_id, run }: Run, questions: readonly NewQuestion[], at: Date): Promise<void> {
  const isOurs = await updateImportFrom(tx, id, ["running"], { state: "done", run: null, done: questions.length, added: questions.length, finished_at: at.toISOString() }, run);
  if (!isOurs) throw new Overtaken();
  const pictures = await listImportPictures(tx, id);
  await insertPictures(tx, pictures.map(({ digest, type, width, height, content }) => ({ digest, type, width, height, content, bytes: content.length, created_at: at.toISOString() })));
  await insertImportedQuestions(tx, author, { id }, questions, at);
  await deleteWaiting(tx, id);
  await insertAuditEvent(tx, author.id, "questions.imported", public_id, { questions: questions.length }, at);
}

/** Until when what waits is kept. */
export function keptUntil({ created_at }: Pick<QuestionImport, "created_at">): Date {
  return later(new Date(created_at), DAY);
}
