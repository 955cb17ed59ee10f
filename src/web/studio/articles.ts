import type { Response, Router } from "express";
import { seemsGerman } from "../../lib/common-words.ts";
import { say } from "../../lib/messages.ts";
import { BY_HAND } from "../../domain/adding-facts.ts";
import { readyToExtract } from "../../domain/extracting-apart.ts";
import { readArticle } from "../../domain/reading-articles.ts";
import { readFileText } from "../../domain/reading-files.ts";
import { listArticles } from "../../storage/articles.ts";
import { countCandidates, listRuleCounts, listRuleExamples } from "../../storage/candidates.ts";
import { findLexicon } from "../../storage/vocabulary.ts";
import type { Deps } from "../deps.ts";
import { exactRouter } from "../http/exact-router.ts";
import { flash } from "../http/flash.ts";
import { emptyForm, readForm, tryDeed, type Form } from "../http/forms.ts";
import { actorOf } from "../http/locals.ts";
import { pageNumber } from "../http/paging.ts";
import { render } from "../http/render.ts";
import { largeForms } from "../http/uploads.ts";
import { fileForm, readArticleForm, usableDetails } from "./article-form.ts";
import { askModel } from "./model-readings.ts";
import { ruleLines } from "./rule-lines.ts";

/** What a form with a pasted article, or its file, may carry. */
const BODY = "6mb";

/** Articles that quizzes are made of. */
export function articles(deps: Deps): Router {
  const { db, now, config } = deps;
  const showNew = (res: Response, form: Form, isPage = false, status = 200) => render(res, "studio/articles/new", { form, isPage, modelHost: config.model?.host }, status);

  return exactRouter()
    .get("/studio/articles", async (req, res) => render(res, "studio/articles/index", { articles: await listArticles(db, pageNumber(req)) }))
    .get("/studio/articles/rules", async (_req, res) => {
      const counts = (await listRuleCounts(db)).filter(({ rule }) => rule !== BY_HAND);
      const rules = ruleLines(counts, await listRuleExamples(db));
      render(res, "studio/articles/rules", { rules, waiting: counts.length - rules.length });
    })
    .get("/studio/articles/new", (_req, res) => { readyToExtract(); showNew(res, emptyForm()); })
    .post("/studio/articles/text", ...largeForms(BODY), async (req, res) => {
      const { form, value } = readForm(fileForm, req.body);
      const read = value && (await tryDeed(form, Promise.resolve().then(() => readFileText(value.file))));
      if (!read) return void res.status(422).type("text/plain").send(res.locals.reader.inWords(Object.values(form.errors)[0]!));
      res.json({ text: read.text, ...usableDetails(read.page ?? {}) });
    })
    .post("/studio/articles", ...largeForms(BODY), async (req, res) => {
      const { form, value, isPage } = readArticleForm(req.body);
      const article = value && (await tryDeed(form, readArticle(db, actorOf(res), value.pasted, findLexicon(config.contentDir), now())));
      if (!article) return showNew(res, form, isPage, 422);
      if (value?.model !== undefined) await askModel(deps, req, res, article, value.model);
      const found = await countCandidates(db, article.id);
      const outcome = found === 0 ? say(seemsGerman(article.text) ? "pasting.german" : "pasting.nothing-found") : say("pasting.found", { count: found });
      flash(req, isPage ? say("pasting.page-outcome", { outcome }) : outcome);
      res.redirect(303, `/studio/articles/${article.public_id}`);
    });
}
