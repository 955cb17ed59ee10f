/** What a provider said of somebody, once everything about it was checked. `name` is what it calls them when it ends a session, `sid` that session; `hint` is what it takes to end it there: an ID token, or a name ID and its format as JSON. `provenAt`: when this person last proved there who they are. */
export interface Said {
  issuer: string; subject: string; claims: Readonly<Record<string, unknown>>; name: string; sid?: string | undefined; hint?: string | undefined; provenAt?: string | undefined;
  /** The assertion of SAML that it stood in, and when that was made. */
  once?: { id: string; madeAt: string }; isUnasked?: boolean;
}

/** What is needed to speak with providers: the secret of the installation, and where requests may go inside the network. */
export interface SpeakingRules { secret: string; origins: readonly string[] }

/** How a browser is sent to a provider: by an address, or by a form with these fields. */
export interface Passage { address: string; fields?: Readonly<Record<string, string>> }

/** The same for a sign-in. `key` is what the answer will name; `kept` is what checks it. */
export interface SettingOff extends Passage { key: string; kept: Readonly<Record<string, string>> }

/** Where a provider finds us, under the address of the installation. */
export function placesOf(site: string, { public_id }: { public_id: string }): { start: string; callback: string; backChannel: string; metadata: string; acs: string; slo: string; after: string; jwks: string } {
  const base = `${site}/sign-in/${public_id}`;
  return { start: base, callback: `${base}/callback`, backChannel: `${base}/back-channel-logout`, metadata: `${base}/metadata`, acs: `${base}/acs`, slo: `${base}/logout`, jwks: `${base}/jwks`, after: `${site}/session/new` };
}
