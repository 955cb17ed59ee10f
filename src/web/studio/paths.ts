import type { Request, Response, Router } from "express";
import { z } from "zod";
import { found } from "../../domain/found.ts";
import { CALENDAR_MONTH, monthOf, monthsOn, nextMonths } from "../../domain/path-months.ts";
import { makeStarter, startPath, type PathStart } from "../../domain/starting-paths.ts";
import { weeksOfMonth } from "../../engine/library/paths.ts";
import { say, type Message } from "../../lib/messages.ts";
import { findPathRun, type PathRun } from "../../storage/path-runs.ts";
import { listPathWeeks, type PathWeek } from "../../storage/path-weeks.ts";
import { listAssignmentsOf } from "../../storage/quiz-drafts.ts";
import type { Db } from "../../storage/tables.ts";
import { findLexicon } from "../../storage/vocabulary.ts";
import type { Deps } from "../deps.ts";
import { exactRouter } from "../http/exact-router.ts";
import { flash } from "../http/flash.ts";
import { emptyForm, readForm, tryDeed, type Form } from "../http/forms.ts";
import { actorOf } from "../http/locals.ts";
import { render } from "../http/render.ts";
import type { PathMonth } from "./import-views.ts";

const wishForm = z.object({
  begin: z.coerce.number().int().catch(0),
  months: z.enum(["1", "3", "12"], "paths.months-odd").transform(Number), audience: z.enum(["nobody", "everybody"], "paths.audience-odd"),
  from: z.string("paths.from-odd").trim().regex(CALENDAR_MONTH, "paths.from-odd"),
});

/** Ready-made first years by role, and quizzes to start with. */
export function paths({ db, now, config }: Deps): Router {
  const all = () => findLexicon(config.contentDir).paths;
  const pathIn = (req: Request) => found(all().find(({ id }) => id === req.params["path"]));
  const show = async (req: Request, res: Response, given?: Form, status = 200) => {
    const path = await pathIn(req);
    const made = await listPathWeeks(db, path.id);
    const months = await Promise.all(path.months.map(({ theme }, index) => monthShown(db, index + 1, theme, made)));
    const form = given ?? emptyForm({ months: "3", audience: "nobody", from: monthAfter(months, now()) });
    render(res, "studio/paths/show", { path, months, next: nextMonths(made, 1)[0], ...lookedAt(await findPathRun(db, path.id)), form, thisMonth: monthOf(now()) }, status);
  };

  return exactRouter()
    .get("/studio/paths", (_req, res) => render(res, "studio/paths/index", { paths: all() }))
    .get("/studio/paths/:path", async (req, res) => show(req, res))
    .post("/studio/paths/:path/starter", async (req, res) => {
      const [path, form] = [await pathIn(req), emptyForm({ months: "3", audience: "nobody", from: monthsOn(monthOf(now()), 1) })];
      const quiz = await tryDeed(form, makeStarter(db, actorOf(res), path, now()));
      if (!quiz) return show(req, res, form, 422);
      flash(req, say("paths.starter-made", { title: quiz.title }));
      res.redirect(303, `/studio/quizzes/${quiz.slug}`);
    })
    .post("/studio/paths/:path/weeks", async (req, res) => {
      const [path, { form, value }] = [await pathIn(req), readForm(wishForm, req.body)];
      const made = value && (await tryDeed(form, startPath(db, actorOf(res), path, { begin: value.begin, months: value.months, toEverybody: value.audience === "everybody", from: value.from }, now())));
      if (!made) return show(req, res, form, 422);
      flash(req, toldOf(made));
      res.redirect(303, `/studio/paths/${path.id}`);
    })
    .get("/studio/paths/:path/:deed", (req, res) => { res.redirect(303, `/studio/paths/${encodeURIComponent(req.params.path)}`); });
}

/** The month after the last one that was given out, or after this one. */
function monthAfter(months: readonly PathMonth[], at: Date): string {
  const latest = months.map(({ given }) => given?.opens_on?.slice(0, 7) ?? "").toSorted().at(-1)!;
  const thisMonth = monthOf(at);
  return monthsOn(latest > thisMonth ? latest : thisMonth, 1);
}

async function monthShown(db: Db, number: number, theme: string, made: readonly PathWeek[]): Promise<PathMonth> {
  const quizzes = made.filter(({ week }) => weeksOfMonth(number).includes(week));
  return { number, theme, count: weeksOfMonth(number).length, quizzes, given: quizzes[0] && (await listAssignmentsOf(db, quizzes[0].quiz_id))[0] };
}

/** How many months are being made, or why no more are. */
function lookedAt(run: PathRun | undefined): { monthsLeft: number; stopped: Message | undefined } {
  return { monthsLeft: run?.stopped === null ? run.months_left : 0, stopped: run?.stopped ? JSON.parse(run.stopped) as Message : undefined };
}

function toldOf({ weeks, monthsLeft }: PathStart): Message {
  return weeks === 0 ? say("paths.was-made") : monthsLeft > 0 ? say("paths.made-first", { count: monthsLeft }) : say("paths.made", { count: weeks });
}
