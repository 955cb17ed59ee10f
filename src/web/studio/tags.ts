import type { Response, Router } from "express";
import { z } from "zod";
import { NotFound } from "../../domain/errors.ts";
import { renameTag } from "../../domain/renaming-tags.ts";
import { LONGEST_TAG, normalisedTag } from "../../engine/questions/tagging.ts";
import { say } from "../../lib/messages.ts";
import type { Page } from "../../storage/page.ts";
import { countTagged, listTags, listTagsInUse, type TagCount } from "../../storage/question-tags.ts";
import type { Deps } from "../deps.ts";
import { exactRouter } from "../http/exact-router.ts";
import { flash } from "../http/flash.ts";
import { emptyForm, readForm, tryDeed, type Form } from "../http/forms.ts";
import { actorOf } from "../http/locals.ts";
import { pageNumber, queryText } from "../http/paging.ts";
import { render } from "../http/render.ts";

/** More than these are not offered while somebody types: they are found under Tags. */
export const MOST_OFFERED = 300;

/** `there`: how many questions have the new name already, where that must be confirmed. */
export interface TagViews {
  "studio/tags/index": { tags: Page<TagCount>; q: string };
  "studio/tags/edit": { tag: string; count: number; there: number; form: Form; known: TagCount[] };
}

const renamingForm = z.object({ to: z.string("fields.once").trim().min(1, "tags.name-missing").max(LONGEST_TAG, "tags.too-long").regex(/^[^,;\n]*$/, "tags.no-comma").transform(normalisedTag), merges: z.literal("1").optional() });

/** The tags of the bank: renaming one, or making two of them one. */
export function tags({ db, now }: Deps): Router {
  const show = async (res: Response, tag: string, form: Form, there = 0, status = 200) => {
    const count = await countTagged(db, tag);
    if (count === 0) throw new NotFound("tags.gone");
    const known = (await listTagsInUse(db, MOST_OFFERED)).filter((other) => other.tag !== tag);
    render(res, "studio/tags/edit", { tag, count, there, form, known }, status);
  };

  return exactRouter()
    .get("/studio/tags", async (req, res) => {
      const q = normalisedTag(queryText(req, "q"));
      render(res, "studio/tags/index", { tags: await listTags(db, q, pageNumber(req)), q });
    })
    .get("/studio/tags/name", async (req, res) => {
      const tag = normalisedTag(queryText(req, "tag"));
      await show(res, tag, emptyForm({ to: tag }));
    })
    .post("/studio/tags/name", async (req, res) => {
      const from = normalisedTag(queryText(req, "tag"));
      const { form, value } = readForm(renamingForm, req.body);
      const count = value && (await tryDeed(form, renameTag(db, actorOf(res), { from, to: value.to, merges: value.merges === "1" }, now())));
      if (count === undefined) return show(res, from, form, value && value.to !== from ? await countTagged(db, value.to) : 0, 422);
      flash(req, say("tags.renamed", { tag: value!.to, count }));
      res.redirect(303, `/studio/tags?q=${encodeURIComponent(value!.to)}`);
    });
}
