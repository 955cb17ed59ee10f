import type { Response, Router } from "express";
import { z } from "zod";
import { LONGEST_NAME, makeToken, MOST_DAYS, revokeToken, scopesOf } from "../../../domain/api-tokens.ts";
import { SCOPE_NAMES, type Scope } from "../../../domain/api-scopes.ts";
import { newPublicId } from "../../../lib/ids.ts";
import { say, type Words } from "../../../lib/messages.ts";
import { dayIn, daysLater, endOfDayIn } from "../../../lib/zones.ts";
import { listTokens, type NamedToken } from "../../../storage/api-tokens.ts";
import type { Deps } from "../../deps.ts";
import { exactRouter } from "../../http/exact-router.ts";
import { flash } from "../../http/flash.ts";
import { emptyForm, readForm, tryDeed, type Form } from "../../http/forms.ts";
import { currentMember } from "../../http/locals.ts";
import { render } from "../../http/render.ts";

export type TokenState = "live" | "expired" | "revoked" | "orphaned";
/** `lastDay`: the one at whose end it stops to work, where it does so at the end of a day. */
export interface TokenLine { token: NamedToken; scopes: Scope[]; state: TokenState; lastDay: string | undefined }
export interface TokenViews {
  "admin/integrations/tokens": { form: Form; lines: TokenLine[]; made: { name: string; secret: string } | undefined; scopes: { value: Scope; label: Words; hint: Words }[]; latest: string };
}

const wishForm = z.object({
  id: z.string("api-tokens.name-missing").regex(/^[\w-]{16}$/, "api-tokens.name-missing"),
  name: z.string("api-tokens.name-missing").trim().min(1, "api-tokens.name-missing").max(LONGEST_NAME, "fields.too-long").regex(/^[^\p{Cc}\p{Cf}]*$/u, "fields.name-unseen"),
  scopes: z.preprocess((ticked) => [ticked ?? []].flat(), z.array(z.enum(SCOPE_NAMES, "api-tokens.no-scope")).min(1, "api-tokens.no-scope")),
  expires: z.iso.date("api-tokens.expires-odd"),
});

const USUAL_DAYS = 90;

/** Tokens with which programs come in. A new one is shown on the page that answers the form, and nowhere else. */
export function tokens({ db, now, config }: Deps): Router {
  const today = () => dayIn(config.timeZone, now());
  const fresh = () => emptyForm({ id: newPublicId(), expires: daysLater(today(), USUAL_DAYS) });

  return exactRouter()
    .get("/admin/integrations/tokens", (_req, res) => show(res, fresh()))
    .post("/admin/integrations/tokens", async (req, res) => {
      const { form, value } = readForm(wishForm, req.body);
      const made = value && (await tryDeed(form, makeToken(db, currentMember(res), { ...value, expiresAt: new Date(endOfDayIn(config.timeZone, value.expires)) }, now())));
      if (!made) return show(res, { ...form, values: { ...form.values, id: newPublicId() } }, undefined, 422);
      res.set("Cache-Control", "private, no-store");
      await show(res, fresh(), { name: made.token.name, secret: made.secret });
    })
    .get("/admin/integrations/tokens/:id/revocation", (_req, res) => res.redirect(303, "/admin/integrations/tokens"))
    .post("/admin/integrations/tokens/:id/revocation", async (req, res) => {
      const token = await revokeToken(db, currentMember(res), req.params.id, now());
      flash(req, say("api-tokens.was-revoked", { name: token.name }));
      res.redirect(303, "/admin/integrations/tokens");
    });

  async function show(res: Response, form: Form, made?: { name: string; secret: string }, status = 200): Promise<void> {
    const lines = (await listTokens(db)).map((token) => ({ token, scopes: scopesOf(token), state: stateOf(token, now().toISOString()), lastDay: lastDayOf(token, config.timeZone) }));
    const scopes = SCOPE_NAMES.map((value) => ({ value, label: say(`api-tokens.scopes.${keyOf(value)}.title`), hint: say(`api-tokens.scopes.${keyOf(value)}.text`) }));
    render(res, "admin/integrations/tokens", { form, lines, made, scopes, latest: daysLater(today(), MOST_DAYS) }, status);
  }
}

/** `people:read` -> `people-read`, as the catalogues write it. */
function keyOf(scope: Scope): string {
  return scope.replace(":", "-");
}

/** Tokens that were made at the command line stop at the time of day at which they were made. */
function lastDayOf({ expires_at }: NamedToken, zone: string): string | undefined {
  const day = dayIn(zone, new Date(Date.parse(expires_at) - 1));
  return endOfDayIn(zone, day) === expires_at ? day : undefined;
}

function stateOf({ revoked_at, expires_at, maker_gone }: NamedToken, at: string): TokenState {
  if (revoked_at !== null) return "revoked";
  if (expires_at <= at) return "expired";
  return maker_gone === null ? "live" : "orphaned";
}
