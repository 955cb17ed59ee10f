import type { Request, RequestHandler, Response, Router } from "express";
import { passkeyOptions } from "../domain/passkeys.ts";
import { againPurpose, checkAgain } from "../domain/proofs-of-person.ts";
import { providerOfSession } from "../domain/single-sign-on/federations.ts";
import { findSecondFactors, hasAny, isStrong, needsSecondFactor } from "../domain/second-factors.ts";
import { later, MINUTE } from "../lib/clock.ts";
import { say } from "../lib/messages.ts";
import { seal, unseal } from "../lib/sealing.ts";
import { Refused } from "../domain/errors.ts";
import { isDangerous } from "./dangerous-deeds.ts";
import type { Deps } from "./deps.ts";
import { exactRouter } from "./http/exact-router.ts";
import { emptyForm, type Form } from "./http/forms.ts";
import { currentMember } from "./http/locals.ts";
import { queryText } from "./http/paging.ts";
import { render } from "./http/render.ts";
import { localPath, pageOfForm } from "./http/sign-in-address.ts";
import { hasPasskeys, passkeySite } from "./http/passkey-site.ts";

const WRONG = { "wrong": say("accounts.again-wrong"), "too often": say("accounts.too-often"), "too many": say("session.too-many") };
const MOST_KEPT = 60_000;

/**
 * Before a dangerous deed whoever has not done so within the minutes that are set shows that it is they. What they sent waits on that page, sealed for them and this deed, and is done when they have.
 */
export function confirmFirst(deps: Deps): RequestHandler {
  const { db, secret } = deps;
  return async (req, res, next) => {
    const { member } = res.locals;
    const body = (req.body ?? {}) as Record<string, unknown>;
    if (!member || (body["confirm-kept"] === undefined && !(await isDangerous(req, db)))) return next();
    const purpose = `${req.method} ${req.originalUrl} of ${member.public_id}`;
    const given = typeof body["confirm-kept"] === "string" ? unseal(body["confirm-kept"], secret, purpose) : undefined;
    if (body["confirm-kept"] !== undefined && given === undefined) throw new Refused("accounts.again-over");
    if (given === undefined && isFresh(deps, req, res)) return next();
    if (req.method !== "POST") return res.redirect(303, `/account/confirmation?to=${encodeURIComponent(localPath(req.originalUrl))}`);

    const kept = given ?? JSON.stringify(body);
    if (kept.length > MOST_KEPT) return res.redirect(303, "/account/confirmation");
    const form = emptyForm();
    if (given === undefined || !(await isProven(deps, req, res, form))) return show(deps, res, form, { action: req.originalUrl, kept: seal(kept, secret, purpose), to: "" });
    req.body = JSON.parse(kept) as object;
    next();
  };
}

/** The same as a page of its own, for pages that are to be read and for sessions that lack a second factor. */
export function confirmations(deps: Deps): Router {
  const { db, now, config, secret } = deps;
  const action = "/account/confirmation";
  return exactRouter()
    .get(action, (req, res) => { currentMember(res); return show(deps, res, emptyForm(), { action, kept: "", to: localPath(queryText(req, "to")) }); })
    .get(`${action}/options`, (_req, res) => { currentMember(res); res.redirect(303, action); })
    .post(`${action}/options`, async (req, res) => {
      const member = currentMember(res);
      res.json(await passkeyOptions(db, { owner: member }, againPurpose(member), passkeySite(req, config, res.locals.installation.name), secret, now()));
    })
    .post(action, async (req, res) => {
      const [form, to] = [emptyForm(), localPath((req.body as { to?: unknown } | undefined)?.to)];
      if (!(await isProven(deps, req, res, form))) return show(deps, res, form, { action, kept: "", to });
      res.redirect(303, to);
    });
}

function isFresh({ now }: Deps, req: Request, res: Response): boolean {
  const since = later(now(), -res.locals.installation.stepUpMinutes * MINUTE).toISOString();
  return (req.session.steppedUpAt ?? "") > since;
}

/** Where a second factor is asked of somebody and this session has none, the password does not do. */
function lacksFactor(req: Request, res: Response): boolean {
  return !isStrong(req.session.factor) && needsSecondFactor(currentMember(res).roles, res.locals.installation);
}

async function isProven({ db, now, config, secret }: Deps, req: Request, res: Response, form: Form): Promise<boolean> {
  const member = currentMember(res);
  const typed = (name: string) => { const value = (req.body as Record<string, unknown> | undefined)?.[`confirm-${name}`]; return typeof value === "string" ? value.slice(0, 8_000) : ""; };
  const given = { password: lacksFactor(req, res) ? "" : typed("password"), code: typed("code").trim(), passkey: typed("passkey") };
  const checker = { ip: req.ip ?? "", site: passkeySite(req, config, res.locals.installation.name), secret };
  const outcome = await checkAgain(db, member, given, checker, now());
  if (typeof outcome === "string") {
    form.errors[given.code === "" ? "confirm-password" : "confirm-code"] = WRONG[outcome];
    return false;
  }
  req.session.steppedUpAt = now().toISOString();
  if (!isStrong(req.session.factor) && isStrong(outcome.factor)) req.session.factor = outcome.factor;
  return true;
}

async function show({ db, config }: Deps, res: Response, form: Form, place: { action: string; kept: string; to: string }): Promise<void> {
  const member = currentMember(res);
  const factors = await findSecondFactors(db, member);
  const isLacking = lacksFactor(res.req, res);
  const canPasskey = factors.passkeys > 0 && hasPasskeys(passkeySite(res.req, config, ""));
  const provider = await providerOfSession(db, res.req.sessionID);
  const again = provider && { name: provider.name, address: `/sign-in/${provider.public_id}?again=1&to=${encodeURIComponent(place.to || localPath(pageOfForm(res.req)))}` };
  render(res, "account/confirmation", { form, ...place, again, canPassword: member.password_hash !== null && !(isLacking && hasAny(factors)), canCode: hasAny(factors), canPasskey, isLacking }, Object.keys(form.errors).length > 0 ? 422 : 200);
}
