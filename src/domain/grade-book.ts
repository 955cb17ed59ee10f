import { z } from "zod";
import type { LearningSystem } from "../storage/learning-tables.ts";
import type { Db } from "../storage/tables.ts";
import { SCOPE, type GradeEndpoint } from "./lti-claims.ts";
import { askForToken, asked, bodyOf, PlatformError, type Answered, type HeldToken } from "./platform-asking.ts";
import type { RequestOffice } from "./request-office.ts";

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

/** Tells the grade books of learning systems by their services. Tokens are kept in memory until shortly before they end. It never throws for what the other side does. */
export function gradeBook(db: Db, office: RequestOffice, secret: string): GradeBook {
  const tokens = new Map<string, HeldToken>();

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
      if (!(error instanceof PlatformError)) throw error;
      const { reason, isFinal } = error;
      return { ...(lineItem !== undefined && { lineItem }), isTaken: false, isFinal, reason, ...(error.isSilent && { isSilent: true }) };
    }
  };
}

const columns = z.array(z.object({ id: z.url({ protocol: /^https?$/ }), resourceId: z.string().nullish(), resourceLinkId: z.string().nullish() }).catch({ id: "https://invalid.invalid/" })).max(1_000);
const column = z.object({ id: z.url({ protocol: /^https?$/ }) });

/** The column of this link, or of this quiz; made where there is none and that is allowed. */
async function columnFor(office: RequestOffice, bearer: Record<string, string>, { endpoint, label, resourceId, resourceLink }: GradePlace): Promise<string> {
  if (endpoint.lineitems === undefined) throw new PlatformError("column", true);
  const search = new URL(endpoint.lineitems);
  search.searchParams.set("resource_link_id", resourceLink);
  const list = await asked(office, search.href, { method: "GET", headers: { ...bearer, Accept: ITEMS } });
  if (list.status >= 500 || list.status === 401 || list.status === 429) throw new PlatformError("column", false);
  const listed = columns.safeParse(bodyOf(list));
  const known = listed.success ? listed.data.find((one) => one.resourceLinkId === resourceLink) : undefined;
  if (known) return known.id;
  if (!endpoint.scope.includes(SCOPE.lineItem)) throw new PlatformError("column", true);
  const wanted = { scoreMaximum: 100, label, resourceId, resourceLinkId: resourceLink, tag: "debrief" };
  const answer = await asked(office, endpoint.lineitems, { method: "POST", headers: { ...bearer, "Content-Type": ITEM, Accept: ITEM }, body: JSON.stringify(wanted) });
  const made = column.safeParse(bodyOf(answer));
  if (!made.success) throw new PlatformError("column", answer.status >= 400 && answer.status < 500 && ![401, 408, 429].includes(answer.status));
  return made.data.id;
}

/** `/scores` comes behind the path, before the query (4.5.1). */
function scoresOf(lineItem: string): string {
  const url = new URL(lineItem);
  url.pathname = `${url.pathname.replace(/\/$/, "")}/scores`;
  return url.href;
}

/** A score that is older than what the platform has is told already (409). */
function outcomeOf({ status }: Answered): { isTaken: true } | { isTaken: false; isFinal: boolean; reason: string } {
  if ((status >= 200 && status < 300) || status === 409) return { isTaken: true };
  const passes = status >= 500 || [401, 408, 429].includes(status);
  return { isTaken: false, isFinal: !passes, reason: `learning-systems.failures.${status === 404 || status === 410 ? "gone" : passes ? "busy" : "declined"}` };
}
