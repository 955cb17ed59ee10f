import { z } from "zod";
import { FURTHER_ROLES } from "../../storage/tables.ts";
import { pairsIn } from "./pairs.ts";

/** How a sign-in by a provider may be told to be somebody's address: because it says so each time, or because the administrator knows. */
const TRUSTS = ["said", "vouched"] as const;
const BINDINGS = ["redirect", "post"] as const;
/** How we prove to a token endpoint who we are: by a secret (or, without one, not at all), or by signing with our key. */
const CLIENT_PROOFS = ["secret", "key"] as const;

const tick = z.preprocess((value) => value === true || value === "1", z.boolean());
const line = (most: number) => z.string("fields.too-long").trim().max(most, "fields.too-long").regex(/^[^\p{Cc}]*$/u, "installation.one-line").default("");
const lines = z.string("fields.too-long").trim().max(20_000, "fields.too-long").transform((text) => text.replace(/\r\n?/g, "\n")).default("");

/** What both kinds of provider have. `...Claim` names a claim or attribute; empty takes the usual ones, or none where there is no usual one. `roleLines` and `teamLines` are lines of "value = ours". */
const common = {
  links: tick, creates: tick, refreshes: tick, endsThere: tick,
  emailClaim: line(200), nameClaim: line(200), languageClaim: line(200), departmentClaim: line(200), teamClaim: line(200), rolesClaim: line(200),
  roleLines: lines.refine((text) => pairsIn(text).every(([, role]) => FURTHER_ROLES.some((given) => given === role)), "sso.role-lines-odd"),
  teamLines: lines.refine((text) => pairsIn(text).every(([value, team]) => value !== "" && team !== ""), "sso.team-lines-odd"),
};

export const oidcSettings = z.object({ ...common, clientId: line(500).pipe(z.string().min(1, "sso.client-missing")), scopes: line(500), trust: z.enum(TRUSTS, "sso.trust-missing"), clientProof: z.enum(CLIENT_PROOFS, "sso.proof-missing").default("secret") });

export const samlSettings = z.object({
  ...common, subjectClaim: line(200), ssoUrl: line(2000), ssoBinding: z.enum(BINDINGS, "sso.binding-missing"), sloUrl: line(2000), sloBinding: z.enum(BINDINGS, "sso.binding-missing").default("redirect"), takesUnasked: tick, certificates: z.array(z.string()).default([]),
});

export type OidcSettings = z.infer<typeof oidcSettings>;
export type SamlSettings = z.infer<typeof samlSettings>;
export type CommonSettings = Pick<OidcSettings, keyof typeof common> & { trust?: OidcSettings["trust"]; subjectClaim?: string };

interface Kept { settings: string }

/** @throws ZodError where what is stored is nothing that could have been kept. */
export function oidcSettingsOf({ settings }: Kept): OidcSettings {
  return oidcSettings.parse(JSON.parse(settings));
}

export function samlSettingsOf({ settings }: Kept): SamlSettings {
  return samlSettings.parse(JSON.parse(settings));
}

export function commonSettingsOf(provider: Kept & { kind: "oidc" | "saml" }): CommonSettings {
  return provider.kind === "oidc" ? oidcSettingsOf(provider) : samlSettingsOf(provider);
}
