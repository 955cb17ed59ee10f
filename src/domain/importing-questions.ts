import { createHash } from "node:crypto";
import type { Arrivals } from "../engine/questions/formats/arrived.ts";
import { listedStem } from "../engine/questions/listed-stem.ts";
import { newPublicId } from "../lib/ids.ts";
import { later, MINUTE } from "../lib/clock.ts";
import { insertAuditEvent } from "../storage/audit-events.ts";
import { updateMissingFingerprints } from "../storage/fingerprints.ts";
import type { ImportLine, QuestionImport } from "../storage/import-tables.ts";
import { deleteWaiting, insertImport, insertImportLines, insertImportPictures, listForgottenImports, updateImportFrom, updateLostRuns, updateTaken } from "../storage/question-imports.ts";
import type { Db, New, Person } from "../storage/tables.ts";
import { Refused } from "./errors.ts";
import { findLikenesses, type Likeness } from "./like-arrivals.ts";
import { readApart, type BroughtFile } from "./reading-apart.ts";
import { readArrivals, type ImportedQuestion } from "./reading-questions.ts";

type Author = Pick<Person, "id">;
type ImportRef = Pick<QuestionImport, "id" | "public_id">;

export const LARGEST_FILE = 20_000_000;
export const MOST_QUESTIONS = 20_000;

/**
 * Reads a file of questions and keeps what came of it for its author to look through: nothing is in the bank yet. What is confirmed later is just what was looked at,
 * because the file is read once: here, or before where it comes with what it held.
 */
export async function previewImport(db: Db, author: Author, file: BroughtFile & { read?: { format: string; arrivals: Arrivals } }, at: Date): Promise<QuestionImport> {
  if (file.bytes.length === 0) throw new Refused("imports.empty-file", "file");
  if (file.bytes.length > LARGEST_FILE) throw new Refused("imports.too-large", "file", { most: LARGEST_FILE / 1_000_000 });
  const { format, arrivals } = file.read ?? (await readApart(file));
  if (arrivals.questions.length + arrivals.errors.length > MOST_QUESTIONS) throw new Refused("imports.too-many", "file", { most: MOST_QUESTIONS });
  await updateMissingFingerprints(db);
  const { questions, pictures } = await readArrivals(db, arrivals);
  const likes = await findLikenesses(db, questions);

  return db.transaction(async (tx) => {
    const made = await insertImport(tx, {
      public_id: newPublicId(), author_id: author.id, file_name: file.name.slice(0, 200), digest: createHash("sha256").update(file.bytes).digest("base64url"), format, state: "waiting",
      questions: questions.length, errors: arrivals.errors.length, twins: questions.filter(({ twin }) => twin !== undefined).length, likes: likes.size, created_at: at.toISOString(),
    });
    await insertImportLines(tx, linesOf(made, questions, likes, arrivals));
    await insertImportPictures(tx, pictures.map((picture) => ({ import_id: made.id, ...picture })));
    return made;
  });
}

function linesOf({ id: import_id }: ImportRef, questions: readonly ImportedQuestion[], likes: ReadonlyMap<ImportedQuestion, Likeness>, { errors, isFolder = false }: Pick<Arrivals, "errors" | "isFolder">): New<ImportLine>[] {
  const read = questions.map((one) => lineOf(one, likes.get(one)));
  const failed = errors.map(({ line, reason, name = "" }) => ({ line, kind: null, title: name, body: null, without: "[]", notes: "[]", error: JSON.stringify(reason), twin_id: null, twin_line: null, taken: 0 as const, ...LIKE_NOTHING }));
  return [...read, ...failed].sort((a, b) => (isFolder ? 0 : a.line - b.line)).map((line, index) => ({ import_id, position: index + 1, ...line }));
}

function lineOf({ line, question, notes, without, twin }: ImportedQuestion, like: Likeness | undefined) {
  const likeness = like ? { like_id: like.id ?? null, like_line: like.line ?? null, like_percent: Math.round(100 * like.likeness), like_key: like.sameKey ? 1 as const : 0 as const } : LIKE_NOTHING;
  return {
    line, kind: question.kind, title: listedStem(question).slice(0, 300), body: JSON.stringify(question), without: JSON.stringify(without), notes: JSON.stringify(notes), error: null,
    twin_id: twin && "id" in twin ? twin.id : null, twin_line: twin && "line" in twin ? twin.line : null, taken: twin ? 0 as const : 1 as const, ...likeness,
  };
}

const LIKE_NOTHING = { like_id: null, like_line: null, like_percent: null, like_key: null };

/** Of the twins and like questions that a page showed, these are added all the same and the others are not. */
export async function chooseTwins(db: Db, { id }: ImportRef, shown: readonly number[], taken: readonly number[]): Promise<void> {
  await db.transaction(async (tx) => {
    if (!(await updateImportFrom(tx, id, ["waiting", "failed"], { run: null }))) throw new Refused("imports.not-waiting");
    await updateTaken(tx, id, shown, taken.filter((position) => shown.includes(position)));
  });
}

/** Nothing of it comes into the bank. */
export async function cancelImport(db: Db, author: Author, { id, public_id }: ImportRef, at: Date): Promise<void> {
  await db.transaction(async (tx) => {
    if (!(await updateImportFrom(tx, id, ["waiting", "failed"], { state: "cancelled", finished_at: at.toISOString() }))) throw new Refused("imports.not-waiting");
    await deleteWaiting(tx, id);
    await insertAuditEvent(tx, author.id, "questions.import-cancelled", public_id, {}, at);
  });
}

/** A run that tells nothing for so long is lost: a process ended under it. Nothing of it is in the bank then. */
const SILENCE = MINUTE;

/** Notes runs that broke off, so that they can be started again. */
export async function tidyImports(db: Db, at: Date): Promise<void> {
  await updateLostRuns(db, later(at, -SILENCE).toISOString());
}

/** Lets go of files that nobody confirmed, so many at most, and says how many. */
export async function expireImports(tx: Db, before: Date, limit: number, at: Date): Promise<number> {
  const ids = await listForgottenImports(tx, before.toISOString(), limit);
  for (const id of ids) if (await updateImportFrom(tx, id, ["waiting", "failed"], { state: "expired", finished_at: at.toISOString() })) await deleteWaiting(tx, id);
  return ids.length;
}
