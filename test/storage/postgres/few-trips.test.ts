import pg from "pg";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { attemptIn } from "../../support/attempt-in.ts";
import { makePerson, makeQuiz } from "../../support/make.ts";
import { openWorld, type World } from "../../support/world.ts";

let world: World;
beforeEach(async () => { world = await openWorld(); });
afterEach(() => world.close());

describe("a learner's request", () => {
  test("goes to PostgreSQL and back a few times: for who they are, for what it must know, and for what it keeps", async () => {
    const { quiz } = await makeQuiz(world.db, { questions: 6 });
    const agent = await world.signedInAs(await makePerson(world.db));
    const answer = (attempt: string, place: number) => agent.post(`${attempt}/questions/${place}/response`).type("form").send({ chosen: "1", confidence: "sure" }).expect(303);
    const begin = async () => attemptIn((await agent.post(`/quizzes/${quiz.slug}/attempts`).type("form").send({}).expect(303)).headers["location"]);
    const first = await begin();
    for (let place = 1; place <= 6; place++) await answer(first, place);
    const attempt = await begin();
    await answer(attempt, 1);

    const asked = vi.spyOn(pg.Client.prototype, "query");
    const tripsOf = async (request: () => Promise<unknown>) => { asked.mockClear(); await request(); return asked.mock.calls.length; };
    expect({
      page: await tripsOf(() => agent.get(`${attempt}/questions/2`).expect(200)),
      answer: await tripsOf(() => answer(attempt, 2)),
    }).toEqual({ page: 2, answer: 3 });
    asked.mockRestore();
  });
});
