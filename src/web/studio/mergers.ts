import type { Request, Response, Router } from "express";
import { z } from "zod";
import { NotFound } from "../../domain/errors.ts";
import { found } from "../../domain/found.ts";
import { isAlike, mergeEntities, planMerger } from "../../domain/merging-entities.ts";
import { namesOf } from "../../engine/knowledge/names.ts";
import type { Entity } from "../../engine/knowledge/entity.ts";
import { say, type Message } from "../../lib/messages.ts";
import { findArticleById } from "../../storage/articles.ts";
import { findEntity, listFactsSpeakingOf } from "../../storage/entities.ts";
import { listEntities } from "../../storage/incident-reading.ts";
import type { Article, EntityRow } from "../../storage/tables.ts";
import { findLexicon } from "../../storage/vocabulary.ts";
import type { Deps } from "../deps.ts";
import { exactRouter } from "../http/exact-router.ts";
import { flash } from "../http/flash.ts";
import { emptyForm, readForm, tryDeed, type Form } from "../http/forms.ts";
import { actorOf } from "../http/locals.ts";
import { queryText } from "../http/paging.ts";
import { render } from "../http/render.ts";
import { thingOf, type NewThing } from "./article-page.ts";
import { matching } from "./candidate-choices.ts";
import { factWords, type FactWords } from "./fact-words.ts";
import type { Choice } from "./words.ts";

/** One of two things that may be the same. `isFiled`: it came with files, and stays. */
export interface MergerSide extends NewThing { aliases: string[]; isFiled: boolean; facts: FactWords[] }
export interface MergerPage { thing: NewThing; article: Article | undefined; search: string; likely: Choice[]; sides: MergerSide[]; objection: Message | undefined; form: Form }

const mergerForm = z.object({ with: z.string("merging.other-missing").min(1, "merging.other-missing"), kept: z.string("merging.kept-missing").min(1, "merging.kept-missing") });

/** Saying that two things are one and the same. */
export function mergers({ db, now, config }: Deps): Router {
  const vocabulary = () => findLexicon(config.contentDir);
  const sideOf = async (row: EntityRow): Promise<MergerSide> => ({
    ...thingOf(row), aliases: namesOf(JSON.parse(row.data) as Entity).slice(1), isFiled: !row.article_id, facts: await factWords(db, await listFactsSpeakingOf(db, row.key)),
  });
  const show = async (req: Request, res: Response, row: EntityRow, form: Form, status = 200) => {
    const search = queryText(req, "q").trim() || row.name;
    const other = typeof form.values["with"] === "string" && form.values["with"] !== "" ? await findEntity(db, form.values["with"]) : undefined;
    const article = row.article_id ? await findArticleById(db, row.article_id) : undefined;
    const likely = matching((await listEntities(db)).filter(({ id, type }) => id !== row.key && isAlike(type, row.type)), search, "");
    const plan = other && (await planMerger(db, inOrder(row, other, form.values["kept"]), vocabulary()));
    render(res, "studio/entities/merger", { thing: thingOf(row), article, search, likely, sides: other && other.key !== row.key ? [await sideOf(row), await sideOf(other)] : [], objection: plan?.objection, form }, status);
  };

  return exactRouter()
    .get("/studio/entities/:key/merger", async (req, res) => {
      await show(req, res, await found(findEntity(db, req.params.key)), emptyForm({ with: queryText(req, "with"), kept: "" }));
    })
    .post("/studio/entities/:key/merger", async (req, res) => {
      const row = await found(findEntity(db, req.params.key));
      const { form, value } = readForm(mergerForm, req.body);
      if (!value) return show(req, res, row, form, 422);
      if (value.kept !== row.key && value.kept !== value.with) throw new NotFound();
      const merger = { kept: value.kept, gone: value.kept === row.key ? value.with : row.key };
      const done = await tryDeed(form, mergeEntities(db, actorOf(res), merger, vocabulary(), now()).then(() => true));
      if (!done) return show(req, res, row, form, 422);
      const article = row.article_id ? await findArticleById(db, row.article_id) : undefined;
      flash(req, say("merging.done"));
      res.redirect(303, article ? `/studio/articles/${article.public_id}#things` : "/studio/articles");
    });
}

/** What came with files stays; of two that came with articles, the one that was chosen. */
function inOrder(row: EntityRow, other: EntityRow, chosen: unknown): { gone: string; kept: string } {
  const isKept = chosen === "" || chosen === undefined ? !row.article_id : chosen === row.key;
  return isKept ? { gone: other.key, kept: row.key } : { gone: row.key, kept: other.key };
}
