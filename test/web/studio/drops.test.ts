import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { countActivePeople } from "../../../src/storage/people.ts";
import { makePerson, makeQuestion } from "../../support/make.ts";
import { typedIn } from "../../support/typed.ts";
import { openWorld, type Agent, type World } from "../../support/world.ts";

let world: World;
let trainer: Agent;
let learner: Agent;
beforeAll(async () => {
  world = await openWorld();
  [trainer, learner] = [await world.signedInAs(await makePerson(world.db, { roles: ["trainer"] })), await world.signedInAs(await makePerson(world.db))];
  await makePerson(world.db, { deactivated_at: "2026-01-01T00:00:00.000Z" });
});
afterAll(() => world.close());

const dropOf = async (level: "recall" | "decide") => `/studio/questions/${(await makeQuestion(world.db, { level, row: { level } })).row.public_id}/drop`;
const send = (drop: string, fields: object) => trainer.post(drop).type("form").send(fields);

describe("sending a question to everybody, without JavaScript", () => {
  test("says how many get it and until when, and puts it on their home page until they have answered", async () => {
    const drop = await dropOf("decide");
    const { text } = await trainer.get(drop).expect(200);
    expect(text).toContain(`All ${await countActivePeople(world.db)} people get it`);
    const typed = typedIn(text, drop);
    expect(typed).toEqual({ due_at: "2026-01-12" });
    const quiz = (await send(drop, typed).expect(303)).headers["location"]!;
    expect((await send(drop, typed).expect(303)).headers["location"]).toBe(quiz);
    expect((await trainer.get(quiz)).text).toContain("It had been sent already, until 12 January 2026. Nobody gets it twice.");
    expect((await trainer.get(drop)).text).toContain("It has been sent");
    expect((await trainer.get("/studio/quizzes")).text).toContain('<span class="tag tag--open">Today’s question</span>');

    const home = (await learner.get("/").expect(200)).text;
    expect(home.match(/Question of 5 January 2026<\/a>/g)).toHaveLength(1);
    expect(home).toContain("One question waits for you. It takes a minute.");
    const start = /action="(\/quizzes\/question-of-[^"]+\/attempts)"/.exec(home)![1]!;
    const attempt = (await learner.post(start).expect(303)).headers["location"]!.replace(/\/questions.*/, "");
    expect((await learner.get("/")).text).toContain("Go on");
    await learner.post(`${attempt}/questions/1/response`).type("form").send({ chosen: "1" }).expect(303);
    expect((await learner.get("/")).text).not.toContain("Today’s question");
  });

  test("offers a decide question first where it only asks what happened, and takes a reason", async () => {
    const drop = await dropOf("recall");
    const { text } = await trainer.get(drop).expect(200);
    expect(text.indexOf('href="/studio/questions/new?kind=decide')).toBeLessThan(text.indexOf('name="reason"'));
    expect((await send(drop, { due_at: "2026-01-12", reason: "" }).expect(422)).text).toContain('<a href="#reason">');
    const quiz = (await send(drop, { due_at: "2026-01-12", reason: "All the papers write of it" }).expect(303)).headers["location"]!;
    expect((await trainer.get(quiz)).text).toContain("All the papers write of it");
  });

  test.each([["", "Enter a date"], ["soon", "Enter a date"], ["2026-01-04", "still to come"]])("refuses the date “%s” beside its field", async (due_at, words) => {
    const { text } = await send(await dropOf("decide"), { due_at }).expect(422);
    expect(text).toContain('id="due_at-error"');
    expect(text).toContain(words);
  });

  test("is for trainers, and says why where it cannot be", async () => {
    const drop = await dropOf("decide");
    await learner.get(drop).expect(403);
    await learner.post(drop).type("form").send({ due_at: "2026-01-12" }).expect(403);
    await trainer.post(drop.replace("/drop", "/retirement")).expect(303);
    expect((await trainer.get(drop).expect(200)).text).toContain("The question is retired.");
    expect((await send(drop, { due_at: "2026-01-12" }).expect(422)).text).toContain("The question is retired.");
  });
});
