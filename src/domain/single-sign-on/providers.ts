import { seal } from "../../lib/sealing.ts";
import { insertAuditEvent } from "../../storage/audit-events.ts";
import { deleteFederatedSessions } from "../../storage/federated-sessions.ts";
import { countBreakGlassAdmins } from "../../storage/password-exceptions.ts";
import * as store from "../../storage/sign-in-providers.ts";
import type { SignInProvider } from "../../storage/sign-in-tables.ts";
import type { Db } from "../../storage/tables.ts";
import { NotFound, Refused } from "../errors.ts";
import { SEALED_SECRET } from "./oidc-discovery.ts";
import type { ProviderWish } from "./provider-wish.ts";

type Actor = { id: number };

/** `publicId` was given out before, because the provider is told our addresses before we are told its. */
export function addProvider(db: Db, actor: Actor, publicId: string, wish: ProviderWish, secret: string, at: Date): Promise<SignInProvider> {
  return db.transaction(async (tx) => {
    await allowed(tx, wish, undefined);
    if (!/^[\w-]{16}$/.test(publicId) || (await store.findSignInProvider(tx, publicId))) throw new Refused("sso.begin-again");
    const moment = at.toISOString();
    const provider = await store.insertSignInProvider(tx, {
      public_id: publicId, kind: wish.kind, ...rowOf(wish), sealed_secret: sealedSecret(wish, secret), author_id: actor.id, created_at: moment, changed_at: moment, last_in_at: null, refused_at: null, refusal: null,
    });
    await store.updateDomains(tx, provider.id, domainsOf(wish));
    await insertAuditEvent(tx, actor.id, "sign-in-provider.added", provider.public_id, detailsOf(wish), at);
    return provider;
  });
}

/** Switching one off ends the sessions that it opened. @throws NotFound where it is gone */
export function changeProvider(db: Db, actor: Actor, publicId: string, wish: ProviderWish, secret: string, at: Date): Promise<void> {
  return db.transaction(async (tx) => {
    const provider = await heldProvider(tx, publicId);
    await allowed(tx, wish, provider);
    await store.updateSignInProvider(tx, provider.id, { ...rowOf(wish), ...(wish.secret !== "" && { sealed_secret: sealedSecret(wish, secret) }), changed_at: at.toISOString() });
    await store.updateDomains(tx, provider.id, domainsOf(wish));
    if (provider.is_on && !wish.isOn) await deleteFederatedSessions(tx, provider.id);
    await insertAuditEvent(tx, actor.id, "sign-in-provider.changed", publicId, { ...detailsOf(wish), secret: wish.secret === "" ? "kept" : "changed" }, at);
  });
}

/** Whoever came in by it is out, and it vouched for nobody. @throws NotFound where it is gone */
export function removeProvider(db: Db, actor: Actor, publicId: string, at: Date): Promise<void> {
  return db.transaction(async (tx) => {
    const provider = await heldProvider(tx, publicId);
    await deleteFederatedSessions(tx, provider.id);
    await store.deleteSignInProvider(tx, provider.id);
    await insertAuditEvent(tx, actor.id, "sign-in-provider.removed", publicId, { name: provider.name }, at);
  });
}

/** What administrators see of the last refusal: a message and a detail, never a token. */
export async function noteRefusal(db: Db, { id }: SignInProvider, reason: string, detail: string, at: Date): Promise<void> {
  await store.updateSignInProvider(db, id, { refused_at: at.toISOString(), refusal: JSON.stringify({ reason, detail }) });
}

async function heldProvider(tx: Db, publicId: string): Promise<SignInProvider> {
  const provider = await store.findSignInProvider(tx, publicId);
  if (!provider) throw new NotFound();
  return provider;
}

async function allowed(tx: Db, { domains, onlyDomains, settings, isOn }: ProviderWish, provider: SignInProvider | undefined): Promise<void> {
  if ((settings.creates || settings.links) && domains.length === 0) throw new Refused("sso.domains-needed", "domains");
  const stray = onlyDomains.find((domain) => !domains.includes(domain));
  if (stray !== undefined) throw new Refused("sso.only-stray", "onlyDomains", { domain: stray });
  const [taken] = await store.listDomainsElsewhere(tx, domains, provider?.id);
  if (taken) throw new Refused("sso.domain-taken", "domains", { domain: taken.domain });
  if (isOn && onlyDomains.length > 0 && (await countBreakGlassAdmins(tx)) === 0) throw new Refused("sso.break-glass-missing", "onlyDomains");
}

function rowOf({ name, issuer, settings, isOn, showsButton }: ProviderWish): Pick<SignInProvider, "name" | "issuer" | "settings" | "is_on" | "shows_button"> {
  return { name, issuer, settings: JSON.stringify(settings), is_on: isOn ? 1 : 0, shows_button: showsButton ? 1 : 0 };
}

function sealedSecret(wish: ProviderWish, secret: string): string | null {
  return wish.secret === "" ? null : seal(wish.secret, secret, SEALED_SECRET);
}

function domainsOf({ domains, onlyDomains }: ProviderWish): { domain: string; is_only: 0 | 1 }[] {
  return domains.map((domain) => ({ domain, is_only: onlyDomains.includes(domain) ? 1 : 0 }));
}

function detailsOf({ name, issuer, isOn, domains, onlyDomains, settings: { links, creates, refreshes } }: ProviderWish): Record<string, unknown> {
  return { name, issuer, on: isOn, domains, only: onlyDomains, links, creates, refreshes };
}
