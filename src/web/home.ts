import type { Router } from "express";
import { readSettings } from "../domain/installation.ts";
import { findBackupTrouble } from "../domain/scheduled-backups.ts";
import { dueInWords, isOverdue } from "../lib/due.ts";
import { say, type Message } from "../lib/messages.ts";
import { dayIn } from "../lib/zones.ts";
import { listPoliciesDueFor } from "../storage/acknowledgements.ts";
import { listLatestResultsOf, listOpenAttemptsOf } from "../storage/attempts.ts";
import { listDropIds } from "../storage/drops.ts";
import { countHeld } from "../storage/held-mail.ts";
import { listDutiesOf, type Duty } from "../storage/duties.ts";
import { listUnseenRecountsOf } from "../storage/recounts.ts";
import type { Deps } from "./deps.ts";
import { exactRouter } from "./http/exact-router.ts";
import { currentMember } from "./http/locals.ts";
import { render } from "./http/render.ts";
import { cardOf, type QuizCard } from "./quizzes.ts";
import { changesOf } from "./result-changes.ts";
import { resultOf } from "./results.ts";
import { offerFor } from "./reviews.ts";

/** A due quiz with its day in words. */
export interface DueCard extends QuizCard { duty: Duty; due_on: string | null; words: Message; overdue: boolean }

export function home(deps: Deps): Router {
  const { db, now } = deps;
  return exactRouter().get("/", async (_req, res) => {
    const learner = currentMember(res);
    const { timeZone } = res.locals.reader;
    const today = dayIn(timeZone, now());
    const duties = await listDutiesOf(db, learner, today, now());
    const open = await listOpenAttemptsOf(db, learner);
    const done = (await listLatestResultsOf(db, learner)).map((attempt) => ({ attempt, result: resultOf(attempt) }));
    const due = duties.now.map((duty) => ({ ...cardOf(duty.quiz, open), ...inWords(duty, today) }));
    const drops = await listDropIds(db, duties.now.map(({ quiz }) => quiz.id));
    const others = due.filter(({ quiz }) => !drops.has(quiz.id));
    const isDue = new Set(duties.now.map(({ quiz }) => quiz.id));
    render(res, "home/show", {
      today: due.filter(({ quiz }) => drops.has(quiz.id)), due: others.filter(({ duty }) => duty.required === 1), voluntary: others.filter(({ duty }) => duty.required === 0), later: duties.later, missed: duties.missed, day: today,
      open: open.filter((attempt) => !isDue.has(attempt.quiz_id)), done, review: await offerFor(deps, learner.id, timeZone, duties.now), changes: changesOf(await listUnseenRecountsOf(db, learner.id)),
      trouble: learner.roles.includes("admin") ? await findBackupTrouble(db, await readSettings(db, deps.config), now()) : undefined,
      held: learner.roles.includes("admin") ? await countHeld(db) : 0,
      unconfirmed: (await listPoliciesDueFor(db, learner)).length,
    });
  });
}

function inWords(duty: Duty, today: string): Omit<DueCard, keyof QuizCard> {
  const { due_on } = duty;
  return { duty, due_on, words: due_on === null ? say("due.none") : dueInWords(due_on, today), overdue: isOverdue(due_on, today) };
}
