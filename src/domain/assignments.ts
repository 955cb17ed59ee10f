import { newPublicId } from "../lib/ids.ts";
import { deleteAssignment, findAssignmentOf, findAssignmentTo, insertAssignment, updateAssignment } from "../storage/assignments.ts";
import { insertAuditEvent } from "../storage/audit-events.ts";
import { lockQuiz } from "../storage/quiz-drafts.ts";
import { findTeam } from "../storage/teams.ts";
import type { Assignment, Db, Person, Quiz } from "../storage/tables.ts";
import { NotFound, Refused } from "./errors.ts";

/** Whom a quiz is for, everybody where `teamId` is null, and until when. */
export interface Audience { teamId: number | null; dueAt: string | null }

/** Gives a published quiz to a team and the teams below it, or to everybody. `dueAt` is an ISO time. Giving it to the same again changes the date. */
export async function assignQuiz(db: Db, author: Pick<Person, "id">, quiz: Pick<Quiz, "id" | "slug" | "state">, { teamId, dueAt }: Audience, at: Date): Promise<Assignment> {
  if (quiz.state !== "published") throw new Refused("assigning.publish-before");
  if (dueAt !== null && Date.parse(dueAt) < at.getTime()) throw new Refused("assigning.date-past", "due_at");

  return db.transaction(async (tx) => {
    const team = teamId === null ? undefined : await findTeam(tx, teamId);
    if (teamId !== null && !team) throw new Refused("assigning.team-odd", "team");
    await lockQuiz(tx, quiz.id);
    const given = await findAssignmentTo(tx, quiz.id, teamId);
    const assignment = given ? await updateAssignment(tx, given.id, { due_at: dueAt })
      : await insertAssignment(tx, { public_id: newPublicId(), quiz_id: quiz.id, team_id: teamId, due_at: dueAt, author_id: author.id, created_at: at.toISOString() });
    await insertAuditEvent(tx, author.id, "quiz.assigned", quiz.slug, { team: team?.name ?? "everybody", due_at: dueAt }, at);
    return assignment;
  });
}

/** Takes an assignment back. Who has finished the quiz keeps the result. */
export async function removeAssignment(db: Db, author: Pick<Person, "id">, quiz: Pick<Quiz, "id" | "slug">, publicId: string, at: Date): Promise<void> {
  await db.transaction(async (tx) => {
    const removed = await findAssignmentOf(tx, quiz.id, publicId);
    if (!removed) throw new NotFound("assigning.removed-already");
    await deleteAssignment(tx, removed.id);
    await insertAuditEvent(tx, author.id, "quiz.assignment-removed", quiz.slug, { team_id: removed.team_id, due_at: removed.due_at }, at);
  });
}
