import { digest, newPublicId, newToken } from "../../lib/ids.ts";
import { later, MINUTE } from "../../lib/clock.ts";
import { seal, unseal } from "../../lib/sealing.ts";
import * as store from "../../storage/sign-in-requests.ts";
import type { SignInProvider, SignInRequest } from "../../storage/sign-in-tables.ts";
import type { Db } from "../../storage/tables.ts";
import { SignInRefused } from "./refusals.ts";
import type { Said, SettingOff } from "./said.ts";

const SEALED_FOR = "a sign-in under way";
/** So long somebody may take at their provider, and an administrator may look at what a trial brought. */
export const REQUEST_SPAN = 15 * MINUTE;
/** Unanswered ones from one network, many people behind one address among them. */
const MOST_OPEN = 2_000;

/** Who sets off: the cookie of their browser, their network, where they want to go, and for a trial which administrator. */
export interface Traveller { browser: string; network: string; to: string; trialBy?: number | undefined }

/** Keeps what the answer is checked with. @throws SignInRefused where a network has begun too many */
export async function keepRequest(db: Db, provider: SignInProvider, { key, kept }: SettingOff, { browser, network, to, trialBy }: Traveller, secret: string, at: Date): Promise<void> {
  await store.deleteRequestsBefore(db, at.toISOString());
  if ((await store.countOpenRequests(db, network, at.toISOString())) >= MOST_OPEN) throw new SignInRefused("busy");
  await store.insertSignInRequest(db, {
    public_id: newPublicId(), key_hash: digest(key), provider_id: provider.id, browser_hash: digest(browser), network, purpose: trialBy === undefined ? "sign-in" : "trial", to_path: to,
    sealed: seal(JSON.stringify(kept), secret, SEALED_FOR), person_id: trialBy ?? null, created_at: at.toISOString(), expires_at: later(at, REQUEST_SPAN).toISOString(), answered_at: null, answer: null, used_at: null,
  });
}

/** What a provider said of somebody whom nobody sent there: kept for the browser that brought it, whose cookie comes back. */
export async function keepUnasked(db: Db, provider: SignInProvider, said: Said, { network, to }: Pick<Traveller, "network" | "to">, secret: string, at: Date): Promise<{ request: string; browser: string }> {
  await store.deleteRequestsBefore(db, at.toISOString());
  const [request, browser, moment] = [newPublicId(), newToken(), at.toISOString()];
  await store.insertSignInRequest(db, {
    public_id: request, key_hash: digest(newToken()), provider_id: provider.id, browser_hash: digest(browser), network, purpose: "sign-in", to_path: to, sealed: seal("{}", secret, SEALED_FOR), person_id: null,
    created_at: moment, expires_at: later(at, MINUTE).toISOString(), answered_at: moment, answer: seal(JSON.stringify(said), secret, SEALED_FOR), used_at: null,
  });
  return { request, browser };
}

/** The request that an answer names. @throws SignInRefused where there is none, where it was answered, or where it is too old */
export async function openRequest(db: Db, provider: SignInProvider, key: string, at: Date): Promise<SignInRequest> {
  const request = await store.findOpenRequest(db, provider.id, digest(key), at.toISOString());
  if (!request) throw new SignInRefused("stale");
  return request;
}

export function keptIn({ sealed }: SignInRequest, secret: string): Record<string, string> {
  return unsealed(sealed, secret) as Record<string, string>;
}

/** Takes the one answer that a request gets. @throws SignInRefused for every further one, in whatever process */
export async function claimRequest(db: Db, { id }: SignInRequest, at: Date): Promise<void> {
  if (!(await store.updateAnswered(db, id, at.toISOString()))) throw new SignInRefused("stale");
}

export function keepAnswer(db: Db, { id }: SignInRequest, said: Said, secret: string): Promise<void> {
  return store.updateAnswer(db, id, seal(JSON.stringify(said), secret, SEALED_FOR));
}

/** What was said to the browser that set off, once. @throws SignInRefused */
export async function takeAnswer(db: Db, publicId: string, browser: string, secret: string, at: Date): Promise<{ request: SignInRequest; said: Said }> {
  const request = await store.findAndUseRequest(db, publicId, digest(browser), at.toISOString());
  if (!request) throw new SignInRefused("stale");
  return { request, said: saidIn(request, secret) };
}

export function saidIn({ answer }: SignInRequest, secret: string): Said {
  return unsealed(answer ?? "", secret) as Said;
}

function unsealed(text: string, secret: string): unknown {
  const opened = unseal(text, secret, SEALED_FOR);
  if (opened === undefined) throw new SignInRefused("stale");
  return JSON.parse(opened);
}
