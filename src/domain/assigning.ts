import { monthsAfter } from "../engine/assignments/rounds.ts";
import { findAssignment, holdAudiences, insertAssignment, listAudience, listStepIds, updateAssignment, updateAudience, updateSteps, type Part } from "../storage/assignments.ts";
import { countBegun, countDone } from "../storage/assignment-outlooks.ts";
import type { Assignment } from "../storage/assignment-tables.ts";
import { insertAuditEvent } from "../storage/audit-events.ts";
import { countPublished } from "../storage/publications.ts";
import type { Db, Person } from "../storage/tables.ts";
import { mustReach, type Reach } from "./assignment-reach.ts";
import { NotFound, Refused } from "./errors.ts";
import { refreshDuties, type Refreshed } from "./refreshing-duties.ts";

/** Who does it, and how far they reach. */
export interface Assigner { person: Pick<Person, "id">; reach: Reach }
/** What is assigned, to whom, and by when; days are 2026-01-31. */
export type AssignmentWish = Pick<Assignment, "title" | "opens_on" | "due_on" | "due_days" | "every_months" | "repeats" | "late" | "required" | "done_when"> & { quizIds: readonly number[]; parts: readonly Part[] };
/** What a change means: how many get it, lose it, have other days or new duties; and of those who lose it, how many have begun and how many are finished. */
export interface Outlook { joined: number; left: number; touched: number; begun: number; finished: number }

/** Makes an assignment, or changes the one of this public id; doing it again changes nothing. @throws NotFound beyond the reach, Refused for days that make no sense */
export function saveAssignment(db: Db, assigner: Assigner, publicId: string, wish: AssignmentWish, at: Date): Promise<{ assignment: Assignment; outlook: Outlook }> {
  return db.transaction((tx) => save(tx, assigner, publicId, wish, at));
}

/** The same, without doing it: what is counted is what would happen. */
export async function previewAssignment(db: Db, assigner: Assigner, publicId: string, wish: AssignmentWish, at: Date): Promise<Outlook> {
  return undone(db, async (tx) => (await save(tx, assigner, publicId, wish, at)).outlook);
}

async function save(tx: Db, { person, reach }: Assigner, publicId: string, { quizIds, parts, ...days }: AssignmentWish, at: Date): Promise<{ assignment: Assignment; outlook: Outlook }> {
  await holdAudiences(tx, "alone");
  const known = await findAssignment(tx, publicId);
  const before = known && await wishOf(tx, known);
  await mustReach(tx, reach, [...parts, ...before?.parts ?? []]);
  mayBe({ quizIds, parts, ...days }, before, at);
  if ((await countPublished(tx, quizIds)) < quizIds.length) throw new Refused("assigning.publish-before", "quiz-1");
  const assignment = known ? await updateAssignment(tx, known.id, days) : await insertAssignment(tx, { ...days, public_id: publicId, author_id: person.id, created_at: at.toISOString(), ended_at: null });
  await updateSteps(tx, assignment.id, quizIds);
  await updateAudience(tx, assignment.id, parts);
  const outlook = await outlookOf(tx, assignment, before?.quizIds ?? quizIds, await refreshDuties(tx, { assignments: [assignment.id] }, at));
  const after = await wishOf(tx, assignment);
  if (JSON.stringify(before) !== JSON.stringify(after)) await insertAuditEvent(tx, person.id, known ? "assignment.changed" : "assignment.made", publicId, known ? { from: before, to: after, ...outlook } : { ...after, ...outlook }, at);
  return { assignment, outlook };
}

/** An assignment as a wish. */
export async function wishOf(db: Db, assignment: Assignment): Promise<AssignmentWish> {
  const { title, opens_on, due_on, due_days, every_months, repeats, late, required, done_when } = assignment;
  const parts = (await listAudience(db, [assignment.id])).map(({ kind, team_id, group_id, person_id, is_exclusion }) => ({ kind, team_id, group_id, person_id, is_exclusion }));
  return { title, opens_on, due_on, due_days, every_months, repeats, late, required, done_when, quizIds: await listStepIds(db, assignment.id), parts };
}

function mayBe(wish: AssignmentWish, before: AssignmentWish | undefined, at: Date): void {
  const { opens_on, due_on, due_days, every_months, repeats } = wish;
  if (wish.quizIds.length === 0) throw new Refused("assignments.no-quiz", "quiz-1");
  if (!wish.parts.some(({ is_exclusion }) => is_exclusion === 0)) throw new Refused("assignments.nobody", "for-1");
  if (due_on !== null && due_on !== before?.due_on && due_on < at.toISOString().slice(0, 10)) throw new Refused("assigning.date-past", "due_on");
  if (due_on !== null && opens_on !== null && due_on < opens_on) throw new Refused("assignments.due-before-open", "due_on");
  if (repeats !== null && every_months === null) throw new Refused("assignments.months-missing", "every_months");
  if (repeats === "completion" && due_days === null) throw new Refused("assignments.days-missing", "due_days");
  const next = repeats === "date" && due_on !== null ? monthsAfter(opens_on ?? at.toISOString().slice(0, 10), every_months!) : "9999";
  if (due_on !== null && due_on >= next) throw new Refused("assignments.due-too-late", "due_on", { day: { on: `${next}T12:00:00Z` } });
}

/** Ends an assignment, or takes it up again as it was. What is done stays done. Doing it again changes nothing. */
export function setEnded(db: Db, assigner: Assigner, publicId: string, isEnded: boolean, at: Date): Promise<Outlook> {
  return db.transaction((tx) => end(tx, assigner, publicId, isEnded, at));
}

export function previewEnd(db: Db, assigner: Assigner, publicId: string, at: Date): Promise<Outlook> {
  return undone(db, (tx) => end(tx, assigner, publicId, true, at));
}

async function end(tx: Db, { person, reach }: Assigner, publicId: string, isEnded: boolean, at: Date): Promise<Outlook> {
  await holdAudiences(tx, "alone");
  const known = await findAssignment(tx, publicId);
  if (!known) throw new NotFound();
  const { parts, quizIds } = await wishOf(tx, known);
  await mustReach(tx, reach, parts);
  const assignment = await updateAssignment(tx, known.id, { ended_at: isEnded ? known.ended_at ?? at.toISOString() : null });
  const outlook = await outlookOf(tx, assignment, quizIds, await refreshDuties(tx, { assignments: [known.id] }, at));
  if ((known.ended_at !== null) !== isEnded) await insertAuditEvent(tx, person.id, isEnded ? "assignment.ended" : "assignment.resumed", publicId, { ...outlook }, at);
  return outlook;
}

async function outlookOf(tx: Db, { id }: Assignment, quizIds: readonly number[], { joined, left, touched }: Refreshed): Promise<Outlook> {
  return { joined: joined.length, left: left.length, touched, begun: await countBegun(tx, left, quizIds), finished: await countDone(tx, left, id) };
}

/** Does something and undoes it all, to see what comes of it. */
async function undone<T>(db: Db, deed: (tx: Db) => Promise<T>): Promise<T> {
  const seen: T[] = [];
  await db.transaction(async (tx) => { seen.push(await deed(tx)); throw UNDO; }).catch((error: unknown) => { if (error !== UNDO) throw error; });
  return seen[0]!;
}

const UNDO = new Error("Undone on purpose.");
