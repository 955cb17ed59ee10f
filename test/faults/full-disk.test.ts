import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { later, MINUTE } from "../../src/lib/clock.ts";
import { makePerson, makeQuiz, PASSWORD } from "../support/make.ts";
import { answerNext, seat, send, wrongsOf, type Sitter } from "../support/sitters.ts";
import { openWorld, type World } from "../support/world.ts";

const QUESTIONS = 48;
let world: World;
let sitters: Sitter[];
beforeAll(async () => {
  world = await openWorld();
  const { quiz } = await makeQuiz(world.db, { questions: QUESTIONS });
  sitters = await Promise.all(Array.from({ length: 3 }, async () => seat(world.address, await makePerson(world.db), PASSWORD, quiz.slug)));
});
afterAll(() => world.close());

/** Answers until nobody's answer is taken any more. */
async function answerUntilRefused(): Promise<number[]> {
  for (let turn = 0; turn < QUESTIONS; turn += 1) {
    const came = await Promise.all(sitters.map((sitter) => answerNext(world.address, sitter)));
    expect(came.filter((status) => status !== 303 && status !== 503)).toEqual([]);
    if (came.every((status) => status === 503)) return came;
  }
  return [];
}

describe.each([
  ["full", "PRAGMA max_page_count = 1", "PRAGMA max_page_count = 1073741823"],
  ["read-only", "PRAGMA query_only = ON", "PRAGMA query_only = OFF"],
])("a disk that is %s", (_what, fault, mended) => {
  test("keeps what was acknowledged, says so to whoever answers, goes on showing pages, and is forgotten once it is mended", async () => {
    const silence = vi.spyOn(process.stderr, "write").mockImplementation(() => true);
    await Promise.all(sitters.map((sitter) => answerNext(world.address, sitter)));
    await world.db.raw("VACUUM");
    await world.db.raw(fault);
    expect(await answerUntilRefused()).not.toEqual([]);
    expect(await wrongsOf(world.db, sitters)).toEqual([]);

    const [sitter] = sitters;
    const refused = await send(world.address, `${sitter!.attempt}/questions/${sitter!.acknowledged + 1}/response`, { chosen: "2" }, sitter!.cookie);
    const page = await refused.text();
    expect([refused.status, refused.headers.get("retry-after")]).toEqual([503, "5"]);
    expect(page).toContain('name="chosen" value="2"');
    expect(page).not.toMatch(/SQLITE|insert into| at .*\.ts/);
    world.travelTo(later(world.now(), 2 * MINUTE));
    for (const path of ["/", "/progress", sitter!.attempt]) expect(/<h1[^>]*>(?!Debrief can)[^]*<\/html>/.test(await (await fetch(world.address + path, { headers: { cookie: sitter!.cookie } })).text()), path).toBe(true);
    expect((await fetch(`${world.address}/readyz`)).status).toBe(200);

    await world.db.raw(mended);
    for (let turn = 0; turn < 3; turn += 1) expect(await Promise.all(sitters.map((each) => answerNext(world.address, each)))).toEqual([303, 303, 303]);
    expect(await wrongsOf(world.db, sitters)).toEqual([]);
    silence.mockRestore();
  });
});

test("after both, the last answer finishes each attempt with the score of a recount, and nothing in the file is damaged", async () => {
  for (const sitter of sitters) while (sitter.acknowledged < QUESTIONS) expect(await answerNext(world.address, sitter)).toBe(303);
  expect(await wrongsOf(world.db, sitters)).toEqual([]);
  expect(await world.db("attempts").whereNull("finished_at").select("id")).toEqual([]);
  expect(await world.db.raw("PRAGMA integrity_check")).toEqual([{ integrity_check: "ok" }]);
});
