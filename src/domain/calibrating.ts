import { calibrate } from "../engine/statistics/calibrating.ts";
import { predictedDifficulty } from "../engine/statistics/priors.ts";
import type { Question } from "../engine/questions/question.ts";
import { HOUR } from "../lib/clock.ts";
import { groupBy } from "../lib/groups.ts";
import { findNewestResponseId, listAdaptiveQuestions, listFirstAnswers, updateQuestionDifficulties, type AdaptiveBody, type FirstAnswer } from "../storage/question-difficulties.ts";
import { findSettingForUpdate, insertSettingOnce, updateSetting } from "../storage/settings.ts";
import type { Db } from "../storage/tables.ts";

/** More answers than this change difficulties hardly any more, and would hold others up: these take about a second. */
const MOST_ANSWERS = 20_000;
const EVERY = HOUR;

/**
 * Once an hour, where somebody has answered anything since: how hard the questions of adaptive quizzes are, from the first answers that people gave to them in any quiz, and from what is predicted of them. Attempts that
 * are open keep the difficulties with which they began. One process does it. Says how many questions were calibrated.
 */
export async function calibrateQuestions(db: Db, at: Date): Promise<number> {
  if (!(await claimTurn(db, at))) return 0;
  const questions = [...new Map((await listAdaptiveQuestions(db)).map((question) => [question.question_id, question])).values()];
  const answers = await listFirstAnswers(db, questions.map(({ question_id }) => question_id), MOST_ANSWERS);
  const logits = difficultiesOf(questions, answers);
  const given = groupBy(answers, ({ question_id }) => String(question_id));
  const rows = questions.map(({ question_id }, place) => {
    const own = given.get(String(question_id)) ?? [];
    return { question_id, logits: logits[place]!, answers: own.length, points: own.reduce((sum, { score }) => sum + score, 0), at: at.toISOString() };
  });
  await updateQuestionDifficulties(db, rows);
  return rows.length;
}

function difficultiesOf(questions: readonly AdaptiveBody[], answers: readonly FirstAnswer[]): number[] {
  const places = new Map(questions.map(({ question_id }, place) => [question_id, place]));
  const people = [...groupBy(answers, ({ person_id }) => String(person_id)).values()].map((own) => {
    const scores = questions.map((): number | null => null);
    for (const { question_id, score } of own) scores[places.get(question_id)!] = score;
    return scores;
  });
  return calibrate(people, questions.length, questions.map(({ body }) => predictedDifficulty(JSON.parse(body) as Question)));
}

/** The setting holds when it was last done, and the newest answer then. */
function claimTurn(db: Db, at: Date): Promise<boolean> {
  return db.transaction(async (tx) => {
    await insertSettingOnce(tx, SETTING, "/0");
    const [last = "", seen = "0"] = ((await findSettingForUpdate(tx, SETTING)) ?? "").split("/");
    if (last && Date.parse(last) + EVERY > at.getTime()) return false;
    const newest = await findNewestResponseId(tx);
    if (last && newest === Number(seen)) return false;
    await updateSetting(tx, SETTING, `${at.toISOString()}/${newest}`);
    return true;
  });
}

const SETTING = "difficulties-looked";
