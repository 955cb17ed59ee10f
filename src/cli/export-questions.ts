import { exportQuestions, questionsIn } from "../domain/exporting-questions.ts";
import type { Writer } from "../engine/questions/formats/writing.ts";
import { inEnglish } from "../lib/readers.ts";
import { counted } from "../lib/text.ts";
import { listBodiesOf } from "../storage/questions.ts";
import { findQuiz, listDraftQuestions } from "../storage/quiz-drafts.ts";
import { findPublishedQuiz, listPool } from "../storage/quizzes.ts";
import type { Db, Person } from "../storage/tables.ts";
import type { Exported, ExportWish } from "./export.ts";

const MOST = 20_000;

/** Questions of the bank, of a draft, or all of a published quiz, with what the format cannot carry of them. */
export async function questionsTo(db: Db, actor: Pick<Person, "id">, writer: Writer, wish: ExportWish, at: Date): Promise<Exported> {
  const bodies = wish.what === "quiz" ? await publishedBodies(db, wish) : await bodiesFor(db, wish);
  return { file: await exportQuestions(db, actor, writer, bodies, "en", at), told: told(writer, bodies) };
}

async function publishedBodies(db: Db, { quiz = "" }: ExportWish): Promise<string[]> {
  const open = await findPublishedQuiz(db, quiz);
  if (!open) throw new Error(`No quiz ${quiz} is published: give --quiz SLUG.`);
  return (await listPool(db, open.version_id)).map(({ body }) => body);
}

async function bodiesFor(db: Db, { quiz, topic = "" }: ExportWish): Promise<string[]> {
  if (quiz === undefined) return listBodiesOf(db, { q: "", topic, kind: "", level: "", state: "", incident: "", origin: "" }, MOST);
  const held = await findQuiz(db, quiz);
  if (!held) throw new Error(`There is no quiz ${quiz}.`);
  return (await listDraftQuestions(db, held.id)).map(({ body_now }) => body_now);
}

function told(writer: Writer, bodies: readonly string[]): string[] {
  const questions = questionsIn(bodies);
  const refused = questions.flatMap((question) => { const why = writer.refuses?.(question); return why ? [`left out: ${question.stem}\n  ${inEnglish(why)}`] : []; });
  const lost = questions.filter((question) => writer.refuses?.(question) === undefined).flatMap((question) => writer.lost(question).map((words) => `${question.stem}\n  ${inEnglish(words)}`));
  return [...refused, ...lost, `${counted(questions.length - refused.length, "question")} written, ${refused.length} left out.`];
}
