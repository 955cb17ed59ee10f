import type { Router } from "express";
import { readSettings } from "../domain/installation.ts";
import { findBackupTrouble } from "../domain/scheduled-backups.ts";
import { dayIn } from "../lib/zones.ts";
import { listPoliciesDueFor } from "../storage/acknowledgements.ts";
import { listAttemptsAt, listLatestResultsOf, listOpenAttemptsOf, type NamedAttempt } from "../storage/attempts.ts";
import { listDropIds } from "../storage/drops.ts";
import { countHeld } from "../storage/held-mail.ts";
import { listDutiesOf, type Duty } from "../storage/duties.ts";
import { listUnseenRecountsOf } from "../storage/recounts.ts";
import type { Db, Person } from "../storage/tables.ts";
import { askedOf, type AskedQuiz } from "./asked-quizzes.ts";
import type { Deps } from "./deps.ts";
import { exactRouter } from "./http/exact-router.ts";
import { currentMember } from "./http/locals.ts";
import { render } from "./http/render.ts";
import { cardOf, type QuizCard } from "./quizzes.ts";
import { changesOf } from "./result-changes.ts";
import { resultOf } from "./results.ts";
import { offerFor } from "./reviews.ts";

/** A due quiz with what is asked about it. */
export interface DueCard extends QuizCard { asked: AskedQuiz }

export function home(deps: Deps): Router {
  const { db, now } = deps;
  return exactRouter().get("/", async (_req, res) => {
    const learner = currentMember(res);
    const { timeZone } = res.locals.reader;
    const today = dayIn(timeZone, now());
    const duties = await listDutiesOf(db, learner, today, now());
    const open = await listOpenAttemptsOf(db, learner);
    const done = (await listLatestResultsOf(db, learner)).map((attempt) => ({ attempt, result: resultOf(attempt) }));
    const tried = await listTries(db, learner, duties.now);
    const due = duties.now.map((duty) => ({ ...cardOf(duty.quiz, open), asked: askedOf(duty, tried, today) }));
    const drops = await listDropIds(db, duties.now.map(({ quiz }) => quiz.id));
    const others = due.filter(({ quiz }) => !drops.has(quiz.id));
    const isDue = new Set(duties.now.map(({ quiz }) => quiz.id));
    render(res, "home/show", {
      today: due.filter(({ quiz }) => drops.has(quiz.id)), due: others.filter(({ asked }) => asked.duty.required === 1), voluntary: others.filter(({ asked }) => asked.duty.required === 0), later: duties.later, missed: duties.missed, day: today,
      open: open.filter((attempt) => !isDue.has(attempt.quiz_id)), done, review: await offerFor(deps, learner.id, timeZone, duties.now), changes: changesOf(await listUnseenRecountsOf(db, learner.id)),
      trouble: learner.roles.includes("admin") ? await findBackupTrouble(db, await readSettings(db, deps.config), now()) : undefined,
      held: learner.roles.includes("admin") ? await countHeld(db) : 0,
      unconfirmed: (await listPoliciesDueFor(db, learner)).length,
    });
  });
}

/** A quiz that is done when it is finished was not tried yet as long as it is asked. */
async function listTries(db: Db, learner: Pick<Person, "id">, duties: readonly Duty[]): Promise<NamedAttempt[]> {
  const toPass = duties.filter(({ done_when }) => done_when === "passed").map(({ quiz_id }) => quiz_id);
  return toPass.length === 0 ? [] : listAttemptsAt(db, learner, toPass);
}
