import type { Request, Response, Router } from "express";
import { z } from "zod";
import type { DeskScope } from "../../domain/desk-scope.ts";
import { found } from "../../domain/found.ts";
import { beginWith, removeView, renameView, saveView, tidyAddress } from "../../domain/saving-views.ts";
import { say } from "../../lib/messages.ts";
import { listEveryPublishedQuiz } from "../../storage/quizzes.ts";
import { findSavedView, listSavedViews, type SavedView } from "../../storage/saved-views.ts";
import type { Deps } from "../deps.ts";
import { exactRouter } from "../http/exact-router.ts";
import { flash } from "../http/flash.ts";
import { emptyForm, readForm, tryDeed, type Form } from "../http/forms.ts";
import { currentMember } from "../http/locals.ts";
import { render } from "../http/render.ts";

/** The views of whoever looks, beside a page of the desk; `address` is that of the page, empty where there is nothing to keep. */
export interface ViewsBeside { views: SavedView[]; address: string }
/** `renamed`: whose new name was refused. `address`: what was to be kept when its name was refused. */
export interface SavedViewsPage { views: SavedView[]; form: Form; renamed: string; address: string }

const nameForm = z.object({ name: z.string("saved-views.name-missing").trim().min(1, "saved-views.name-missing").max(60, "fields.too-long").regex(/^[^\p{Cc}\p{Cf}]*$/u, "fields.name-unseen") });
const newForm = nameForm.extend({ address: z.string("saved-views.nowhere").max(500, "saved-views.nowhere") });

export async function viewsBeside({ db }: Pick<Deps, "db">, req: Request, res: Response): Promise<ViewsBeside> {
  return { views: await listSavedViews(db, currentMember(res)), address: tidyAddress(req.originalUrl) ?? "" };
}

/** Where the desk of this person begins, if there still is such a page within their reach. */
export async function startOf({ db }: Pick<Deps, "db">, res: Response, scope: DeskScope): Promise<string | undefined> {
  const view = (await listSavedViews(db, currentMember(res))).find(({ is_start }) => is_start === 1);
  if (!view) return undefined;
  const { pathname, searchParams } = new URL(view.address, "http://desk.invalid");
  const [, , kind, id = ""] = pathname.split("/");
  const team = kind === "teams" ? id : searchParams.get("team");
  const isThere = kind === "quizzes" ? (await listEveryPublishedQuiz(db)).some(({ slug }) => slug === id) : !team || scope.find(team) !== undefined;
  return isThere ? view.address : undefined;
}

/** Pages of the desk that a manager keeps by name: their own, and nobody else's. */
export function savedViews({ db, now }: Deps): Router {
  const show = async (res: Response, form: Form, { renamed = "", address = "" } = {}, status = 200) =>
    render(res, "desk/views", { views: await listSavedViews(db, currentMember(res)), form, renamed, address }, status);
  const done = (req: Request, res: Response, key: string) => { flash(req, say(key)); res.redirect(303, "/desk/views"); };

  return exactRouter()
    .get("/desk/views", (_req, res) => show(res, emptyForm()))
    .post("/desk/views", async (req, res) => {
      const { form, value } = readForm(newForm, req.body);
      const view = value && (await tryDeed(form, saveView(db, currentMember(res), value, now())));
      if (!view) return show(res, form, { address: typeof form.values["address"] === "string" ? tidyAddress(form.values["address"]) ?? "" : "" }, 422);
      flash(req, say("saved-views.saved", { name: view.name }));
      res.redirect(303, view.address);
    })
    .get("/desk/views/:id", async (req, res) => res.redirect(303, (await found(findSavedView(db, currentMember(res), req.params.id))).address))
    .post("/desk/views/:id", async (req, res) => {
      const { name, public_id } = await found(findSavedView(db, currentMember(res), req.params.id));
      const { form, value } = readForm(nameForm, req.body);
      const renamed = value && (await tryDeed(form, renameView(db, currentMember(res), public_id, value.name, now()).then(() => true)));
      if (!renamed) return show(res, form, { renamed: public_id }, 422);
      if (name === value.name) return res.redirect(303, "/desk/views");
      done(req, res, "saved-views.renamed");
    })
    .post("/desk/views/:id/removal", async (req, res) => {
      await removeView(db, currentMember(res), req.params.id, now());
      done(req, res, "saved-views.removed");
    })
    .post("/desk/views/:id/start", async (req, res) => {
      await beginWith(db, currentMember(res), req.params.id, true, now());
      done(req, res, "saved-views.begins");
    })
    .post("/desk/views/:id/start/removal", async (req, res) => {
      await beginWith(db, currentMember(res), req.params.id, false, now());
      done(req, res, "saved-views.begins-with-overview");
    })
    .get(["/desk/views/:id/removal", "/desk/views/:id/start", "/desk/views/:id/start/removal"], async (req, res) => { await found(findSavedView(db, currentMember(res), String(req.params["id"]))); res.redirect(303, "/desk/views"); });
}
