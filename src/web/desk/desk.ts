import type { Router } from "express";
import { finishOverdueAttempts } from "../../domain/deadlines.ts";
import { found } from "../../domain/found.ts";
import { noteSeen } from "../../domain/seeing.ts";
import { listEveryPublishedQuiz } from "../../storage/quizzes.ts";
import type { Deps } from "../deps.ts";
import { exactRouter } from "../http/exact-router.ts";
import { only } from "../http/locals.ts";
import { lookOf } from "../http/looks.ts";
import { pageNumber, queryText } from "../http/paging.ts";
import { render } from "../http/render.ts";
import { knowledgePage } from "./knowledge-page.ts";
import { overviewPage, quizPage, teamPage } from "./pages.ts";
import { peopleWishIn } from "./people-list.ts";
import { deskPerson } from "./person.ts";
import { readerFor } from "./reader.ts";
import { savedViews, startOf, viewsBeside } from "./saved-views.ts";
import { teamsWishIn } from "./teams-list.ts";
import { deskTables } from "./tables.ts";

/** What managers see: figures of their own teams, and names only where the installation shows them. */
export function desk(deps: Deps): Router {
  const { db, now } = deps;
  return exactRouter()
    .use("/desk", only("manager", "admin"), async (_req, _res, next) => { await finishOverdueAttempts(db, now()); next(); })
    .use(deskTables(deps))
    .use(savedViews(deps))
    .use(deskPerson(deps))
    .get("/desk", async (req, res) => {
      const quizzes = await listEveryPublishedQuiz(db);
      const chosen = quizzes.find((quiz) => quiz.slug === queryText(req, "quiz"));
      if (chosen) return res.redirect(303, `/desk/quizzes/${chosen.slug}`);
      const asked = await readerFor(deps, res);
      const start = Object.keys(req.query).length === 0 ? await startOf(deps, res, asked.scope) : undefined;
      if (start) return res.redirect(303, start);
      render(res, "desk/show", { ...await overviewPage(asked, quizzes, teamsWishIn(req)), saved: await viewsBeside(deps, req, res) });
    })
    .get("/desk/knowledge", async (req, res) => {
      const asked = await readerFor(deps, res);
      const address = queryText(req, "team");
      const team = address === "" ? undefined : await found(asked.scope.find(address));
      render(res, "desk/knowledge", { ...await knowledgePage(asked, team), saved: await viewsBeside(deps, req, res) });
    })
    .get("/desk/quizzes/:slug", async (req, res) => {
      const quizzes = await listEveryPublishedQuiz(db);
      const quiz = await found(quizzes.find(({ slug }) => slug === req.params.slug));
      render(res, "desk/quiz", { ...await quizPage(await readerFor(deps, res), quiz, quizzes, teamsWishIn(req)), saved: await viewsBeside(deps, req, res) });
    })
    .get("/desk/teams/:id", async (req, res) => {
      const asked = await readerFor(deps, res);
      const team = await found(asked.scope.find(req.params.id));
      const page = await teamPage(asked, team, await listEveryPublishedQuiz(db), queryText(req, "quiz"), { ...peopleWishIn(req), page: pageNumber(req) }, teamsWishIn(req));
      await noteSeen(db, lookOf(req, res, "team", team.public_id), page.people.seen, now());
      render(res, "desk/team", { ...page, saved: await viewsBeside(deps, req, res) });
    });
}
