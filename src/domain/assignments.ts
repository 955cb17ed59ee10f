import { newPublicId } from "../lib/ids.ts";
import { findAssignment, findAssignmentTo, holdAudiences, listStepIds } from "../storage/assignments.ts";
import type { Assignment } from "../storage/assignment-tables.ts";
import { findTeam } from "../storage/teams.ts";
import type { Db, Person, Quiz } from "../storage/tables.ts";
import { saveAssignment, setEnded } from "./assigning.ts";
import { NotFound, Refused } from "./errors.ts";
import { fillAssignment } from "./filling.ts";

/** Whom a quiz is for, everybody where `teamId` is null, and until when: an ISO time, whose day counts. */
export interface Audience { teamId: number | null; dueAt: string | null }

/** Whoever joins later has so many days at least. */
export const DAYS_FOR_JOINERS = 14;

/** Gives a published quiz to a team and the teams below it, or to everybody. Giving it to the same again changes the date. */
export async function assignQuiz(db: Db, author: Pick<Person, "id">, quiz: Pick<Quiz, "id" | "state">, { teamId, dueAt }: Audience, at: Date): Promise<Assignment> {
  if (quiz.state !== "published") throw new Refused("assigning.publish-before");
  if (dueAt !== null && Date.parse(dueAt) < at.getTime()) throw new Refused("assigning.date-past", "due_at");
  const assignment = await db.transaction(async (tx) => {
    if (teamId !== null && !(await findTeam(tx, teamId))) throw new Refused("assigning.team-odd", "team");
    await holdAudiences(tx, "alone");
    const known = await findAssignmentTo(tx, quiz.id, teamId);
    const due_on = dueAt?.slice(0, 10) ?? null;
    const saved = await saveAssignment(tx, { person: author, reach: "everybody" }, known?.public_id ?? newPublicId(), {
      title: "", opens_on: null, due_days: due_on === null ? null : DAYS_FOR_JOINERS, every_months: null, repeats: null, late: 1, required: 1, done_when: "finished", ...known && kept(known), due_on,
      quizIds: [quiz.id], parts: [{ kind: teamId === null ? "everyone" : "team", team_id: teamId, group_id: null, person_id: null, is_exclusion: 0 }],
    }, at);
    return saved.assignment;
  });
  if (!db.isTransaction) await fillAssignment(db, assignment, at);
  return assignment;
}

function kept({ title, opens_on, due_days, every_months, repeats, late, required, done_when }: Assignment) {
  return { title, opens_on, due_days, every_months, repeats, late, required, done_when };
}

/** Takes an assignment of this quiz back. Who has finished the quiz keeps the result. */
export async function removeAssignment(db: Db, author: Pick<Person, "id">, quiz: Pick<Quiz, "id">, publicId: string, at: Date): Promise<void> {
  const known = await findAssignment(db, publicId);
  if (!known || known.ended_at !== null || !(await listStepIds(db, known.id)).includes(quiz.id)) throw new NotFound("assigning.removed-already");
  await setEnded(db, { person: author, reach: "everybody" }, publicId, true, at);
}
