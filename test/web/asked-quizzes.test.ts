import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { assignQuiz } from "../../src/domain/assignments.ts";
import { DAY, later } from "../../src/lib/clock.ts";
import { makeFact, makeQuestionAbout } from "../support/facts-asked.ts";
import { makeQuiz, makeTeam } from "../support/make.ts";
import { learnerAt, sit } from "../support/sitting.ts";
import { openWorld, type World } from "../support/world.ts";

let world: World;
beforeAll(async () => { world = await openWorld(); });
afterAll(() => world.close());

/** Somebody whose team has been given a quiz, which is due after so many days and done when it is finished or passed. */
async function asked(days: number, doneWhen: "finished" | "passed", given: Parameters<typeof makeQuiz>[1] = {}, language = "en") {
  const team = await makeTeam(world.db);
  const made = await learnerAt(world, { questions: 2, pass_percent: 100, ...given }, { team_id: team.id, language });
  const { id } = await assignQuiz(world.db, made.person, made.quiz, { teamId: team.id, dueAt: later(world.now(), days * DAY).toISOString() }, new Date("2025-12-01T09:00:00Z"));
  await world.db("assignments").where({ id }).update({ done_when: doneWhen });
  return { ...made, team };
}

const said = (text: string) => text.replace(/<[^>]*>/g, " ").replace(/\s+/g, " ");
const mainOf = (text: string) => [...text.matchAll(/<(?:a|button) class="button ?"[^>]*>([^<]*)/g)].map(([, words]) => words);

describe("a quiz that has to be passed", () => {
  test("is to be taken again where it was not, and says until when and how often it was tried", async () => {
    const { agent, quiz } = await asked(3, "passed");
    expect(said((await agent.get("/")).text)).toMatch(/Due in 3 days Must be passed by 8 January 2026/);
    expect(said((await agent.get(`/quizzes/${quiz.slug}`)).text)).toMatch(/Assigned to you Due in 3 days Must be passed by 8 January 2026/);
    const first = await sit(world, agent, quiz.slug);
    await first.answer(1, first.wrong(1));
    await first.answer(2, first.right(2));
    const { text } = await agent.get(`${first.attempt}/result`);
    expect(mainOf(text)).toEqual(["Take it again"]);
    expect(said(text)).toContain("Must be passed by 8 January 2026");
    expect(said((await agent.get("/")).text)).toContain("Tried once, result 1 of 2");
    const second = await sit(world, agent, quiz.slug);
    for (const place of [1, 2]) await second.answer(place, second.wrong(place));
    for (const path of ["/", `/quizzes/${quiz.slug}`]) expect(said((await agent.get(path)).text)).toContain("Tried 2 times, best 1 of 2");
    const third = await sit(world, agent, quiz.slug);
    await third.finish();
    const passed = (await agent.get(`${third.attempt}/result`)).text;
    expect(mainOf(passed)).toEqual(["Go to your quizzes"]);
    expect(said(passed)).not.toContain("Must be passed");
    expect(said((await agent.get(`/quizzes/${quiz.slug}`)).text)).not.toContain("Assigned to you");
  });

  test("is still what counts after practice, and where answers are read at the end", async () => {
    const { agent, quiz } = await asked(3, "passed", { feedback: "deferred" });
    const first = await sit(world, agent, quiz.slug);
    await first.answer(1, first.wrong(1));
    await first.answer(2, first.right(2));
    expect(mainOf((await agent.get(`${first.attempt}/result`)).text)).toEqual(["Take it again"]);
    const practice = (await agent.post(`${first.attempt}/practice`)).headers["location"]!;
    await agent.post(`${practice}/questions/1/response`).type("form").send({ chosen: first.right(1) });
    expect(mainOf((await agent.get(`${practice}/result`)).text)).toEqual(["Take it again"]);
  });

  test("leads to what was missed where no attempt is left, as where nothing is asked", async () => {
    const { agent, quiz } = await asked(3, "passed", { most_attempts: 1 });
    const only = await sit(world, agent, quiz.slug);
    for (const place of [1, 2]) await only.answer(place, only.wrong(place));
    expect(mainOf((await agent.get(`${only.attempt}/result`)).text)).toEqual(["Only what I missed"]);
  });
});

describe("a quiz that has to be finished", () => {
  test("and later passed, for another assignment, asks for what is due first, and for both where they are due together", async () => {
    const { agent, person, quiz } = await asked(3, "finished");
    const { id } = await assignQuiz(world.db, person, quiz, { teamId: null, dueAt: later(world.now(), 5 * DAY).toISOString() }, new Date("2025-12-01T09:00:00Z"));
    await world.db("assignments").where({ id }).update({ done_when: "passed" });
    expect(said((await agent.get("/")).text)).toContain("Must be finished by 8 January 2026");
    await world.db("duties").where({ assignment_id: id }).update({ due_on: "2026-01-08" });
    expect(said((await agent.get("/")).text)).toContain("Must be passed by 8 January 2026");
    await world.db("duties").where({ assignment_id: id }).delete();
  });

  test("says so in the language of its reader", async () => {
    const { agent, quiz } = await asked(3, "finished", {}, "de");
    for (const path of ["/", `/quizzes/${quiz.slug}`]) expect(said((await agent.get(path)).text)).toContain("Muss bis 8. Januar 2026 abgeschlossen werden");
  });

  test("comes before everything else at home once it is overdue", async () => {
    const { agent, person } = await asked(1, "finished");
    const fact = await makeFact(world.db);
    const [first, other] = [await makeQuestionAbout(world.db, [fact]), await makeQuestionAbout(world.db, [fact])];
    await makeQuiz(world.db, { questions: [other] });
    const own = await sit(world, agent, (await makeQuiz(world.db, { questions: [first] })).quiz.slug);
    await own.answer(1, own.wrong(1));
    const orderOn = async (day: string) => {
      world.travelTo(`${day}T09:00:00Z`);
      const { text } = await (await world.signedInAs(person)).get("/");
      return [...text.matchAll(/aria-labelledby="(due|refresh)"/g)].map(([, id]) => id);
    };
    expect(await orderOn("2026-01-06")).toEqual(["refresh", "due"]);
    expect(await orderOn("2026-01-07")).toEqual(["due", "refresh"]);
  });
});
