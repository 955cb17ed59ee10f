import { holdAudiences } from "../storage/assignments.ts";
import { listGroupsLocked } from "../storage/groups.ts";
import { findPersonByPublicId, listAdminsLocked, lockPerson } from "../storage/people.ts";
import { findQuestion, lockQuestion } from "../storage/questions.ts";
import { findQuiz, lockQuiz } from "../storage/quiz-drafts.ts";
import { listTeamsLocked } from "../storage/teams.ts";
import type { Db } from "../storage/tables.ts";

/** Each keeps one thing as it is until the transaction ends, in the order in which the deeds that change it do, so that two never wait for each other. What is not there is for the deed to say. */
export async function holdPerson(tx: Db, publicId: string): Promise<void> {
  await listAdminsLocked(tx);
  const person = await findPersonByPublicId(tx, publicId);
  if (person) await lockPerson(tx, person.id);
}

export async function holdTeams(tx: Db): Promise<void> {
  await listTeamsLocked(tx);
}

export async function holdGroups(tx: Db): Promise<void> {
  await listAdminsLocked(tx);
  await listGroupsLocked(tx, "rules");
}

export async function holdQuestion(tx: Db, publicId: string): Promise<void> {
  const question = await findQuestion(tx, publicId);
  if (question) await lockQuestion(tx, question.id);
}

export async function holdQuiz(tx: Db, slug: string): Promise<void> {
  const quiz = await findQuiz(tx, slug);
  if (quiz) await lockQuiz(tx, quiz.id);
}

export async function holdAssignments(tx: Db): Promise<void> {
  await holdAudiences(tx, "alone");
}
