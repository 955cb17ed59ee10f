import type { Router } from "express";
import { unlinkIdentity } from "../../../domain/single-sign-on/unlinking.ts";
import { say } from "../../../lib/messages.ts";
import type { Deps } from "../../deps.ts";
import { exactRouter } from "../../http/exact-router.ts";
import { flash } from "../../http/flash.ts";
import { actorOf } from "../../http/locals.ts";

/** By which providers a person comes in, on their page. */
export function identities({ db, now }: Deps): Router {
  return exactRouter().post("/admin/people/:id/identities/:identity/removal", async (req, res) => {
    const { public_id } = await unlinkIdentity(db, actorOf(res), req.params.id, req.params.identity, now());
    flash(req, say("sso.identities.removed"));
    res.redirect(303, `/admin/people/${public_id}`);
  });
}
