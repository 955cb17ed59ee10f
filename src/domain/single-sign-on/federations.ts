import { digest } from "../../lib/ids.ts";
import { seal, unseal } from "../../lib/sealing.ts";
import type { Clock } from "../../lib/clock.ts";
import { findFederatedSession, insertFederatedSession } from "../../storage/federated-sessions.ts";
import { findSignInProviderById } from "../../storage/sign-in-providers.ts";
import type { SignInProvider } from "../../storage/sign-in-tables.ts";
import type { Db } from "../../storage/tables.ts";
import { endOidc } from "./oidc.ts";
import { commonSettingsOf } from "./provider-settings.ts";
import { placesOf, type Passage, type Said, type SpeakingRules } from "./said.ts";
import { endSaml } from "./saml-logout.ts";

const SEALED_FOR = "what ends a session at a provider";

/** Keeps which provider opened this session, so that it can end it, and be told of its end. `sessionId` is that of the cookie. */
export function keepFederation(db: Db, provider: SignInProvider, sessionId: string, { name, sid, hint = "" }: Said, secret: string): Promise<void> {
  return insertFederatedSession(db, { session_id: digest(sessionId), provider_id: provider.id, subject: name, sid: sid ?? null, sealed: seal(hint, secret, SEALED_FOR) });
}

/** The provider that opened this session, where one did that is still on. */
export async function providerOfSession(db: Db, sessionId: string): Promise<SignInProvider | undefined> {
  const session = await findFederatedSession(db, digest(sessionId));
  const provider = session && (await findSignInProviderById(db, session.provider_id));
  return provider?.is_on ? provider : undefined;
}

/** Where the browser goes after this session, to end the one at the provider too; undefined where there is no such place, or the administrator does not want it. Ask before the session ends. */
export async function farewellOf(db: Db, sessionId: string, site: string, rules: SpeakingRules, now: Clock): Promise<Passage | undefined> {
  const session = await findFederatedSession(db, digest(sessionId));
  const provider = session && (await findSignInProviderById(db, session.provider_id));
  if (!session || !provider || !commonSettingsOf(provider).endsThere) return undefined;
  const [places, hint] = [placesOf(site, provider), unseal(session.sealed, rules.secret, SEALED_FOR) || undefined];
  return provider.kind === "oidc" ? endOidc(db, provider, places.after, hint, rules, now) : endSaml(db, provider, places, { hint, sid: session.sid }, rules.secret, now());
}
