import { describe, expect, inject, test } from "vitest";
import type { PrivacyMode } from "../../../src/domain/installation-sections.ts";
import { differencesOf, forkWorld, lookAround, type Attacker, type Transcript } from "../../support/attack.ts";
import { makePerson, makeQuiz } from "../../support/make.ts";
import { assign, makeStaffedTeam, take } from "../../support/organisation.ts";
import { openWorld, type World } from "../../support/world.ts";

/** `ATTACK=aggregate,pseudonymous` attacks these modes as trainer and administrator too, which takes minutes. */
const MODES = process.env["ATTACK"]?.split(",") as PrivacyMode[] | undefined;

/**
 * Nobody can be found out where the installation would look the same if somebody else had been right in their place. So two installations are the same but for two people of one team: in one the first of them
 * passes and the second fails, in the other the second passes and the first fails. Whoever is neither of them opens everything there is before, between and after, and must not see which one it is.
 */
async function attack(privacyMode: PrivacyMode, isEverything: boolean): Promise<string[]> {
  const one = await openWorld({ privacyMode });
  const boss = await makePerson(one.db, { roles: ["manager"], name: "The boss" });
  const lead = await makePerson(one.db, { roles: ["manager"], name: "The lead" });
  const top = await makeStaffedTeam(one, 6, { name: "Top", manager_id: boss.id });
  const { team, people } = await makeStaffedTeam(one, 12, { name: "Left", parent_id: top.team.id, manager_id: lead.id });
  await makeStaffedTeam(one, 3, { name: "Small", parent_id: top.team.id });
  const { quiz, questions } = await makeQuiz(one.db, { questions: 4, pass_percent: 75, certificate_months: 12, asks_confidence: 1 });
  await assign(one, quiz, null);
  const others: Attacker[] = [{ name: "trainer", person: await makePerson(one.db, { roles: ["trainer"] }) }, { name: "admin", person: await makePerson(one.db, { roles: ["admin"] }) }];
  const attackers: Attacker[] = [{ name: "manager above", person: boss }, { name: "manager", person: lead }, ...(MODES ? others : [])];
  const sit = async (world: World, place: number, right: number) => { world.travelTo(new Date(one.now().getTime())); await take(world, people[place]!, quiz, right); };
  for (let place = 0; place < 5; place += 1) await sit(one, place, place % 2 === 0 ? 4 : 1);
  const [person, question] = [people[5]!.public_id, questions[0]!.row.public_id];
  const ids = { "/desk/teams": team.public_id, "/admin/teams": team.public_id, "/desk/quizzes": quiz.slug, "/studio/quizzes": quiz.slug, "/studio/questions": question, "/admin": person, "/studio/extra-time": person };
  const closed = new Set<string>();
  await lookAround(one, attackers.slice(0, 1), ids, { most: 0, closed, ...(isEverything ? {} : { only: ["GET /desk"] }) });
  const other = await forkWorld(one, { privacyMode });
  const rows = ["GET /desk/teams/" + team.public_id, `GET /desk/tables/people?team=${team.public_id}`];
  const look = (world: World, label: string) => lookAround(world, isEverything ? attackers : attackers.slice(1, 2), ids, { label, most: 25, closed, ...(isEverything ? {} : { only: rows }) });

  const seen = async (world: World, [first, second]: [number, number]): Promise<Transcript> => {
    const all: Transcript = new Map();
    await sit(world, 5, first);
    for (const entry of await look(world, "after one")) all.set(...entry);
    await sit(world, 6, second);
    for (let place = 7; place < 10; place += 1) await sit(world, place, 4);
    for (const entry of await look(world, "at the end")) all.set(...entry);
    return all;
  };
  const differences = differencesOf(await seen(one, [4, 1]), await seen(other, [1, 4]));
  await Promise.all([one.close(), other.close()]);
  return differences;
}

describe.runIf(inject("database").kind === "sqlite")("an attacker who opens everything as everybody", () => {
  test.each<PrivacyMode>(MODES ?? ["aggregate"])("cannot tell who of two people passed, where results are %s", { timeout: 300_000 }, async (mode) => {
    expect(await attack(mode, true)).toEqual([]);
  });

  test("cannot tell it from rows without names, which come when five further people have finished", async () => {
    expect(await attack("pseudonymous", false)).toEqual([]);
  });
});
