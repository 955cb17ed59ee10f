import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { assignQuiz } from "../../src/domain/assignments.ts";
import { makePerson, makeQuiz, makeTeam } from "../support/make.ts";
import { learnerAt, sit } from "../support/sitting.ts";
import { openWorld, type World } from "../support/world.ts";

let world: World;
beforeAll(async () => { world = await openWorld(); });
afterAll(() => world.close());

async function assigned(days: number) {
  const team = await makeTeam(world.db);
  const made = await learnerAt(world, {}, { team_id: team.id });
  const dueAt = new Date(world.now().getTime() + days * 86_400_000).toISOString();
  await assignQuiz(world.db, made.person, made.quiz, { teamId: team.id, dueAt }, new Date("2025-12-01T09:00:00Z"));
  return made;
}

describe("the home page", () => {
  test("sends a visitor to sign in", async () => {
    await world.visitor().get("/").expect(303).expect("location", "/session/new");
  });

  test("says that nothing is due, and where to go", async () => {
    const agent = await world.signedInAs(await makePerson(world.db));
    const { text } = await agent.get("/").expect(200);
    expect(text).toContain("Nothing is due.");
    expect(text).toContain('<a class="button" href="/quizzes">');
    expect(text).not.toContain('href="/desk"');
  });

  test("names what is due and when", async () => {
    const { agent, quiz } = await assigned(3);
    const { text } = await agent.get("/");
    expect(text).toContain(quiz.title);
    expect(text).toMatch(/tag--due">[^<]*Due in 3 days/);
    expect(text).toContain("8 January 2026");
    expect(text).toMatch(/See quiz/);
  });

  test("says when something is overdue", async () => {
    const { agent } = await assigned(-2);
    expect((await agent.get("/")).text).toMatch(/tag--overdue">[^<]*2 days overdue/);
  });

  test("offers to resume what was started, assigned or not", async () => {
    const { agent, quiz, person } = await assigned(3);
    const { quiz: other } = await makeQuiz(world.db);
    const due = await sit(world, agent, quiz.slug);
    await due.answer(1, "1");
    const own = await sit(world, agent, other.slug);
    const { text } = await agent.get("/");
    expect(text).toMatch(new RegExp(`href="${due.attempt}">Resume quiz`));
    expect(text).toMatch(new RegExp(`href="${own.attempt}">Resume quiz`));
    expect(text).toContain("1 of 3 answered");
    expect(person.team_id).not.toBeNull();
  });

  test("moves a finished quiz to what is done, with its score", async () => {
    const { agent, quiz } = await assigned(3);
    const { attempt, finish } = await sit(world, agent, quiz.slug);
    await finish();
    const { text } = await agent.get("/");
    expect(text).toContain("Nothing is due.");
    expect(text).toContain(`href="${attempt}/result">${quiz.title}</a>`);
    expect(text).toMatch(/3 of 3.*Passed/s);
  });

  test("shows the way to other work", async () => {
    const agent = await world.signedInAs(await makePerson(world.db, { roles: ["trainer", "manager", "admin"] }));
    const { text } = await agent.get("/");
    for (const href of ["/studio", "/desk", "/admin"]) expect(text).toMatch(new RegExp(`card__title"><a href="${href}">`));
  });
});
