import { Router, type Response } from "express";
import { z } from "zod";
import { makeQuizOf } from "../../domain/article-questions.ts";
import { findArticle } from "../../storage/articles.ts";
import { listPicks } from "../../storage/picks.ts";
import type { Article } from "../../storage/tables.ts";
import { findLexicon } from "../../storage/vocabulary.ts";
import type { Deps } from "../deps.ts";
import { flash } from "../http/flash.ts";
import { emptyForm, readForm, tryDeed, type Form } from "../http/forms.ts";
import { found } from "../http/found.ts";
import { actorOf } from "../http/locals.ts";
import { render } from "../http/render.ts";
import { articleOffers } from "./article-offers.ts";
import { WORDS } from "./words.ts";

const title = "Give the quiz a title.";
const quizForm = z.object({
  title: z.string(title).trim().min(1, title).max(120, "Use at most 120 characters."),
  questions: z.preprocess((boxes) => [boxes ?? []].flat(), z.array(z.string()).min(1, "Tick at least one question.").max(100, "Tick at most 100 questions.")),
}).loose().transform(({ title, questions, ...fields }) => ({ title, questions: inOrder([...new Set(questions)], fields) }));

/** By the number that was typed beside each; those without one stay behind, as they stand on the page. */
function inOrder(questions: readonly string[], fields: Record<string, unknown>): string[] {
  const placeOf = (id: string) => Number(fields[`place-${id}`]) || Infinity;
  return [...questions].sort((a, b) => (placeOf(a) === placeOf(b) ? 0 : placeOf(a) - placeOf(b)));
}

/** From the accepted facts of an article to a quiz. */
export function articleQuiz({ db, now, config }: Deps): Router {
  const show = async (res: Response, article: Article, form: Form, status = 200) => {
    const offers = await articleOffers(db, article, findLexicon(config.contentDir));
    render(res, "studio/articles/questions", { words: WORDS, article, form, offers }, status);
  };

  return Router()
    .get("/studio/articles/:id/questions", async (req, res) => {
      const article = await found(findArticle(db, req.params.id));
      await show(res, article, emptyForm({ title: article.title.slice(0, 120), questions: await listPicks(db, article.id) }));
    })
    .post("/studio/articles/:id/questions", async (req, res) => {
      const article = await found(findArticle(db, req.params.id));
      const { form, value } = readForm(quizForm, req.body);
      const quiz = value && (await tryDeed(form, makeQuizOf(db, actorOf(res), article, value, findLexicon(config.contentDir), now())));
      if (!quiz) return show(res, article, form, 422);
      flash(req, "The quiz was made as a draft. Look at it once, then publish it.");
      res.redirect(303, `/studio/quizzes/${quiz.slug}`);
    });
}
