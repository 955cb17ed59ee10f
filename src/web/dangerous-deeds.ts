import type { Request } from "express";
import { hasRoleChanges } from "../storage/people-imports.ts";
import { findPersonByPublicId, listRolesOf } from "../storage/people.ts";
import { findQuestionLink } from "../storage/question-links.ts";
import type { Db } from "../storage/tables.ts";

/** A deed before which somebody shows once more that it is they. `when`: only such ones. */
interface Dangerous { method: "GET" | "POST"; path: RegExp; when?: (req: Request, db: Db) => boolean | Promise<boolean> }

const rolesIn = (req: Request) => [(req.body as { roles?: unknown } | undefined)?.roles ?? []].flat().map(String);
const deedIn = (req: Request) => [(req.body as { deed?: unknown } | undefined)?.deed ?? []].flat().map(String).join();

/**
 * What cannot be taken back, gives somebody power, opens a door for programs, or takes everything along. A page of this kind gets a line here.
 */
const DANGEROUS: readonly Dangerous[] = [
  { method: "POST", path: /^\/admin\/erasures\/[^/]+$/ },
  { method: "POST", path: /^\/admin\/people$/, when: (req) => rolesIn(req).some((role) => role !== "learner") },
  { method: "POST", path: /^\/admin\/people\/(?!batches$|export$|imports$)[^/]+$/, when: changesRoles },
  { method: "POST", path: /^\/admin\/people\/batches$/, when: (req) => /role$/.test(deedIn(req)) },
  { method: "POST", path: /^\/admin\/people\/imports\/[^/]+\/confirmation$/, when: (req, db) => hasRoleChanges(db, req.path.split("/").at(-2)!) },
  { method: "POST", path: /^\/admin\/people\/[^/]+\/(?:password|second-factors\/removal)$/ },
  { method: "POST", path: /^\/admin\/people\/export$/ },
  { method: "POST", path: /^\/admin\/settings\/(?:privacy|retention|sign-in|backups)$/ },
  { method: "POST", path: /^\/admin\/(?:sign-in-providers|integrations)(?:\/|$)(?!.*\/(?:replays?|trials?|checks?)$)/ },
  { method: "POST", path: /^\/studio\/links\/[^/]+\/secret$/, when: isAnothersLink },
  { method: "POST", path: /^\/admin\/evidence$/ },
  { method: "GET", path: /^\/admin\/evidence\/[^/]+\/pack\.zip$/ },
  { method: "GET", path: /^\/admin\/audit\/log\.csv$/ },
  { method: "POST", path: /^\/progress\/data\/download$/ },
  { method: "POST", path: /^\/progress\/data\/erasure$/, when: (req) => req.res?.locals.member?.password_hash === null },
  { method: "POST", path: /^\/account\/security\/password$/, when: (req) => req.session.factor === "link" },
  { method: "POST", path: /^\/account\/security\/(?:codes|codes\/removal|recovery-codes|passkeys|passkeys\/[^/]+\/removal)$/ },
];

export async function isDangerous(req: Request, db: Db): Promise<boolean> {
  const method = req.method === "HEAD" ? "GET" : req.method;
  for (const deed of DANGEROUS) if (deed.method === method && deed.path.test(req.path)) return deed.when ? deed.when(req, db) : true;
  return false;
}

async function changesRoles(req: Request, db: Db): Promise<boolean> {
  const person = await findPersonByPublicId(db, req.path.split("/").at(-1)!);
  const known = person ? (await listRolesOf(db, person.id)).filter((role) => role !== "learner") : [];
  return person !== undefined && [...known].sort().join() !== rolesIn(req).filter((role) => role !== "learner").sort().join();
}

async function isAnothersLink(req: Request, db: Db): Promise<boolean> {
  const link = await findQuestionLink(db, req.path.split("/").at(-2)!);
  return link !== undefined && link.author_id !== req.res?.locals.member?.id;
}
