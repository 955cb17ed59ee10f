import { Router } from "express";
import { isReviewRequired, requireReview } from "../../domain/reviewing-questions.ts";
import { say } from "../../lib/messages.ts";
import type { Deps } from "../deps.ts";
import { flash } from "../http/flash.ts";
import { emptyForm } from "../http/forms.ts";
import { actorOf, only } from "../http/locals.ts";
import { render } from "../http/render.ts";

/** What holds for the whole installation. */
export function installation({ db, now }: Deps): Router {
  return Router()
    .use("/admin/settings", only("admin"))
    .get("/admin/settings", async (_req, res) => {
      render(res, "admin/settings/show", { form: emptyForm({ review_required: (await isReviewRequired(db)) ? "1" : "" }) });
    })
    .post("/admin/settings", async (req, res) => {
      await requireReview(db, actorOf(res), (req.body as { review_required?: unknown } | undefined)?.review_required === "1", now());
      flash(req, say("installation.saved"));
      res.redirect(303, "/admin/settings");
    });
}
