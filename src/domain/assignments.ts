import { newPublicId } from "../lib/ids.ts";
import { insertAssignment } from "../storage/assignments.ts";
import { insertAuditEvent } from "../storage/audit-events.ts";
import { findTeam } from "../storage/teams.ts";
import type { Assignment, Db, Person, Quiz } from "../storage/tables.ts";
import { Refused } from "./errors.ts";

/** Whom a quiz is for, everybody where `teamId` is null, and until when. */
export interface Audience { teamId: number | null; dueAt: string | null }

/** Gives a published quiz to a team and the teams below it, or to everybody. `dueAt` is an ISO time. */
export async function assignQuiz(db: Db, author: Pick<Person, "id">, quiz: Pick<Quiz, "id" | "slug" | "state">, { teamId, dueAt }: Audience, at: Date): Promise<Assignment> {
  if (quiz.state !== "published") throw new Refused("Publish the quiz before you assign it.");
  if (dueAt !== null && Date.parse(dueAt) < at.getTime()) throw new Refused("Choose a due date that is still to come.", "due_at");

  return db.transaction(async (tx) => {
    const team = teamId === null ? undefined : await findTeam(tx, teamId);
    if (teamId !== null && !team) throw new Refused("Choose a team from the list.", "team");
    const assignment = await insertAssignment(tx, { public_id: newPublicId(), quiz_id: quiz.id, team_id: teamId, due_at: dueAt, author_id: author.id, created_at: at.toISOString() });
    await insertAuditEvent(tx, author.id, "quiz.assigned", quiz.slug, { team: team?.name ?? "everybody", due_at: dueAt }, at);
    return assignment;
  });
}
