import { Router } from "express";
import { dueInWords, isOverdue } from "../lib/due.ts";
import { say, type Message } from "../lib/messages.ts";
import { listPoliciesDueFor } from "../storage/acknowledgements.ts";
import { listLatestResultsOf, listOpenAttemptsOf } from "../storage/attempts.ts";
import { listDropIds } from "../storage/drops.ts";
import { listDueFor, type Duty } from "../storage/duties.ts";
import { listUnseenRecountsOf } from "../storage/recounts.ts";
import type { Deps } from "./deps.ts";
import { currentMember } from "./http/locals.ts";
import { render } from "./http/render.ts";
import { cardOf, type QuizCard } from "./quizzes.ts";
import { changesOf } from "./result-changes.ts";
import { resultOf } from "./results.ts";
import { offerFor } from "./reviews.ts";

/** A due quiz with its date in words. */
export interface DueCard extends QuizCard { due_at: string | null; words: Message; overdue: boolean }

const RESULTS_SHOWN = 5;

export function home(deps: Deps): Router {
  const { db, now } = deps;
  return Router().get("/", async (_req, res) => {
    const learner = currentMember(res);
    const duties = await listDueFor(db, learner);
    const open = await listOpenAttemptsOf(db, learner);
    const done = (await listLatestResultsOf(db, learner, RESULTS_SHOWN)).map((attempt) => ({ attempt, result: resultOf(attempt) }));
    const due = duties.map((duty) => ({ ...cardOf(duty.quiz, open), ...inWords(duty, now()) }));
    const drops = await listDropIds(db, duties.map(({ quiz }) => quiz.id));
    const [today, others] = [due.filter(({ quiz }) => drops.has(quiz.id)), due.filter(({ quiz }) => !drops.has(quiz.id))];
    const isDue = new Set(duties.map(({ quiz }) => quiz.id));
    render(res, "home/show", { today, due: others, open: open.filter((attempt) => !isDue.has(attempt.quiz_id)), done, review: await offerFor(deps, learner.id, res.locals.reader.timeZone, duties), changes: changesOf(await listUnseenRecountsOf(db, learner.id)), unconfirmed: (await listPoliciesDueFor(db, learner)).length });
  });
}

function inWords({ due_at }: Duty, at: Date): Pick<DueCard, "due_at" | "words" | "overdue"> {
  return { due_at, words: due_at === null ? say("due.none") : dueInWords(due_at, at), overdue: isOverdue(due_at, at) };
}
