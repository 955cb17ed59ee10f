import { writeFile } from "node:fs/promises";
import { Argument, Command } from "commander";
import type { Config } from "../config.ts";
import { exportQuestions, questionsIn } from "../domain/exporting-questions.ts";
import { findWriter, WRITERS, type Writer } from "../engine/questions/formats/writing.ts";
import { systemClock } from "../lib/clock.ts";
import { inEnglish } from "../lib/readers.ts";
import { counted } from "../lib/text.ts";
import { findPersonByEmail } from "../storage/people.ts";
import { listBodiesOf } from "../storage/questions.ts";
import { findQuiz, listDraftQuestions } from "../storage/quiz-drafts.ts";
import type { Db } from "../storage/tables.ts";
import { withDatabase } from "../storage/with-database.ts";

interface Wish { format: string; by: string; quiz?: string; topic?: string }

/** `debrief export questions FILE --format gift --by EMAIL`: questions of the bank as a file of another system, with what it cannot carry said on standard error. */
export function exportFromBank(readConfig: () => Config): Command {
  return new Command("export").description("write questions of the bank to a file").addArgument(new Argument("<what>", "what is written").choices(["questions"])).argument("<file>", "the file to write")
    .requiredOption("--format <format>", `one of ${WRITERS.map(({ name }) => name).join(", ")}`).requiredOption("--by <email>", "who takes them out: keys go with them, so it is noted")
    .option("--quiz <slug>", "those of this quiz's draft alone").option("--topic <topic>", "those of this topic alone")
    .action(async (_what: string, file: string, { format, by, ...which }: Wish) => {
      const writer = findWriter(format);
      if (!writer) throw new Error(`There is no format ${format}: choose one of ${WRITERS.map(({ name }) => name).join(", ")}.`);
      await withDatabase(readConfig().databaseUrl, async (db) => {
        const actor = await findPersonByEmail(db, by);
        if (!actor) throw new Error(`Nobody has the address ${by}.`);
        const bodies = await bodiesFor(db, which);
        await writeFile(file, await exportQuestions(db, actor, writer, bodies, "en", systemClock()), { flag: "wx" });
        console.error(told(writer, bodies).join("\n"));
      });
    });
}

const MOST = 20_000;

async function bodiesFor(db: Db, { quiz, topic = "" }: Pick<Wish, "quiz" | "topic">): Promise<string[]> {
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
