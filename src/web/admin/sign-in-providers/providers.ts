import type { Request, Response, Router } from "express";
import { found } from "../../../domain/found.ts";
import { addProvider, changeProvider, removeProvider } from "../../../domain/single-sign-on/providers.ts";
import { oidcForm, oidcWish, samlForm, samlWish, typedFromMetadata, type ProviderWish } from "../../../domain/single-sign-on/provider-wish.ts";
import { newPublicId } from "../../../lib/ids.ts";
import { say } from "../../../lib/messages.ts";
import { countIdentities } from "../../../storage/identities.ts";
import { listPasswordExceptions } from "../../../storage/password-exceptions.ts";
import { listRoleHolders } from "../../../storage/people.ts";
import { findSignInProvider, listDomainsOf, listSignInProviders } from "../../../storage/sign-in-providers.ts";
import type { SignInProvider } from "../../../storage/sign-in-tables.ts";
import type { Db } from "../../../storage/tables.ts";
import type { Deps } from "../../deps.ts";
import { exactRouter } from "../../http/exact-router.ts";
import { flash } from "../../http/flash.ts";
import { emptyForm, readForm, tryDeed, type Form } from "../../http/forms.ts";
import { actorOf } from "../../http/locals.ts";
import { queryText } from "../../http/paging.ts";
import { render } from "../../http/render.ts";
import { foundAt, showProvider, typedOf } from "./provider-page.ts";

const PLACE = "/admin/sign-in-providers";
const FRESH = { oidc: { isOn: "", showsButton: "1", trust: "said", links: "", creates: "1", refreshes: "1", endsThere: "1", clientProof: "secret" }, saml: { showsButton: "1", ssoBinding: "redirect", sloBinding: "redirect", creates: "1", refreshes: "1" } };
type Kind = SignInProvider["kind"];

/** Providers that say who signs in: added, changed, looked at by discovery or metadata, removed. */
export function signInProviders(deps: Deps): Router {
  const { db, now, config, secret } = deps;
  const own = (req: Request) => found(findSignInProvider(db, String(req.params["id"])));

  return exactRouter()
    .get(PLACE, async (_req, res) => showAll(db, res, emptyForm()))
    .get(`${PLACE}/new`, async (req, res) => {
      const kind = kindOf(queryText(req, "kind"));
      if (!kind) return render(res, "admin/sign-in-providers/new", {});
      await showProvider(deps, req, res, { kind, provider: undefined, id: newPublicId(), form: emptyForm(FRESH[kind]) });
    })
    .post(PLACE, async (req, res) => {
      const typed = (req.body ?? {}) as Record<string, unknown>;
      const id = typeof typed["id"] === "string" ? typed["id"] : "";
      await keep(req, res, { kind: kindOf(typed["kind"]) ?? "oidc", provider: undefined, id: /^[\w-]{16}$/.test(id) ? id : newPublicId() }, (wish) => addProvider(db, actorOf(res), id, wish, secret, now()));
    })
    .get(`${PLACE}/:id`, async (req, res) => {
      const provider = await own(req);
      await showProvider(deps, req, res, { kind: provider.kind, provider, id: provider.public_id, form: emptyForm(await typedOf(db, provider)) });
    })
    .post(`${PLACE}/:id`, async (req, res) => {
      const provider = await own(req);
      await keep(req, res, { kind: provider.kind, provider, id: provider.public_id }, (wish) => changeProvider(db, actorOf(res), provider.public_id, wish, secret, now()));
    })
    .post(`${PLACE}/:id/removal`, async (req, res) => {
      const provider = await own(req);
      await removeProvider(db, actorOf(res), provider.public_id, now());
      flash(req, say("sso.removed", { name: provider.name }));
      res.redirect(303, PLACE);
    })
    .get(`${PLACE}/:id/removal`, async (req, res) => res.redirect(303, `${PLACE}/${(await own(req)).public_id}`));

  async function keep(req: Request, res: Response, page: { kind: Kind; provider: SignInProvider | undefined; id: string }, deed: (wish: ProviderWish) => Promise<unknown>): Promise<void> {
    const typed = (req.body ?? {}) as Record<string, unknown>;
    if (typed["then"] === "look" || typed["then"] === "read") return lookFirst(req, res, page, typed);
    const { form, wish } = await wishIn(page.kind, typed);
    const isKept = wish && (await tryDeed(form, deed(wish).then(() => true)));
    if (!isKept) return showProvider(deps, req, res, { ...page, form }, 422);
    flash(req, say("sso.saved"));
    res.redirect(303, `${PLACE}/${page.id}`);
  }

  /** Only a look at what the provider publishes, or its metadata put into the fields; nothing is kept. */
  async function lookFirst(req: Request, res: Response, page: { kind: Kind; provider: SignInProvider | undefined; id: string }, typed: Record<string, unknown>): Promise<void> {
    const form = emptyForm(typed);
    const text = (name: string) => (typeof typed[name] === "string" ? typed[name].trim() : "");
    const seen = page.kind === "oidc" && URL.canParse(text("issuer")) ? await tryDeed(form, foundAt(text("issuer"), config.webhookOrigins)) : undefined;
    if (page.kind === "oidc" && !seen) form.errors["issuer"] ??= form.errors["form"] ?? say("sso.issuer-odd");
    delete form.errors["form"];
    const read = page.kind === "saml" ? await tryDeed(form, Promise.resolve().then(() => typedFromMetadata(text("metadata")))) : undefined;
    await showProvider(deps, req, res, { ...page, form: { ...form, values: { ...form.values, ...read, ...(read && { metadata: "" }) } }, found: seen }, Object.keys(form.errors).length > 0 ? 422 : 200);
  }

  async function wishIn(kind: Kind, typed: Record<string, unknown>): Promise<{ form: Form; wish: ProviderWish | undefined }> {
    const read = kind === "oidc" ? readForm(oidcForm, typed) : readForm(samlForm, typed);
    const make = (): ProviderWish | undefined => (read.value === undefined ? undefined : "clientId" in read.value ? oidcWish(read.value, config.webhookOrigins) : samlWish(read.value, config.webhookOrigins));
    return { form: read.form, wish: await tryDeed(read.form, Promise.resolve().then(make)) };
  }
}

export async function showAll(db: Db, res: Response, form: Form, status = 200): Promise<void> {
  const admins = new Set(await listRoleHolders(db, "admin"));
  const providers = await Promise.all((await listSignInProviders(db)).map(async (provider) => ({ provider, domains: (await listDomainsOf(db, provider.id)).map(({ domain }) => domain), people: await countIdentities(db, provider.id) })));
  render(res, "admin/sign-in-providers/index", { providers, exceptions: (await listPasswordExceptions(db)).map((person) => ({ ...person, isAdmin: admins.has(person.id) })), form }, status);
}

function kindOf(text: unknown): Kind | undefined {
  return text === "oidc" || text === "saml" ? text : undefined;
}
