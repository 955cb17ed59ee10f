import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { checkAudit } from "../../src/domain/checking-audit.ts";
import { finishOverdueAttempts } from "../../src/domain/deadlines.ts";
import { checkSummaries } from "../../src/domain/rebuilding.ts";
import { planReviews } from "../../src/domain/review-plans.ts";
import { tallyUp } from "../../src/domain/tallying.ts";
import { remember } from "../../src/engine/learning/scheduling.ts";
import { programOf } from "../support/api.ts";
import { makeFact, makeQuestionAbout } from "../support/facts-asked.ts";
import { makePerson, makeQuiz, PASSWORD } from "../support/make.ts";
import { answerNext, seat, wrongsOf, type Sitter } from "../support/sitters.ts";
import { openWorld, type World } from "../support/world.ts";

const [RIGHT, AHEAD, BACK] = ["2026-01-05T09:00:00Z", "2031-06-01T12:00:00Z", "2026-01-05T10:00:00Z"];
const NEGATIVE = /[-−]\d+(?:\.\d+)? ?(?:s|sec|min|hour|day|year|%)/;

const DATED = { stability: 3, difficulty: 5, decay: 0.5, reps: 1, lapses: 0 };

let world: World;
beforeAll(async () => { world = await openWorld({ apiRequests: 3 }); });
afterAll(() => world.close());

const shows = async ({ cookie }: Sitter, path: string) => { const page = await fetch(world.address + path, { headers: { cookie } }); return { status: page.status, text: await page.text(), url: page.url }; };

describe("a clock that ran years ahead and is set right", () => {
  test("costs nobody an answer, a sign-in or a request, and leaves every figure as a recount has it", async () => {
    world.travelTo(RIGHT);
    const questions = [];
    while (questions.length < 4) questions.push(await makeQuestionAbout(world.db, [await makeFact(world.db)]));
    const { quiz } = await makeQuiz(world.db, { questions, limit_minutes: 10 });
    const [learner, other, guessed] = [await makePerson(world.db), await makePerson(world.db), await makePerson(world.db)];
    const early = await seat(world.address, other, PASSWORD, quiz.slug);
    await answerNext(world.address, early);

    world.travelTo(AHEAD);
    const sitter = await seat(world.address, learner, PASSWORD, quiz.slug);
    await answerNext(world.address, sitter);
    for (let turn = 0; turn < 10; turn += 1) await world.visitor().post("/session").type("form").send({ email: guessed.email, password: "guessed" });
    await world.visitor().post("/session").type("form").send({ email: guessed.email, password: PASSWORD }).expect(429);
    const program = await programOf(world, "admin");
    for (let turn = 0; turn < 3; turn += 1) expect((await program.get("/people")).status).toBe(200);
    expect((await program.get("/people")).status).toBe(429);

    world.travelTo(BACK);
    await world.signedInAs(guessed);
    expect((await program.get("/people")).status).toBe(200);
    for (let place = 2; place <= 4; place += 1) expect(await answerNext(world.address, sitter)).toBe(303);
    expect(await shows(sitter, `${sitter.attempt}/result`)).toMatchObject({ status: 200, text: expect.stringMatching(/data-of="4"/) as string });
    for (const path of ["/", "/progress", "/progress/attempts", `/quizzes/${quiz.slug}`, `${sitter.attempt}/result`]) {
      const page = await shows(sitter, path);
      expect([path, page.status, new URL(page.url).pathname, NEGATIVE.exec(page.text.replaceAll(/<[^>]*>/g, ""))?.[0]]).toEqual([path, 200, expect.not.stringContaining("/session/new"), undefined]);
    }
    await finishOverdueAttempts(world.db, world.now());
    await finishOverdueAttempts(world.db, world.now());
    expect(await world.db("attempts").whereNull("finished_at").select("id")).toEqual([]);
    expect(await wrongsOf(world.db, [sitter, early])).toEqual([]);

    await tallyUp(world.db);
    expect(await checkSummaries(world.db, world.now())).toEqual([]);
    expect((await checkAudit(world.db, "the secret of the tests", world.now())).problems).toEqual([]);
    expect((await planReviews(world.db, learner.id, "UTC", 0, world.now())).length).toBe(1);
    expect(remember({ ...DATED, lastAt: AHEAD, dueAt: AHEAD }, 3, world.now()).dueAt).toMatch(/^2026-0[1-6]/);
  });

  test("by an hour keeps sessions, gives a time limit no more than it had by that clock, and counts answers that are in time", async () => {
    world.travelTo("2026-02-02T09:00:00Z");
    const { quiz } = await makeQuiz(world.db, { questions: 3, limit_minutes: 10 });
    const sitter = await seat(world.address, await makePerson(world.db), PASSWORD, quiz.slug);
    world.travelTo("2026-02-02T08:00:00Z");
    expect(await answerNext(world.address, sitter)).toBe(303);
    expect((await shows(sitter, `${sitter.attempt}/time`)).text).toContain('"until":"2026-02-02T09:10:00.000Z"');
    world.travelTo("2026-02-02T09:09:00Z");
    expect(await answerNext(world.address, sitter)).toBe(303);
    world.travelTo("2026-02-02T09:20:00Z");
    await answerNext(world.address, sitter);
    await finishOverdueAttempts(world.db, world.now());
    expect(await wrongsOf(world.db, [{ ...sitter, acknowledged: 2 }])).toEqual([]);
    expect((await world.db("attempts").where({ person_id: sitter.id }).first())!.finished_at).toBe("2026-02-02T09:10:00.000Z");
  });
});
