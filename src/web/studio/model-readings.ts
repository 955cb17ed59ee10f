import type { Request, Response, Router } from "express";
import { z } from "zod";
import { found } from "../../domain/found.ts";
import { readWithModel } from "../../domain/model-readings.ts";
import { say } from "../../lib/messages.ts";
import { findArticle } from "../../storage/articles.ts";
import type { Article, ModelReading } from "../../storage/tables.ts";
import { findLexicon } from "../../storage/vocabulary.ts";
import type { Deps } from "../deps.ts";
import { exactRouter } from "../http/exact-router.ts";
import { flash } from "../http/flash.ts";
import { readForm, tryDeed } from "../http/forms.ts";
import { actorOf } from "../http/locals.ts";

const askForm = z.object({ model: z.string().default("") });

/** Asks the language model about an article that was read before it was asked, or about which it gave no answer. */
export function modelReadings(deps: Deps): Router {
  return exactRouter().post("/studio/articles/:id/model-readings", async (req, res) => {
    const article = await found(findArticle(deps.db, req.params.id));
    const reading = await askModel(deps, req, res, article, readForm(askForm, req.body).value?.model ?? "");
    if (reading?.failure === null) flash(req, reading.added === 0 ? say("model.added-nothing") : say("model.added", { count: reading.added }));
    res.redirect(303, `/studio/articles/${article.public_id}${reading ? "#model" : ""}`);
  });
}

/** Sends the article to the host that its reader agreed to, and to no other. What becomes of it is told on the article's page. */
export async function askModel({ db, now, config }: Deps, req: Request, res: Response, article: Article, host: string): Promise<ModelReading | undefined> {
  const { form } = readForm(askForm, {});
  const model = config.model?.host === host ? config.model : undefined;
  if (!model) form.errors["model"] = say("model.not-sent");
  const reading = model && (await tryDeed(form, readWithModel(db, actorOf(res), article, findLexicon(config.contentDir), model, now())));
  for (const complaint of Object.values(form.errors)) flash(req, complaint, "alert");
  return reading;
}
