import type { SignInDomain, SignInProvider } from "./sign-in-tables.ts";
import type { Db, New } from "./tables.ts";

export function listSignInProviders(db: Db): Promise<SignInProvider[]> {
  return db("sign_in_providers").orderBy(["name", "id"]);
}

/** Those that the sign-in page has a button for. */
export function listOfferedProviders(db: Db): Promise<SignInProvider[]> {
  return db("sign_in_providers").where({ is_on: 1, shows_button: 1 }).orderBy(["name", "id"]);
}

export function findSignInProvider(db: Db, publicId: string): Promise<SignInProvider | undefined> {
  return db("sign_in_providers").where({ public_id: publicId }).first();
}

export function findSignInProviderById(db: Db, id: number): Promise<SignInProvider | undefined> {
  return db("sign_in_providers").where({ id }).first();
}

/** That which is on and has this domain. */
export async function findProviderOfDomain(db: Db, domain: string): Promise<(SignInProvider & { is_only: 0 | 1 }) | undefined> {
  const row: unknown = await db("sign_in_providers").join("sign_in_domains", "sign_in_domains.provider_id", "sign_in_providers.id")
    .where("sign_in_domains.domain", domain).where("sign_in_providers.is_on", 1).select("sign_in_providers.*", "sign_in_domains.is_only").first();
  return row as (SignInProvider & { is_only: 0 | 1 }) | undefined;
}

export async function hasDomainProvider(db: Db): Promise<boolean> {
  const row: unknown = await db("sign_in_domains").join("sign_in_providers", "sign_in_providers.id", "sign_in_domains.provider_id").where("sign_in_providers.is_on", 1).first("sign_in_domains.domain");
  return row !== undefined;
}

export function listDomainsOf(db: Db, providerId: number): Promise<SignInDomain[]> {
  return db("sign_in_domains").where({ provider_id: providerId }).orderBy("domain");
}

/** Of these domains those that another provider has. */
export function listDomainsElsewhere(db: Db, domains: readonly string[], providerId: number | undefined): Promise<SignInDomain[]> {
  const rows = db("sign_in_domains").whereIn("domain", [...domains]).orderBy("domain");
  return providerId === undefined ? rows : rows.whereNot({ provider_id: providerId });
}

export async function insertSignInProvider(tx: Db, provider: New<SignInProvider>): Promise<SignInProvider> {
  const [row] = await tx("sign_in_providers").insert(provider).returning("*");
  return row!;
}

export async function updateSignInProvider(tx: Db, id: number, changes: Partial<New<SignInProvider>>): Promise<void> {
  await tx("sign_in_providers").where({ id }).update(changes);
}

/** It has exactly these domains from now on. */
export async function updateDomains(tx: Db, providerId: number, domains: readonly Pick<SignInDomain, "domain" | "is_only">[]): Promise<void> {
  await tx("sign_in_domains").where({ provider_id: providerId }).delete();
  if (domains.length > 0) await tx("sign_in_domains").insert(domains.map((domain) => ({ ...domain, provider_id: providerId })));
}

/** With its domains, the identities it vouched for and what is under way. */
export async function deleteSignInProvider(tx: Db, id: number): Promise<void> {
  await tx("sign_in_providers").where({ id }).delete();
}
