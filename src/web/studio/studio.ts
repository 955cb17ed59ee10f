import type { Router } from "express";
import type { Deps } from "../deps.ts";
import { exactRouter } from "../http/exact-router.ts";
import { only } from "../http/locals.ts";
import { articleFacts } from "./article-facts.ts";
import { articlePicks } from "./article-picks.ts";
import { adaptive } from "./adaptive.ts";
import { addedTime } from "./added-time.ts";
import { articleQuiz } from "./article-quiz.ts";
import { articleReview } from "./article-review.ts";
import { articles } from "./articles.ts";
import { extraTime } from "./extra-time.ts";
import { facts } from "./facts.ts";
import { decisions } from "./decisions.ts";
import { drawRules } from "./draw-rules.ts";
import { drops } from "./drops.ts";
import { exports } from "./exports.ts";
import { imports } from "./imports.ts";
import { batches } from "./batches.ts";
import { incidents } from "./incidents.ts";
import { links } from "./links.ts";
import { lessons } from "./lessons.ts";
import { mergers } from "./mergers.ts";
import { modelReadings } from "./model-readings.ts";
import { overview } from "./overview.ts";
import { packages } from "./packages.ts";
import { paths } from "./paths.ts";
import { packs } from "./packs.ts";
import { problemReports } from "./problem-reports.ts";
import { questionWriting } from "./question-writing.ts";
import { questionReviews } from "./question-reviews.ts";
import { questions } from "./questions.ts";
import { quizPools } from "./quiz-pools.ts";
import { quizPublication } from "./quiz-publication.ts";
import { quizQuestions } from "./quiz-questions.ts";
import { quizVersions } from "./quiz-versions.ts";
import { quizzes } from "./quizzes.ts";
import { statistics } from "./statistics.ts";
import { regrades } from "./regrades.ts";
import { rehearsals } from "./rehearsals.ts";
import { reports } from "./reports.ts";
import { tags } from "./tags.ts";
import { translations } from "./translations.ts";

/** Where trainers work. The last lines lead back from the address of a form that was refused. */
export function studio(deps: Deps): Router {
  return exactRouter()
    .use("/studio", only("trainer", "admin"))
    .use(overview(deps))
    .use(incidents(deps))
    .use(packs(deps))
    .use(paths(deps))
    .use(facts(deps))
    .use(lessons(deps))
    .use(articles(deps))
    .use(articleQuiz(deps))
    .use(articleReview(deps))
    .use(articleFacts(deps))
    .use(articlePicks(deps))
    .use(mergers(deps))
    .use(decisions())
    .use(drops(deps))
    .use(links(deps))
    .use(modelReadings(deps))
    .use(imports(deps))
    .use(exports(deps))
    .use(questionWriting(deps))
    .use(questions(deps))
    .use(questionReviews(deps))
    .use(batches(deps))
    .use(tags(deps))
    .use(translations(deps))
    .use(problemReports(deps))
    .use(regrades(deps))
    .use(reports(deps))
    .use(quizzes(deps))
    .use(quizQuestions(deps))
    .use(quizPools(deps))
    .use(packages(deps))
    .use(quizPublication(deps))
    .use(rehearsals(deps))
    .use(statistics(deps))
    .use(adaptive(deps))
    .use(drawRules(deps))
    .use(quizVersions(deps))
    .use(addedTime(deps))
    .use(extraTime(deps))
    .get("/studio/articles/:id/model-readings", (req, res) => { res.redirect(303, `/studio/articles/${encodeURIComponent(req.params.id)}`); })
    .get("/studio/articles/:id/incident", (req, res) => { res.redirect(303, `/studio/articles/${encodeURIComponent(req.params.id)}`); })
    .get("/studio/articles/:id/:form", (req, res, next) => { if (/^(?:facts|picks)$/.test(req.params.form)) res.redirect(303, `/studio/articles/${encodeURIComponent(req.params.id)}`); else next(); })
    .get("/studio/articles/:id/candidates/:number/:deed", (req, res) => { res.redirect(303, `/studio/articles/${encodeURIComponent(req.params.id)}/candidates/${encodeURIComponent(req.params.number)}`); })
    .get("/studio/questions/:id/translations/:language/removal", (req, res) => { res.redirect(303, `/studio/questions/${encodeURIComponent(req.params.id)}`); })
    .get("/studio/imports/:id/:deed", (req, res) => { res.redirect(303, `/studio/imports/${encodeURIComponent(req.params.id)}`); })
    .get("/studio/facts/:id/:deed", (req, res) => { res.redirect(303, `/studio/facts/${encodeURIComponent(req.params.id)}`); })
    .get("/studio/quizzes/:slug/:deed", (req, res) => { res.redirect(303, `/studio/quizzes/${encodeURIComponent(req.params.slug)}`); });
}
