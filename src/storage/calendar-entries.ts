import type { Knex } from "knex";
import type { Entry, EntryKey } from "../engine/assignments/calendar-entries.ts";
import type { Db, New, Person } from "./tables.ts";

/** What the calendars of one person were told of one duty. `queued_sequence` and `sent_sequence`: the last that was to go, and that went, by mail; null for none. */
export interface CalendarEntry extends Entry { id: number; person_id: number; changed_at: string; queued_sequence: number | null; sent_sequence: number | null }
/** With where it leads, and whether it is required. */
export interface LinkedEntry extends CalendarEntry { slug: string; required: 0 | 1 }

declare module "knex/types/tables.js" {
  interface Tables { calendar_entries: CalendarEntry }
}

/** In the order of their days. */
export async function listEntriesOf(db: Db, personId: number): Promise<LinkedEntry[]> {
  return (await linked(db).where("e.person_id", personId).orderBy(["e.day", "e.id"])) as LinkedEntry[];
}

export async function findEntry(db: Db, id: number): Promise<LinkedEntry | undefined> {
  return (await linked(db).where("e.id", id).first()) as LinkedEntry | undefined;
}

function linked(db: Db): Knex.QueryBuilder {
  return db("calendar_entries as e").join("quizzes as q", "q.id", "e.quiz_id").join("assignments as s", "s.id", "e.assignment_id").select("e.*", "q.slug", "s.required");
}

/** Open duties with a day, of quizzes that are published, also those that are asked for elsewhere or were missed. */
export async function listDatedDuties(db: Db, personId: number): Promise<(EntryKey & { due_on: string; title: string })[]> {
  return (await openDuties(db).where("d.person_id", personId).select("d.assignment_id", "d.round", "d.quiz_id", "d.due_on", "q.title").orderBy("d.id")) as (EntryKey & { due_on: string; title: string })[];
}

function openDuties(db: Db): Knex.QueryBuilder {
  return db("duties as d").join("quizzes as q", "q.id", "d.quiz_id").where({ "d.state": "open", "q.state": "published" }).whereNotNull("d.due_on");
}

/** Notes an entry; two that do it at once note it once. */
export async function keepEntry(db: Db, personId: number, { assignment_id, round, quiz_id, sequence, state, day, title }: Entry, at: Date): Promise<void> {
  const row: New<CalendarEntry> = { person_id: personId, assignment_id, round, quiz_id, sequence, state, day, title, changed_at: at.toISOString(), queued_sequence: null, sent_sequence: null };
  const { changed_at } = row;
  const held = db("calendar_entries").where({ person_id: personId, assignment_id, round, quiz_id }).where("sequence", "<=", sequence);
  if ((await held.update({ sequence, state, day, title, changed_at })) === 0) await db("calendar_entries").insert(row).onConflict(["person_id", "assignment_id", "round", "quiz_id"]).ignore();
}

/** Active people whose entries do not fit their duties. */
export async function listPeopleOutOfStep(db: Db, limit: number): Promise<Pick<Person, "id" | "public_id">[]> {
  const same = (on: Knex.JoinClause) => void on.on("e.person_id", "d.person_id").andOn("e.assignment_id", "d.assignment_id").andOn("e.round", "d.round").andOn("e.quiz_id", "d.quiz_id");
  const untold = openDuties(db).leftJoin("calendar_entries as e", same).where((odd) => void odd.whereNull("e.id").orWhereIn("e.state", ["cancelled", "past"]).orWhere("e.day", "<>", db.ref("d.due_on"))).select("d.person_id");
  const ended = db("calendar_entries as e").join("quizzes as q", "q.id", "e.quiz_id").leftJoin("duties as d", same).whereIn("e.state", ["asked", "hidden"])
    .where((odd) => void odd.whereNull("d.id").orWhereNot("d.state", "open").orWhereNot("q.state", "published").orWhereNull("d.due_on")).select("e.person_id");
  const people: Knex.QueryBuilder = db("people").whereNull("deactivated_at").where((odd) => void odd.whereIn("id", untold).orWhereIn("id", ended)).orderBy("id").limit(limit).select("id", "public_id");
  return (await people) as Pick<Person, "id" | "public_id">[];
}

/** Entries of what is required that have something to tell by mail: new, changed or, once told, cancelled. Who left is told nothing. */
export async function listEntriesToTell(db: Db, limit: number): Promise<LinkedEntry[]> {
  const rows = linked(db).join("people as p", "p.id", "e.person_id").whereNull("p.deactivated_at").where("s.required", 1).whereIn("e.state", ["asked", "hidden", "cancelled"])
    .where((fresh) => void fresh.whereNull("e.queued_sequence").orWhere("e.queued_sequence", "<", db.ref("e.sequence")))
    .where((told) => void told.where("e.state", "asked").orWhereNotNull("e.sent_sequence")).orderBy("e.id").limit(limit);
  return (await rows) as LinkedEntry[];
}

export async function updateEntryMail(db: Db, id: number, changes: Partial<Pick<CalendarEntry, "queued_sequence" | "sent_sequence">>): Promise<void> {
  await db("calendar_entries").where({ id }).update(changes);
}
