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

/** Where trainers work. */
export function studio(deps: Deps): Router {
  return Router()
    .use("/studio", only("trainer", "admin"))
    .use(overview(deps))
    .use(incidents(deps))
    .use(questionWriting(deps))
    .use(questions(deps))
    .use(quizzes(deps))
    .use(quizQuestions(deps))
    .use(quizPublication(deps));
}
