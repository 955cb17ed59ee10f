import { z } from "zod";
import { later, MINUTE } from "../lib/clock.ts";
import { newToken } from "../lib/ids.ts";
import type { LearningSystem } from "../storage/learning-tables.ts";
import type { Db } from "../storage/tables.ts";
import { SCOPE, type GradeEndpoint } from "./lti-claims.ts";
import type { RequestOffice } from "./request-office.ts";
import { signAsTool } from "./tool-keys.ts";

/** A score as Assignment and Grade Services 2.0 (4.5) has it. */
export interface Score { userId: string; scoreGiven: number; scoreMaximum: number; timestamp: string; activityProgress: "Completed"; gradingProgress: "FullyGraded" }
/** Where it goes: a column that is known, or the list in which one is found or made. */
export interface GradePlace { lineItem: string | null; endpoint: GradeEndpoint; label: string; resourceId: string; resourceLink: string }
/** `lineItem`: the column that was found or made, also where the score was not taken. `isSilent`: nobody answered at all. `reason` is a key of the catalogues and holds nothing of the answer. */
export type Told = { lineItem?: string } & ({ isTaken: true } | { isTaken: false; isFinal: boolean; isSilent?: true; reason: string });
export type GradeBook = (system: LearningSystem, place: GradePlace, score: Score, at: Date) => Promise<Told>;

const ITEM = "application/vnd.ims.lis.v2.lineitem+json";
const ITEMS = "application/vnd.ims.lis.v2.lineitemcontainer+json";
const SCORE_TYPE = "application/vnd.ims.lis.v1.score+json";
const ASSERTION = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

interface Held { token: string; until: Date }

/** Tells the grade books of learning systems by their services. Tokens are kept in memory until shortly before they end. It never throws for what the other side does. */
export function gradeBook(db: Db, office: RequestOffice, secret: string): GradeBook {
  const tokens = new Map<string, Held>();

  const tokenFor = async (system: LearningSystem, scope: string, at: Date): Promise<string> => {
    const name = `${system.id} ${system.token_url} ${scope}`;
    const held = tokens.get(name);
    if (held && held.until > at) return held.token;
    const fresh = await askForToken(db, office, system, scope, secret, at);
    tokens.set(name, fresh);
    return fresh.token;
  };

  return async (system, place, score, at) => {
    let lineItem: string | undefined;
    try {
      const scopes = place.endpoint.scope.filter((scope) => (Object.values(SCOPE) as string[]).includes(scope)).sort();
      const token = await tokenFor(system, scopes.join(" "), at);
      const bearer = { Authorization: `Bearer ${token}` };
      lineItem = place.lineItem ?? (await columnFor(office, bearer, place));
      const answer = await asked(office, scoresOf(lineItem), { method: "POST", headers: { ...bearer, "Content-Type": SCORE_TYPE }, body: JSON.stringify(score) });
      if (answer.status === 401) tokens.clear();
      return { lineItem, ...outcomeOf(answer) };
    } catch (error) {
      if (!(error instanceof GradeError)) throw error;
      const { reason, isFinal } = error;
      return { ...(lineItem !== undefined && { lineItem }), isTaken: false, isFinal, reason, ...(error.isSilent && { isSilent: true }) };
    }
  };
}

interface Answered { status: number; text: string }

/** @throws GradeError where nobody answered */
async function asked(office: RequestOffice, address: string, request: Parameters<RequestOffice>[1]): Promise<Answered> {
  const answer = await office(address, request);
  if ("fault" in answer) throw new GradeError(answer.fault === "silent" ? "silent" : "inside", answer.fault !== "silent");
  return answer;
}

const tokenAnswer = z.object({ access_token: z.string().min(1).max(10_000), expires_in: z.coerce.number().min(0).max(86_400).default(300) });

