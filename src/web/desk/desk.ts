import { Router } from "express";
import { finishOverdueAttempts } from "../../domain/deadlines.ts";
import { noteSeen } from "../../domain/seeing.ts";
import type { Deps } from "../deps.ts";
import { found } from "../http/found.ts";
import { currentMember, only } from "../http/locals.ts";
import { lookOf } from "../http/looks.ts";
import { queryText } from "../http/paging.ts";
import { render } from "../http/render.ts";
import { deskReport } from "./report.ts";
import { quizRows, quizzesOf, teamRows, totalRow } from "./rows.ts";
import { teamPage } from "./team-page.ts";

/** What managers see: figures of their own teams, and names only where the installation shows them. */
export function desk({ db, now, config }: Deps): Router {
  return Router()
    .use("/desk", only("manager", "admin"), async (_req, _res, next) => { await finishOverdueAttempts(db, now()); next(); })
    .get("/desk", async (req, res) => {
      const report = await deskReport(db, currentMember(res), config.privacyMode);
      const { groups, quizzes } = report;
      const chosen = quizzes.find((quiz) => quiz.slug === queryText(req, "quiz"));
      if (chosen) return res.redirect(303, `/desk/quizzes/${chosen.slug}`);
      render(res, "desk/show", { report, total: totalRow(report, groups, quizzes), byTeam: teamRows(report, quizzes), byQuiz: quizRows(report, groups, quizzesOf(report, groups)) });
    })
    .get("/desk/quizzes/:slug", async (req, res) => {
      const report = await deskReport(db, currentMember(res), config.privacyMode);
      const quiz = await found(report.quizzes.find(({ slug }) => slug === req.params.slug));
      render(res, "desk/quiz", { report, quiz, total: totalRow(report, report.groups, [quiz]), byTeam: teamRows(report, [quiz]) });
    })
    .get("/desk/teams/:id", async (req, res) => {
      const report = await deskReport(db, currentMember(res), config.privacyMode);
      const team = await found(report.teams.find(({ public_id }) => public_id === req.params.id));
      const page = await teamPage(db, report, team, queryText(req, "quiz"));
      await noteSeen(db, lookOf(req, res, "team", team.public_id), page.quizzes.length > 0 ? page.people : [], now());
      render(res, "desk/team", page);
    });
}
