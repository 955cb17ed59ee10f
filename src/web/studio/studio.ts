import { Router } from "express";
import type { Deps } from "../deps.ts";
import { only } from "../http/locals.ts";
import { incidents } from "./incidents.ts";
import { overview } from "./overview.ts";
import { questionWriting } from "./question-writing.ts";
import { questions } from "./questions.ts";
import { quizPublication } from "./quiz-publication.ts";
import { quizQuestions } from "./quiz-questions.ts";
import { quizzes } from "./quizzes.ts";

/** Where trainers work. The last line leads back from the address of a form that was refused. */
export function studio(deps: Deps): Router {
  return Router()
    .use("/studio", only("trainer", "admin"))
    .use(overview(deps))
    .use(incidents(deps))
    .use(questionWriting(deps))
    .use(questions(deps))
    .use(quizzes(deps))
    .use(quizQuestions(deps))
    .use(quizPublication(deps))
    .get("/studio/quizzes/:slug/:deed", (req, res) => { res.redirect(303, `/studio/quizzes/${encodeURIComponent(req.params.slug)}`); });
}
