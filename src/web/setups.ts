import type { Router } from "express";
import { z } from "zod";
import { checkSetupLink, setUpFirstAdmin } from "../domain/setting-up.ts";
import { say } from "../lib/messages.ts";
import type { Deps } from "./deps.ts";
import { exactRouter } from "./http/exact-router.ts";
import { flash } from "./http/flash.ts";
import { emptyForm, readForm, tryDeed } from "./http/forms.ts";
import { render } from "./http/render.ts";
import { startSession } from "./http/signed-in.ts";
import { emailField, nameField, newPasswordField } from "./person-fields.ts";

const setupForm = z.object({ name: nameField, email: emailField, password: newPasswordField });

/** The page behind the link that a new installation prints. */
export function setups({ db, now }: Deps): Router {
  return exactRouter()
    .get("/setup/:token", async (req, res) => {
      await checkSetupLink(db, req.params.token, now());
      render(res, "setups/new", { form: emptyForm(), token: req.params.token });
    })
    .post("/setup/:token", async (req, res) => {
      const { token } = req.params;
      await checkSetupLink(db, token, now());
      const { form, value } = readForm(setupForm, req.body);
      const admin = value && (await tryDeed(form, setUpFirstAdmin(db, token, value, now())));
      if (!admin) return render(res, "setups/new", { form, token }, 422);

      await startSession(req, admin);
      flash(req, say("setup.welcome", { name: admin.name }));
      res.redirect(303, "/admin");
    });
}
