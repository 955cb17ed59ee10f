import { assignQuiz } from "../domain/assignments.ts";
import { addToQuiz, draftQuiz } from "../domain/authoring.ts";
import { publishQuiz } from "../domain/publishing.ts";
import { refreshGroups } from "../domain/refreshing-groups.ts";
import { writeQuestion } from "../domain/writing.ts";
import { DAY, later } from "../lib/clock.ts";
import { showProgress } from "../lib/progress-bar.ts";
import { findSetting, updateSetting } from "../storage/settings.ts";
import { listTeams } from "../storage/teams.ts";
import type { Db, Person, Quiz } from "../storage/tables.ts";
import { beginFirstYear } from "./first-year.ts";
import { findQuestionsFor } from "./picking.ts";
import { DEMO_QUIZZES, type DemoQuiz } from "./quizzes.ts";
import { SIGNS } from "./signs.ts";
import { hireStaff } from "./staff.ts";
import { liveThroughWeeks, type Given } from "./weeks.ts";

/** Fills an empty demo database, all in one transaction, so that a demo broken off half-way begins again. Does nothing the second time. */
export async function fillOrganisation(db: Db, now: Date): Promise<void> {
  if (await findSetting(db, "demo")) return;
  const founded = later(now, -60 * DAY);
  await db.transaction(async (tx) => {
    const people = await hireStaff(tx, founded);
    const given: Given[] = [];
    const trainer = people.get("trainer@demo.example")!;
    for (const wish of DEMO_QUIZZES) given.push(await giveOut(tx, trainer, wish, now));
    given.push(...await beginFirstYear(tx, trainer, now));
    await liveThroughWeeks(tx, [...people.values()], given, now, showProgress("The demo company takes its quizzes", "people"));
    await refreshGroups(tx, "all", now);
    await updateSetting(tx, "demo", now.toISOString());
  });
}

/** The quiz on passwords has a message, too, in which people spot the signs. */
async function signsFor(tx: Db, trainer: Person, { topic }: DemoQuiz, at: Date): Promise<number[]> {
  return topic === SIGNS.topic ? [(await writeQuestion(tx, trainer, SIGNS, at)).id] : [];
}

/** Drafts, fills, publishes and assigns one quiz as the trainer did on its day. */
async function giveOut(tx: Db, trainer: Person, wish: DemoQuiz, now: Date): Promise<Given> {
  const at = later(now, -wish.givenDaysAgo * DAY);
  const { title, summary, topic, drawCount, limits } = wish;
  const quiz = await draftQuiz(tx, trainer, { title, summary, topic, passPercent: 60, drawCount, certificateMonths: 12, asksConfidence: !limits, ...(limits ? { limits } : {}) }, at);
  await addToQuiz(tx, trainer, quiz, [...await findQuestionsFor(tx, wish), ...await signsFor(tx, trainer, wish, at)], at);
  await publishQuiz(tx, trainer, quiz, {}, at);
  const published: Quiz = { ...quiz, state: "published" };
  const team = (await listTeams(tx)).find(({ name }) => name === wish.team);
  await assignQuiz(tx, trainer, published, { teamId: team?.id ?? null, dueAt: wish.dueInDays === null ? null : later(at, (wish.givenDaysAgo + wish.dueInDays) * DAY).toISOString() }, at);
  return { quiz: published, givenAt: at, share: wish.share, teamId: team?.id ?? null };
}
