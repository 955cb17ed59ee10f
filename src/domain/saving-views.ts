import { newPublicId } from "../lib/ids.ts";
import { insertAuditEvent } from "../storage/audit-events.ts";
import { isDuplicate } from "../storage/database.ts";
import { deleteSavedView, findSavedView, insertSavedView, listSavedViews, updateSavedView, updateStart, type SavedView } from "../storage/saved-views.ts";
import type { Db, Person } from "../storage/tables.ts";
import { NotFound, Refused } from "./errors.ts";

type Owner = Pick<Person, "id">;

const MOST_VIEWS = 20;
const PAGES = /^\/desk\/(?:teams\/[\w-]{1,60}|quizzes\/[\w-]{1,100}|knowledge)$/;
const NOWHERE = "http://desk.invalid";
const FILTERS = ["team", "quiz", "find", "order", "show"];

/** A page of the desk with what narrows it, as it is kept; undefined for anything else. What was typed to find people is left out: names of people do not stay in lists of others. */
export function tidyAddress(typed: string): string | undefined {
  const parsed = URL.canParse(typed, NOWHERE) ? new URL(typed, NOWHERE) : undefined;
  const isOverview = parsed?.pathname === "/desk";
  if (parsed?.origin !== NOWHERE || !(isOverview || PAGES.test(parsed.pathname))) return undefined;
  const kept = FILTERS.flatMap((name) => { const value = parsed.searchParams.get(name); return value ? [`${name}=${encodeURIComponent(value)}`] : []; });
  if (isOverview && kept.length === 0) return undefined;
  return parsed.pathname + (kept.length > 0 ? `?${kept.join("&")}` : "");
}

/** Keeps a page of the desk by name. */
export function saveView(db: Db, owner: Owner, { name, address }: { name: string; address: string }, at: Date): Promise<SavedView> {
  return db.transaction(async (tx) => {
    const tidy = tidyAddress(address);
    if (tidy === undefined) throw new Refused("saved-views.nowhere");
    const held = await listSavedViews(tx, owner);
    const same = held.find((view) => view.name === name && view.address === tidy);
    if (same) return same;
    if (held.length >= MOST_VIEWS) throw new Refused("saved-views.too-many", "form", { most: MOST_VIEWS });
    const view = await insertSavedView(tx, { public_id: newPublicId(), person_id: owner.id, name, address: tidy, is_start: 0, created_at: at.toISOString() }).catch(nameTaken);
    await insertAuditEvent(tx, owner.id, "view.saved", view.public_id, { address: tidy }, at);
    return view;
  });
}

export function renameView(db: Db, owner: Owner, publicId: string, name: string, at: Date): Promise<void> {
  return change(db, owner, publicId, "renamed", at, (tx) => updateSavedView(tx, owner, publicId, name).catch(nameTaken));
}

export function removeView(db: Db, owner: Owner, publicId: string, at: Date): Promise<void> {
  return change(db, owner, publicId, "removed", at, (tx) => deleteSavedView(tx, owner, publicId));
}

/** From now on the desk begins with this page, or with the overview where it did so already. */
export function beginWith(db: Db, owner: Owner, publicId: string, begins: boolean, at: Date): Promise<void> {
  return change(db, owner, publicId, begins ? "put-first" : "put-back", at, (tx) => updateStart(tx, owner, begins ? publicId : undefined));
}

/** Names of views are the person's own words, so the log has their addresses alone. */
async function change(db: Db, owner: Owner, publicId: string, deed: string, at: Date, work: (tx: Db) => Promise<unknown>): Promise<void> {
  await db.transaction(async (tx) => {
    const view = await findSavedView(tx, owner, publicId);
    if (!view) throw new NotFound();
    await work(tx);
    await insertAuditEvent(tx, owner.id, `view.${deed}`, publicId, { address: view.address }, at);
  });
}

function nameTaken(error: unknown): never {
  if (isDuplicate(error)) throw new Refused("saved-views.name-taken", "name");
  throw error;
}
