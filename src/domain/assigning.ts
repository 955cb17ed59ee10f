import { monthsAfter } from "../engine/assignments/rounds.ts";
import { findAssignment, holdAudiences, insertAssignment, listAudience, listStepIds, updateAssignment, updateAudience, updateSteps, type Part } from "../storage/assignments.ts";
import type { Assignment } from "../storage/assignment-tables.ts";
import { insertAuditEvent } from "../storage/audit-events.ts";
import { countPublished } from "../storage/publications.ts";
import type { Between } from "../storage/audience-members.ts";
import type { Db, Person } from "../storage/tables.ts";
import { mustReach, type Reach } from "./assignment-reach.ts";
import { NotFound, Refused } from "./errors.ts";
import { fillAssignment, isCrowd, listPortions } from "./filling.ts";
import { NO_OUTLOOK, outlookOf, together, type Outlook } from "./outlooks.ts";
import { refreshDuties } from "./refreshing-duties.ts";

/** Who does it, and how far they reach. */
export interface Assigner { person: Pick<Person, "id">; reach: Reach }
/** What is assigned, to whom, and by when; days are 2026-01-31. */
export type AssignmentWish = Pick<Assignment, "title" | "opens_on" | "due_on" | "due_days" | "every_months" | "repeats" | "late" | "required" | "done_when" | "late_joiners"> & { quizIds: readonly number[]; parts: readonly Part[] };
/** `outlook` is null where there are so many people that they are still to be looked at (filling.ts). */
export interface Begun { assignment: Assignment; outlook: Outlook | null }
/** Whose duties are written in the transaction itself: everybody's, nobody's yet, or those of some. */
type Whose = "everybody" | "nobody" | Between;

/** Makes an assignment, or changes the one of this public id; doing it again changes nothing. @throws NotFound beyond the reach, Refused for days that make no sense */
export async function saveAssignment(db: Db, assigner: Assigner, publicId: string, wish: AssignmentWish, at: Date): Promise<{ assignment: Assignment; outlook: Outlook }> {
  return filled(db, await beginAssignment(db, assigner, publicId, wish, at), at);
}

/** The same, without waiting until a crowd has its duties: `fillAssignment` gives them, in portions, or the errands do. */
export async function beginAssignment(db: Db, assigner: Assigner, publicId: string, wish: AssignmentWish, at: Date): Promise<Begun> {
  const whose = (await isCrowd(db)) ? "nobody" : "everybody";
  return db.transaction((tx) => save(tx, assigner, publicId, wish, whose, at));
}

/** In the transaction of somebody else a crowd waits for the errands. */
async function filled(db: Db, { assignment, outlook }: Begun, at: Date): Promise<{ assignment: Assignment; outlook: Outlook }> {
  return { assignment, outlook: outlook ?? (db.isTransaction ? NO_OUTLOOK : await fillAssignment(db, assignment, at)) };
}

/** The same, without doing it: what is counted is what would happen. */
export async function previewAssignment(db: Db, assigner: Assigner, publicId: string, wish: AssignmentWish, at: Date): Promise<Outlook> {
  return previewed(db, async (tx, whose) => (await save(tx, assigner, publicId, wish, whose, at)).outlook!);
}

/** A crowd in portions, each done and undone by itself, so that others have their turn. */
async function previewed(db: Db, deed: (tx: Db, whose: Whose) => Promise<Outlook>): Promise<Outlook> {
  if (!(await isCrowd(db))) return undone(db, (tx) => deed(tx, "everybody"));
  let all = NO_OUTLOOK;
  for (const portion of await listPortions(db)) all = together(all, await undone(db, (tx) => deed(tx, portion)));
  return all;
}

async function save(tx: Db, { person, reach }: Assigner, publicId: string, { quizIds, parts, ...days }: AssignmentWish, whose: Whose, at: Date): Promise<Begun> {
  await holdAudiences(tx, "alone");
  const known = await findAssignment(tx, publicId);
  const before = known && await wishOf(tx, known);
  await mustReach(tx, reach, [...parts, ...before?.parts ?? []]);
  mayBe({ quizIds, parts, ...days }, before, at);
  if ((await countPublished(tx, quizIds)) < quizIds.length) throw new Refused("assigning.publish-before", "quiz-1");
  const assignment = known ? await updateAssignment(tx, known.id, days) : await insertAssignment(tx, { ...days, public_id: publicId, author_id: person.id, created_at: at.toISOString(), ended_at: null });
  await updateSteps(tx, assignment.id, quizIds);
  await updateAudience(tx, assignment.id, parts);
  const outlook = await spread(tx, assignment, whose, before?.quizIds ?? quizIds, at);
  const after = await wishOf(tx, assignment);
  if (JSON.stringify(before) !== JSON.stringify(after)) await insertAuditEvent(tx, person.id, known ? "assignment.changed" : "assignment.made", publicId, known ? { from: before, to: after, ...outlook } : { ...after, ...outlook }, at);
  return { assignment, outlook };
}

async function spread(tx: Db, assignment: Assignment, whose: Whose, quizIds: readonly number[], at: Date): Promise<Outlook | null> {
  if (whose === "nobody") await updateAssignment(tx, assignment.id, { filled_to: 0 });
  return whose === "nobody" ? null : outlookOf(tx, assignment, quizIds, await refreshDuties(tx, { assignments: [assignment.id], ...(whose !== "everybody" && { between: whose }) }, at));
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
export async function setEnded(db: Db, assigner: Assigner, publicId: string, isEnded: boolean, at: Date): Promise<Outlook> {
  return (await filled(db, await beginEnding(db, assigner, publicId, isEnded, at), at)).outlook;
}

/** The same, without waiting for a crowd. */
export async function beginEnding(db: Db, assigner: Assigner, publicId: string, isEnded: boolean, at: Date): Promise<Begun> {
  const whose = (await isCrowd(db)) ? "nobody" : "everybody";
  return db.transaction((tx) => end(tx, assigner, publicId, isEnded, whose, at));
}

export function previewEnd(db: Db, assigner: Assigner, publicId: string, at: Date): Promise<Outlook> {
  return previewed(db, async (tx, whose) => (await end(tx, assigner, publicId, true, whose, at)).outlook!);
}

async function end(tx: Db, { person, reach }: Assigner, publicId: string, isEnded: boolean, whose: Whose, at: Date): Promise<Begun> {
  await holdAudiences(tx, "alone");
  const known = await findAssignment(tx, publicId);
  if (!known) throw new NotFound();
  const { parts, quizIds } = await wishOf(tx, known);
  await mustReach(tx, reach, parts);
  const assignment = await updateAssignment(tx, known.id, { ended_at: isEnded ? known.ended_at ?? at.toISOString() : null });
  const outlook = await spread(tx, assignment, whose, quizIds, at);
  if ((known.ended_at !== null) !== isEnded) await insertAuditEvent(tx, person.id, isEnded ? "assignment.ended" : "assignment.resumed", publicId, { ...outlook }, at);
  return { assignment, outlook };
}

/** Does something and undoes it all, to see what comes of it. */
async function undone<T>(db: Db, deed: (tx: Db) => Promise<T>): Promise<T> {
  const seen: T[] = [];
  await db.transaction(async (tx) => { seen.push(await deed(tx)); throw UNDO; }).catch((error: unknown) => { if (error !== UNDO) throw error; });
  return seen[0]!;
}

const UNDO = new Error("Undone on purpose.");
