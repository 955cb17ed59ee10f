import { newPublicId } from "../lib/ids.ts";
import { isDuplicate } from "../storage/database.ts";
import { deleteSavedView, findSavedView, insertSavedView, listSavedViews, updateSavedView, updateStart, type SavedView } from "../storage/saved-views.ts";
import type { Db, Person } from "../storage/tables.ts";
import { NotFound, Refused } from "./errors.ts";

type Owner = Pick<Person, "id">;

const MOST_VIEWS = 20;
const PAGES = /^\/desk\/(?:teams\/[\w-]{1,60}|quizzes\/[\w-]{1,100}|knowledge)$/;
const NOWHERE = "http://desk.invalid";
const FILTERS = ["team", "quiz", "find", "order"];

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
    return insertSavedView(tx, { public_id: newPublicId(), person_id: owner.id, name, address: tidy, is_start: 0, created_at: at.toISOString() }).catch(nameTaken);
  });
}

export async function renameView(db: Db, owner: Owner, publicId: string, name: string): Promise<void> {
  await mustHave(db, owner, publicId);
  await updateSavedView(db, owner, publicId, name).catch(nameTaken);
}

export async function removeView(db: Db, owner: Owner, publicId: string): Promise<void> {
  await mustHave(db, owner, publicId);
  await deleteSavedView(db, owner, publicId);
}

/** From now on the desk begins with this page, or with the overview where it did so already. */
export async function beginWith(db: Db, owner: Owner, publicId: string, begins: boolean): Promise<void> {
  await db.transaction(async (tx) => {
    await mustHave(tx, owner, publicId);
    await updateStart(tx, owner, begins ? publicId : undefined);
  });
}

async function mustHave(db: Db, owner: Owner, publicId: string): Promise<void> {
  if (!(await findSavedView(db, owner, publicId))) throw new NotFound();
}

function nameTaken(error: unknown): never {
  if (isDuplicate(error)) throw new Refused("saved-views.name-taken", "name");
  throw error;
}
