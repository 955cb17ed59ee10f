import type { Router } from "express";
import { z } from "zod";
import { requestReset } from "../../domain/account-links.ts";
import { mailRules } from "../../domain/mail-rules.ts";
import { postOffice } from "../../domain/post-office.ts";
import { sendWaitingMail } from "../../domain/sending-mail.ts";
import { countedWish, pairOf } from "../../domain/tries.ts";
import { say } from "../../lib/messages.ts";
import type { Deps } from "../deps.ts";
import { exactRouter } from "../http/exact-router.ts";
import { emptyForm, readForm } from "../http/forms.ts";
import { queryText } from "../http/paging.ts";
import { render } from "../http/render.ts";
import { complain } from "../../lib/log.ts";

const resetForm = z.object({ email: z.string("session.email-missing").trim().min(1, "session.email-missing").max(254, "session.email-long") });

/** Asking for a link to choose a new password. The answer is the same, and comes at the same time, whether there is such an account or not. */
export function resets(deps: Deps): Router {
  const { db, now, config } = deps;
  return exactRouter()
    .get("/account/reset", (req, res) => render(res, "account/reset", { form: emptyForm({ email: queryText(req, "email").slice(0, 254) }), canMail: config.mail !== undefined }))
    .get("/account/reset/sent", (_req, res) => render(res, "account/reset-sent", {}))
    .post("/account/reset", async (req, res) => {
      const { form, value } = readForm(resetForm, req.body);
      const isCounted = value && (await countedWish(db, wishFrom(value.email, req.ip ?? ""), now()));
      if (value && !isCounted) form.errors["email"] = say("accounts.resets-too-often");
      if (!value || !isCounted) return render(res, "account/reset", { form, canMail: config.mail !== undefined }, value ? 429 : 422);
      res.redirect(303, "/account/reset/sent");
      if (config.mail) await send(deps, value.email).catch((error: unknown) => { complain("A link for a new password could not be sent", error); });
    });
}

/** Wishes do not count as failures to sign in from the same network. */
function wishFrom(email: string, ip: string): ReturnType<typeof pairOf> {
  const { account, address } = pairOf(`reset ${email}`, ip);
  return { account, address: `reset ${address}` };
}

/** At once, because somebody waits for it. */
async function send({ db, now, config, secret }: Deps, email: string): Promise<void> {
  await requestReset(db, email, now());
  const { mail } = config;
  if (mail) await sendWaitingMail(db, postOffice(mail), await mailRules(db, config, secret), now);
}
