import { checkPaper } from "../domain/checking-papers.ts";
import { inEnglish } from "../lib/readers.ts";
import { counted } from "../lib/text.ts";
import { findQuiz, listDraftQuestions } from "../storage/quiz-drafts.ts";
import { withDatabase } from "../storage/with-database.ts";

interface Wish { json?: boolean; strict?: boolean }

/** What the page of a quiz finds in its draft, from the database. Says whether it found too much. */
export async function lintQuiz(databaseUrl: string, slug: string, { json = false, strict = false }: Wish): Promise<boolean> {
  return withDatabase(databaseUrl, async (db) => {
    const quiz = await findQuiz(db, slug);
    if (!quiz) throw new Error(`There is no quiz ${slug}. Its address ends with the name to give: /studio/quizzes/NAME.`);
    const questions = await listDraftQuestions(db, quiz.id);
    const { findings, minutes } = await checkPaper(db, quiz, questions);
    const blocking = findings.filter(({ severity }) => severity === "blocking").length;
    for (const { severity, words, at } of findings) console.log(json ? JSON.stringify({ severity, text: inEnglish(words), at }) : `${slug}: [${severity}] ${inEnglish(words)}`);
    const summary = { questions: questions.length, minutes, blocking, warnings: findings.length - blocking };
    if (json) console.log(JSON.stringify({ summary }));
    else console.error(`${counted(summary.questions, "question")}, about ${counted(minutes, "minute")}: ${blocking} blocking, ${counted(summary.warnings, "warning")}.`);
    return blocking > 0 || (strict && findings.length > 0);
  });
}
