import { X509Certificate } from "node:crypto";
import type { Request, Response } from "express";
import { discover } from "../../../domain/single-sign-on/oidc-discovery.ts";
import { commonSettingsOf, samlSettingsOf } from "../../../domain/single-sign-on/provider-settings.ts";
import { placesOf } from "../../../domain/single-sign-on/said.ts";
import { say } from "../../../lib/messages.ts";
import { countIdentities } from "../../../storage/identities.ts";
import { listDomainsOf } from "../../../storage/sign-in-providers.ts";
import type { SignInProvider } from "../../../storage/sign-in-tables.ts";
import type { Db } from "../../../storage/tables.ts";
import { siteOf } from "../../../lib/sites.ts";
import type { Deps } from "../../deps.ts";
import { render } from "../../http/render.ts";
import type { Found, ProviderPage } from "./provider-views.ts";

type Shown = Pick<ProviderPage, "kind" | "provider" | "id" | "form"> & { found?: Found | undefined };

/** What was typed as a secret is not shown again. */
export async function showProvider({ db, now, config }: Deps, req: Request, res: Response, { kind, provider, id, form, found }: Shown, status = 200): Promise<void> {
  render(res, "admin/sign-in-providers/form", {
    kind, provider, id, found, form: { ...form, values: { ...form.values, secret: "" } }, places: placesOf(siteOf(req, config.publicUrl), { public_id: id }), isPublic: config.publicUrl !== "",
    people: provider ? await countIdentities(db, provider.id) : 0, refusal: refusalOf(provider), isSecret: provider !== undefined && provider.sealed_secret !== null, certificates: provider?.kind === "saml" ? certificatesOf(provider, now()) : [],
  }, status);
}

/** What the form says before anybody types. */
export async function typedOf(db: Db, provider: SignInProvider): Promise<Record<string, unknown>> {
  const domains = await listDomainsOf(db, provider.id);
  const texts = (only: boolean) => domains.filter(({ is_only }) => !only || is_only).map(({ domain }) => domain).join("\n");
  const settings = commonSettingsOf(provider) as Record<string, unknown>;
  const ticked = Object.fromEntries(Object.entries(settings).map(([name, value]) => [name, typeof value === "boolean" ? (value ? "1" : "") : value]));
  return { ...ticked, name: provider.name, issuer: provider.issuer, isOn: provider.is_on, showsButton: provider.shows_button, domains: texts(false), onlyDomains: texts(true), ...(provider.kind === "saml" && { certificates: samlSettingsOf(provider).certificates.join("") }) };
}

/** Discovery as lines to read. @throws SignInRefused */
export async function foundAt(issuer: string, origins: readonly string[]): Promise<Found> {
  const server = await discover(issuer, origins);
  const names = ["authorization_endpoint", "token_endpoint", "userinfo_endpoint", "jwks_uri", "end_session_endpoint", "backchannel_logout_supported", "scopes_supported", "claims_supported", "id_token_signing_alg_values_supported", "code_challenge_methods_supported"];
  return names.map((name) => [name, [server[name] ?? []].flat().filter((each) => typeof each === "string" || typeof each === "boolean").map(String).join(" ")] as const);
}

function refusalOf(provider: SignInProvider | undefined): ProviderPage["refusal"] {
  if (!provider?.refusal) return undefined;
  const { reason, detail } = JSON.parse(provider.refusal) as { reason: string; detail: string };
  return { words: say(reason), detail };
}

function certificatesOf(provider: SignInProvider, at: Date): ProviderPage["certificates"] {
  return samlSettingsOf(provider).certificates.map((pem) => new X509Certificate(pem)).map(({ subject, validTo }) => {
    const until = new Date(validTo);
    return { name: subject.replaceAll("\n", ", "), until: until.toISOString(), isOver: until < at };
  });
}
