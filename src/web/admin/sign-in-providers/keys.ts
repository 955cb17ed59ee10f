import type { Router } from "express";
import { adoptKey, prepareKey, removeKey } from "../../../domain/single-sign-on/saml-keys.ts";
import { say } from "../../../lib/messages.ts";
import { listSamlKeys } from "../../../storage/saml-keys.ts";
import type { Deps } from "../../deps.ts";
import { exactRouter } from "../../http/exact-router.ts";
import { flash } from "../../http/flash.ts";
import { actorOf } from "../../http/locals.ts";
import { render } from "../../http/render.ts";

const PLACE = "/admin/sign-in-providers/keys";

/** The keys that requests to SAML providers are signed with, and how one follows another without anybody being kept out. */
export function signInKeys({ db, now, secret }: Deps): Router {
  return exactRouter()
    .get(PLACE, async (_req, res) => {
      const keys = await listSamlKeys(db);
      render(res, "admin/sign-in-providers/keys", { keys, hasNext: keys.some(({ state }) => state === "next") });
    })
    .post(PLACE, async (req, res) => {
      await prepareKey(db, actorOf(res), secret, now());
      flash(req, say("sso.keys.made"));
      res.redirect(303, PLACE);
    })
    .post(`${PLACE}/:id/adoption`, async (req, res) => {
      await adoptKey(db, actorOf(res), req.params.id, now());
      flash(req, say("sso.keys.adopted"));
      res.redirect(303, PLACE);
    })
    .post(`${PLACE}/:id/removal`, async (req, res) => {
      await removeKey(db, actorOf(res), req.params.id, now());
      flash(req, say("sso.keys.removed"));
      res.redirect(303, PLACE);
    });
}
