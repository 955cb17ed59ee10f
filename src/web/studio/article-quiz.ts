import type { Request, Response, Router } from "express";
import { bankQuestionOf, makeQuizOf, offersOfArticle, suggestedOf, type Offered } from "../../domain/article-questions.ts";
import { found } from "../../domain/found.ts";
import { say } from "../../lib/messages.ts";
import { findArticle } from "../../storage/articles.ts";
import { findIncidentById } from "../../storage/incident-reading.ts";
import { listPicks } from "../../storage/picks.ts";
import type { Article } from "../../storage/tables.ts";
import { findLexicon } from "../../storage/vocabulary.ts";
import type { Deps } from "../deps.ts";
import { exactRouter } from "../http/exact-router.ts";
import { flash } from "../http/flash.ts";
import { emptyForm, readForm, tryDeed, type Form } from "../http/forms.ts";
import { actorOf } from "../http/locals.ts";
import { queryText } from "../http/paging.ts";
import { render } from "../http/render.ts";
import { asOffers, byFact } from "./article-offers.ts";
import { inOrder, moved, offerForm, stepForm } from "./offer-form.ts";
import { WORDS } from "./words.ts";

/** From the accepted facts of an article to a quiz. */
export function articleQuiz({ db, now, config }: Deps): Router {
  const vocabulary = () => findLexicon(config.contentDir);
  const articleOf = ({ params }: Request) => found(findArticle(db, String(params["id"])));
  const addressOf = ({ public_id }: Article) => `/studio/articles/${public_id}/questions`;

  /** `take`: the ids that are ticked, which stand first; by default those that reviewers have picked, and where they picked none those that are suggested. */
  const show = async (res: Response, article: Article, form: Form, { take, order, status = 200 }: { take?: string[]; order?: readonly string[]; status?: number } = {}) => {
    const offers = await offersOfArticle(db, article, vocabulary());
    const picked = (await listPicks(db, article.id)).filter((id) => offers.some(({ question }) => question.id === id));
    const questions = take ?? (picked.length > 0 ? picked : suggestedOf(offers, article.public_id));
    const incident = article.incident_id === null ? undefined : await findIncidentById(db, article.incident_id);
    const shown = byFact(await asOffers(db, arranged(offers, order ?? questions)), questions);
    render(res, "studio/articles/questions", { words: WORDS, article, incident, offers: shown, form: { ...form, values: { ...form.values, questions } } }, status);
  };
  const makeQuiz = async (req: Request, res: Response, article: Article, typed: { take: string[]; order: readonly string[] }) => {
    const { form, value } = readForm(offerForm, req.body);
    const quiz = value && (await tryDeed(form, makeQuizOf(db, actorOf(res), article, value, vocabulary(), now())));
    if (!quiz) return show(res, article, form, { ...typed, status: 422 });
    flash(req, say("offers.made"));
    res.redirect(303, `/studio/quizzes/${quiz.slug}`);
  };
  const titled = (article: Article) => emptyForm({ title: article.title.slice(0, 120) });

  return exactRouter()
    .get("/studio/articles/:id/questions", async (req, res) => {
      const article = await articleOf(req);
      const take = queryText(req, "take").split(",").filter(Boolean);
      await show(res, article, titled(article), take.length > 0 ? { take } : {});
    })
    .post("/studio/articles/:id/questions", async (req, res) => {
      const article = await articleOf(req);
      const { form, value } = readForm(stepForm, req.body);
      if (!value) return show(res, article, form, { status: 422 });
      const { move, edit, send } = value;
      const take = inOrder(value);
      if (move) return show(res, article, form, { take, order: moved(value.order, move) });
      const key = edit ?? send;
      if (key === undefined) return makeQuiz(req, res, article, { take, order: value.order });
      const question = await tryDeed(form, bankQuestionOf(db, article, key, vocabulary(), now()));
      if (!question) return show(res, article, form, { take, order: value.order, status: 422 });
      const back = `${addressOf(article)}?take=${take.join(",")}`;
      res.redirect(303, `/studio/questions/${question.public_id}/${edit === undefined ? "drop" : `edit?back=${encodeURIComponent(back)}`}`);
    });
}

/** Those that are named come first, in that order. */
function arranged(offers: readonly Offered[], first: readonly string[]): Offered[] {
  const named = first.flatMap((id) => offers.filter(({ question }) => question.id === id));
  return [...new Set([...named, ...offers])];
}
