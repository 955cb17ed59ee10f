import { later, MINUTE } from "../lib/clock.ts";
import { newToken } from "../lib/ids.ts";
import { findPublishedQuiz } from "../storage/quizzes.ts";
import type { Db } from "../storage/tables.ts";
import { Refused } from "./errors.ts";
import { findChoosing, giveChoosing, takeChoosing, type Choosing } from "./launch-tickets.ts";
import type { Launch } from "./launching.ts";
import { CLAIM, mayChoose, VERSION, type LaunchClaims, type ResourceLaunch } from "./lti-claims.ts";
import { GRADE_MAXIMUM } from "./grades.ts";
import { signAsTool } from "./tool-keys.ts";

/** A ticket to choose quizzes for a course. @throws Refused where somebody may not, or the course wants no links */
export async function beginChoosing(db: Db, { system, claims }: Launch<Exclude<LaunchClaims, ResourceLaunch>>, at: Date): Promise<{ ticket: string; choosing: Choosing }> {
  if (!mayChoose(claims[CLAIM.roles])) throw new Refused("launching.refusals.not-teaching");
  const choosing = { system, deployment: claims[CLAIM.deployment], settings: claims[CLAIM.settings] };
  if (!choosing.settings.accept_types.includes("ltiResourceLink")) throw new Refused("launching.refusals.no-links");
  return { ticket: await giveChoosing(db, choosing, at), choosing };
}

/** What the browser carries back to the course. */
export interface Answer { address: string; jwt: string }

/**
 * Answers a course with the chosen quizzes (Deep Linking 2.0, 4.4.1), signed by us. The ticket is used up only by an answer.
 * @throws Refused where nothing was chosen, more than the course takes, or what is not there
 */
export async function answerChoosing(db: Db, ticket: string, slugs: readonly string[], { site, secret }: { site: string; secret: string }, at: Date): Promise<Answer> {
  const { settings } = await findChoosing(db, ticket, at);
  if (slugs.length === 0) throw new Refused("launching.choose-one", "quiz");
  if (slugs.length > (settings.accept_multiple ? MOST_CHOSEN : 1)) throw new Refused("launching.choose-fewer", "quiz");
  const items = [];
  for (const slug of slugs) items.push(await itemOf(db, slug, site, settings.accept_lineitem));
  return signed(db, await takeChoosing(db, ticket, at), items, secret, at);
}

const MOST_CHOSEN = 50;

async function itemOf(db: Db, slug: string, site: string, hasGrade: boolean): Promise<object> {
  const quiz = await findPublishedQuiz(db, slug);
  if (!quiz) throw new Refused("launching.refusals.quiz", "quiz");
  const lineItem = { scoreMaximum: GRADE_MAXIMUM, label: quiz.title, resourceId: quiz.slug };
  return { type: "ltiResourceLink", title: quiz.title, text: quiz.summary, url: `${site}/lti/quizzes/${quiz.slug}`, custom: { quiz: quiz.slug }, ...(hasGrade && { lineItem }) };
}

async function signed(db: Db, { system, deployment, settings }: Choosing, items: readonly object[], secret: string, at: Date): Promise<Answer> {
  const seconds = Math.floor(at.getTime() / 1000);
  const jwt = await signAsTool(db, secret, {
    iss: system.client_id, aud: system.issuer, iat: seconds, exp: Math.floor(later(at, 5 * MINUTE).getTime() / 1000), nonce: newToken(), azp: system.issuer,
    [CLAIM.type]: "LtiDeepLinkingResponse", [CLAIM.version]: VERSION, [CLAIM.deployment]: deployment, [CLAIM.items]: items, ...(settings.data !== undefined && { [CLAIM.data]: settings.data }),
  }, at);
  return { address: settings.deep_link_return_url, jwt };
}