/** Client credentials with a signed assertion (RFC 7523; LTI Security Framework 4.1). */
async function askForToken(db: Db, office: RequestOffice, system: LearningSystem, scope: string, secret: string, at: Date): Promise<Held> {
  const seconds = Math.floor(at.getTime() / 1000);
  const assertion = await signAsTool(db, secret, { iss: system.client_id, sub: system.client_id, aud: system.token_audience || system.token_url, iat: seconds, exp: seconds + 60, jti: newToken() }, at);
  const form = new URLSearchParams({ grant_type: "client_credentials", client_assertion_type: ASSERTION, client_assertion: assertion, scope });
  const answer = await asked(office, system.token_url, { method: "POST", headers: { "Content-Type": "application/x-www-form-urlencoded" }, body: form.toString() });
  if (answer.status >= 400 && answer.status < 500 && answer.status !== 429) throw new GradeError("token", true);
  const read = tokenAnswer.safeParse(bodyOf(answer));
  if (!read.success) throw new GradeError("token", false);
  return { token: read.data.access_token, until: later(at, Math.max(0, read.data.expires_in * 1000 - MINUTE)) };
}

const columns = z.array(z.object({ id: z.url({ protocol: /^https?$/ }), resourceId: z.string().nullish(), resourceLinkId: z.string().nullish() }).catch({ id: "https://invalid.invalid/" })).max(1_000);
const column = z.object({ id: z.url({ protocol: /^https?$/ }) });

/** The column of this link, or of this quiz; made where there is none and that is allowed. */
async function columnFor(office: RequestOffice, bearer: Record<string, string>, { endpoint, label, resourceId, resourceLink }: GradePlace): Promise<string> {
  if (endpoint.lineitems === undefined) throw new GradeError("column", true);
  const search = new URL(endpoint.lineitems);
  search.searchParams.set("resource_link_id", resourceLink);
  const list = await asked(office, search.href, { method: "GET", headers: { ...bearer, Accept: ITEMS } });
  if (list.status >= 500 || list.status === 401 || list.status === 429) throw new GradeError("column", false);
  const listed = columns.safeParse(bodyOf(list));
  const known = listed.success ? listed.data.find((one) => one.resourceLinkId === resourceLink) : undefined;
  if (known) return known.id;
  if (!endpoint.scope.includes(SCOPE.lineItem)) throw new GradeError("column", true);
  const wanted = { scoreMaximum: 100, label, resourceId, resourceLinkId: resourceLink, tag: "debrief" };
  const answer = await asked(office, endpoint.lineitems, { method: "POST", headers: { ...bearer, "Content-Type": ITEM, Accept: ITEM }, body: JSON.stringify(wanted) });
  const made = column.safeParse(bodyOf(answer));
  if (!made.success) throw new GradeError("column", answer.status >= 400 && answer.status < 500 && ![401, 408, 429].includes(answer.status));
  return made.data.id;
}

/** `/scores` comes behind the path, before the query (4.5.1). */
function scoresOf(lineItem: string): string {
  const url = new URL(lineItem);
  url.pathname = `${url.pathname.replace(/\/$/, "")}/scores`;
  return url.href;
}

/** Something else than what was asked for. */
class GradeError extends Error {
  readonly reason: string;
  readonly isFinal: boolean;
  readonly isSilent: boolean;
  constructor(what: "token" | "column" | "inside" | "silent", isFinal: boolean) { super(what); this.reason = `learning-systems.failures.${what}`; this.isFinal = isFinal; this.isSilent = what === "silent"; }
}

function bodyOf({ status, text }: Answered): unknown {
  if (status < 200 || status >= 300) return undefined;
  try { return JSON.parse(text) as unknown; } catch { return undefined; }
}

/** A score that is older than what the platform has is told already (409). */
function outcomeOf({ status }: Answered): { isTaken: true } | { isTaken: false; isFinal: boolean; reason: string } {
  if ((status >= 200 && status < 300) || status === 409) return { isTaken: true };
  const passes = status >= 500 || [401, 408, 429].includes(status);
  return { isTaken: false, isFinal: !passes, reason: `learning-systems.failures.${status === 404 || status === 410 ? "gone" : passes ? "busy" : "declined"}` };
}
