import { findAssignment, listAudience } from "../storage/assignments.ts";
import { deleteException, findMembership, insertException, listOpenRounds } from "../storage/assignment-exceptions.ts";
import type { Assignment, AssignmentException } from "../storage/assignment-tables.ts";
import { insertAuditEvent } from "../storage/audit-events.ts";
import { findNamedPerson } from "../storage/reporting-lines.ts";
import type { Db, Person } from "../storage/tables.ts";
import type { Assigner } from "./assigning.ts";
import { isWithinReach, type Reach } from "./assignment-reach.ts";
import { NotFound, Refused } from "./errors.ts";
import { refreshDuties } from "./refreshing-duties.ts";

/** `person`: an email or a personnel number. `due_on`: the new last day of an extension. */
export interface ExceptionWish { kind: AssignmentException["kind"]; person: string; due_on: string | null; reason: string }

/** Gives one person of an audience more time for the round that they are in, or frees them of the assignment. Doing it again changes the day and the reason. Nothing is said of whether they have finished. */
export async function grantException(db: Db, assigner: Assigner, publicId: string, wish: ExceptionWish, at: Date): Promise<Person> {
  return db.transaction(async (tx) => {
    const assignment = await findAssignment(tx, publicId);
    if (!assignment || assignment.ended_at !== null) throw new NotFound();
    const person = await memberNamed(tx, assignment, assigner.reach, wish.person);
    if (wish.kind === "extension" && (wish.due_on === null || wish.due_on < at.toISOString().slice(0, 10))) throw new Refused("assigning.date-past", "until");
    const rounds = wish.kind === "exemption" ? [0] : await listOpenRounds(tx, assignment.id, person.id);
    const common = { assignment_id: assignment.id, person_id: person.id, kind: wish.kind, reason: wish.reason, due_on: wish.kind === "extension" ? wish.due_on : null, author_id: assigner.person.id, created_at: at.toISOString() };
    for (const round of rounds) await insertException(tx, { ...common, round });
    await refreshDuties(tx, { people: [person.id], assignments: [assignment.id] }, at);
    await insertAuditEvent(tx, assigner.person.id, `assignment.${wish.kind}`, publicId, { person: person.public_id, due_on: common.due_on }, at);
    return person;
  });
}

/** Takes one back; a second click finds nothing left to do. */
export async function withdrawException(db: Db, assigner: Assigner, publicId: string, id: number, at: Date): Promise<void> {
  await db.transaction(async (tx) => {
    const assignment = await findAssignment(tx, publicId);
    if (!assignment) throw new NotFound();
    const gone = await deleteException(tx, assignment.id, id);
    if (!gone) return;
    if (!(await isWithinReach(tx, assigner.reach, [{ kind: "person", team_id: null, person_id: gone.person_id }]))) throw new NotFound();
    await refreshDuties(tx, { people: [gone.person_id], assignments: [assignment.id] }, at);
    await insertAuditEvent(tx, assigner.person.id, `assignment.${gone.kind}-withdrawn`, publicId, { person_id: gone.person_id }, at);
  });
}

async function memberNamed(tx: Db, { id }: Assignment, reach: Reach, typed: string): Promise<Person> {
  const person = await findNamedPerson(tx, typed);
  const isThere = person && (await isWithinReach(tx, reach, [{ kind: "person", team_id: null, person_id: person.id }])) && (await findMembership(tx, id, person.id));
  if (!isThere) throw new Refused("assignments.not-in-audience", "person");
  return person;
}

/** Whether somebody may change an assignment, and whether it reaches people of theirs. */
export async function mayChange(db: Db, reach: Reach, { id }: Assignment): Promise<boolean> {
  return isWithinReach(db, reach, await listAudience(db, [id]));
}
