import { newPublicId } from "../lib/ids.ts";
import { insertAuditEvent } from "../storage/audit-events.ts";
import { isDuplicate } from "../storage/database.ts";
import { requeueFailed } from "../storage/grade-links.ts";
import { deleteStaleLaunches } from "../storage/launches.ts";
import * as store from "../storage/learning-systems.ts";
import type { LearningSystem, NewLearningSystem } from "../storage/learning-tables.ts";
import type { Db, Person } from "../storage/tables.ts";
import { NotFound, Refused } from "./errors.ts";
import { tendToolKeys } from "./tool-keys.ts";
import { flawOf } from "./webhook-addresses.ts";

/** A learning system as an administrator wants it. `frames` are origins besides those of the issuer and the sign-in; `grounds` say why grades go there where names are hidden. */
export interface SystemWish {
  name: string; issuer: string; clientId: string; deployments: readonly string[]; loginUrl: string; tokenUrl: string; keysUrl: string; tokenAudience: string; frames: readonly string[]; grounds: string;
  linksByEmail: boolean; makesPeople: boolean; makesTrainers: boolean; isOn: boolean;
}

type Actor = Pick<Person, "id">;

/** `origins`: what may be asked although it is inside the network. @throws Refused for addresses that are not asked, and for a registration that is known */
export function addLearningSystem(db: Db, actor: Actor, wish: SystemWish, origins: readonly string[], at: Date): Promise<LearningSystem> {
  const columns = columnsOf(wish, origins);
  return db.transaction(async (tx) => {
    const system = await store.insertLearningSystemOnce(tx, { public_id: newPublicId(), ...columns, author_id: actor.id, created_at: at.toISOString() });
    if (!system) throw new Refused("learning-systems.known", "clientId");
    await insertAuditEvent(tx, actor.id, "learning.added", system.public_id, detailsOf(wish), at);
    return system;
  });
}

export function changeLearningSystem(db: Db, actor: Actor, publicId: string, wish: SystemWish, origins: readonly string[], at: Date): Promise<void> {
  const columns = columnsOf(wish, origins);
  return db.transaction(async (tx) => {
    const system = await held(tx, publicId);
    await store.updateLearningSystem(tx, system.id, columns).catch((error: unknown) => {
      throw isDuplicate(error) ? new Refused("learning-systems.known", "clientId") : error;
    });
    await insertAuditEvent(tx, actor.id, "learning.changed", publicId, detailsOf(wish), at);
  });
}

/** Nobody comes in from there any more, and it is told nothing. People and their results stay. */
export function removeLearningSystem(db: Db, actor: Actor, publicId: string, at: Date): Promise<void> {
  return db.transaction(async (tx) => {
    const system = await held(tx, publicId);
    await store.deleteLearningSystem(tx, system);
    await insertAuditEvent(tx, actor.id, "learning.removed", publicId, { name: system.name, issuer: system.issuer }, at);
  });
}

/** Tries what failed for good once more; says how many places that are. */
export function tryGradesAgain(db: Db, actor: Actor, publicId: string, at: Date): Promise<number> {
  return db.transaction(async (tx) => {
    const count = await requeueFailed(tx, (await held(tx, publicId)).id, at.toISOString());
    await insertAuditEvent(tx, actor.id, "learning.grades-sent-again", publicId, { count }, at);
    return count;
  });
}

/** Once a minute: keys in time, and away with what was begun and never ended. */
export async function tendLearningSystems(db: Db, secret: string, at: Date): Promise<void> {
  await tendToolKeys(db, secret, at);
  await deleteStaleLaunches(db, at.toISOString());
}

/** Whose pages may show ours: the issuer's, those of the sign-in, and what the administrator added. */
export function framesOf({ issuer, login_url, frames }: Pick<LearningSystem, "issuer" | "login_url" | "frames">): string[] {
  const own = [issuer, login_url].filter((address) => /^https?:/.test(address) && URL.canParse(address)).map((address) => new URL(address).origin);
  return [...new Set([...own, ...(JSON.parse(frames) as string[])])];
}

async function held(tx: Db, publicId: string): Promise<LearningSystem> {
  const system = await store.findLearningSystem(tx, publicId);
  if (!system) throw new NotFound();
  return system;
}

function columnsOf(wish: SystemWish, origins: readonly string[]): Omit<NewLearningSystem, "public_id" | "author_id" | "created_at"> {
  for (const field of ["tokenUrl", "keysUrl"] as const) {
    const flaw = flawOf(wish[field], origins);
    if (flaw) throw new Refused(`channels.addresses.${flaw}`, field);
  }
  const { name, issuer, clientId, deployments, loginUrl, tokenUrl, keysUrl, tokenAudience, frames, grounds, linksByEmail, makesPeople, makesTrainers, isOn } = wish;
  return {
    name, issuer, client_id: clientId, deployments: JSON.stringify(deployments), login_url: loginUrl, token_url: tokenUrl, keys_url: keysUrl, token_audience: tokenAudience, frames: JSON.stringify(frames), grounds,
    links_by_email: linksByEmail ? 1 : 0, makes_people: makesPeople ? 1 : 0, makes_trainers: makesTrainers ? 1 : 0, is_on: isOn ? 1 : 0,
  };
}

function detailsOf({ name, issuer, clientId, deployments, grounds, linksByEmail, makesPeople, makesTrainers, isOn }: SystemWish): Record<string, unknown> {
  return { name, issuer, client_id: clientId, deployments, grounds, links_by_email: linksByEmail, makes_people: makesPeople, makes_trainers: makesTrainers, on: isOn };
}
