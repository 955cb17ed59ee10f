import { answerQuestion } from "../../src/domain/answering.ts";
import { assignQuiz } from "../../src/domain/assignments.ts";
import { startAttempt } from "../../src/domain/attempts.ts";
import type { Person, Quiz, Team } from "../../src/storage/tables.ts";
import { makePerson, makeTeam } from "./make.ts";
import type { World } from "./world.ts";

/** A team of that many people, named so that a page which shows one of them can be told. */
export async function makeStaffedTeam(world: World, people: number, given: Partial<Team> = {}): Promise<{ team: Team; people: Person[] }> {
  const team = await makeTeam(world.db, given);
  const staff: Person[] = [];
  while (staff.length < people) staff.push(await makePerson(world.db, { team_id: team.id, name: `Somebody of ${team.name} ${staff.length + 1}` }));
  return { team, people: staff };
}

export async function assign(world: World, quiz: Quiz, team: Team | null): Promise<void> {
  await assignQuiz(world.db, await makePerson(world.db, { deactivated_at: "2026-01-01T00:00:00.000Z" }), quiz, { teamId: team?.id ?? null, dueAt: null }, world.now());
}

/** Takes a quiz of single-choice questions through the real deeds, so many of them rightly, the rest wrongly. */
export async function take(world: World, person: Person, quiz: Quiz, right: number): Promise<void> {
  const attempt = await startAttempt(world.db, person, quiz, world.now());
  for (let place = 1; place <= attempt.of; place++) await answerQuestion(world.db, person, attempt, place, [place <= right ? "a" : "b"], world.now());
}
