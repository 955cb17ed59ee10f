import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { assignQuiz } from "../../src/domain/assignments.ts";
import { leavingToken } from "../../src/domain/leaving.ts";
import { deactivatePerson, reactivatePerson } from "../../src/domain/people.ts";
import { findReminders } from "../../src/storage/reminders.ts";
import { makeFact, makeQuestionAbout } from "../support/facts-asked.ts";
import { makePerson, makeQuiz } from "../support/make.ts";
import { sit } from "../support/sitting.ts";
import { openWorld, type Agent, type World } from "../support/world.ts";

let world: World;
beforeAll(async () => { world = await openWorld(); });
afterAll(() => world.close());

const addressIn = (text: string): string => new URL(/value="(http[^"]+\/calendar\/[^"]+\.ics)"/.exec(text)![1]!).pathname;

async function calendarOf(agent: Agent): Promise<string> {
  await agent.post("/reminders/calendar").expect(303).expect("location", "/reminders#calendar");
  return addressIn((await agent.get("/reminders").expect(200)).text);
}

describe("a calendar of one's own", () => {
  test("opens on request at a secret address, shown once, and lists the days with reviews and quizzes", async () => {
    world.travelTo("2026-01-05T09:00:00Z");
    const person = await makePerson(world.db);
    const agent = await world.signedInAs(person);
    const questions = [await makeQuestionAbout(world.db, [await makeFact(world.db)])];
    const { quiz } = await makeQuiz(world.db, { questions });
    await (await sit(world, agent, quiz.slug)).finish();
    const { quiz: other } = await makeQuiz(world.db, { title: "Doors; left, open" });
    await assignQuiz(world.db, person, other, { teamId: null, dueAt: "2026-01-20T23:59:59.999Z" }, world.now());

    const path = await calendarOf(agent);
    expect((await agent.get("/reminders")).text).not.toContain(path);
    const { text, headers } = await world.visitor().get(path).expect(200);
    expect(headers).toMatchObject({ "content-type": "text/calendar; charset=utf-8", "cache-control": "private, max-age=900" });
    expect(headers["set-cookie"]).toBeUndefined();
    const unfolded = text.replaceAll("\r\n ", "");
    expect(unfolded).toMatch(/DTSTART;VALUE=DATE:202601(0[6-9]|1\d)\r\n[^]*SUMMARY:1 fact to refresh\r\n/);
    expect(unfolded).toContain("DTSTART;VALUE=DATE:20260120\r\nDTEND;VALUE=DATE:20260121\r\nSUMMARY:Quiz due: Doors\\; left\\, open\r\n");
    expect(unfolded).not.toContain(questions[0]!.body.stem);
    expect(await world.db("reminders").where({ person_id: person.id }).first()).not.toMatchObject({ calendar_hash: expect.stringContaining(path.slice(10, 20)) as string });
  });

  test("speaks its owner's language, and leaves a due date on the day that was chosen, wherever the clock is", async () => {
    const person = await makePerson(world.db, { language: "de", time_zone: "Pacific/Auckland" });
    await assignQuiz(world.db, person, (await makeQuiz(world.db, { title: "Türen" })).quiz, { teamId: null, dueAt: "2026-01-20T23:59:59.999Z" }, world.now());
    const { text } = await world.visitor().get(await calendarOf(await world.signedInAs(person))).expect(200);
    expect(text).toContain("DTSTART;VALUE=DATE:20260120\r\nDTEND;VALUE=DATE:20260121\r\nSUMMARY:Quiz fällig: Türen\r\n");
  });

  test("moves to a new address, closes, and is no address for anything else", async () => {
    const agent = await world.signedInAs(await makePerson(world.db));
    const first = await calendarOf(agent);
    const second = await calendarOf(agent);
    await world.visitor().get(first).expect(404);
    await world.visitor().get(second).expect(200);
    await agent.post("/reminders/calendar/removal").expect(303);
    for (const path of [second, "/calendar/.ics", "/calendar/null.ics", "/calendar/%00.ics"]) expect((await world.visitor().get(path)).status).toBeGreaterThanOrEqual(400);
  });

  test("ends with the person's account and does not come back with it", async () => {
    const [admin, person] = [await makePerson(world.db, { roles: ["admin"] }), await makePerson(world.db)];
    const path = await calendarOf(await world.signedInAs(person));
    await deactivatePerson(world.db, admin, person.public_id, world.now());
    await world.visitor().get(path).expect(404);
    await reactivatePerson(world.db, admin, person.public_id, world.now());
    await world.visitor().get(path).expect(404);
  });
});

describe("the page of reminders", () => {
  test("keeps what was chosen, and refuses what cannot be chosen beside the field", async () => {
    const person = await makePerson(world.db);
    const agent = await world.signedInAs(person);
    expect((await agent.get("/reminders").expect(200)).text).toContain("This installation sends no mail");
    await agent.post("/reminders").type("form").send({ digest: "1", hour: "7" }).expect(303);
    expect(await findReminders(world.db, person.id)).toMatchObject({ digest: 1, digest_hour: 7 });
    expect((await agent.get("/reminders")).text).toMatch(/value="7" selected/);
    const refused = await agent.post("/reminders").type("form").send({ hour: "25" }).expect(422);
    expect(refused.text).toContain(`<a href="#hour">`);
    await agent.post("/reminders").type("form").send({}).expect(303);
    expect(await findReminders(world.db, person.id)).toMatchObject({ digest: 0, digest_hour: null });
  });
});

describe("the address that ends the mail", () => {
  test("works with one click of a mail program, asks a person first, and cannot be made up", async () => {
    const person = await makePerson(world.db);
    await (await world.signedInAs(person)).post("/reminders").type("form").send({ digest: "1" }).expect(303);
    const path = `/leaving/${leavingToken(person, "the secret of the tests")}`;
    expect((await world.visitor().get(path).expect(200)).text).toContain("Leave out what is voluntary?");
    expect(await findReminders(world.db, person.id)).toMatchObject({ digest: 1 });
    for (const forged of [`/leaving/${leavingToken(person, "another secret")}`, `/leaving/${person.public_id}`, "/leaving/.", `/leaving/${leavingToken(person, "")}`]) await world.visitor().post(forged).expect(404);
    await world.visitor().post(path).type("multipart/form-data").field("List-Unsubscribe", "One-Click").expect(200);
    expect(await findReminders(world.db, person.id)).toMatchObject({ digest: 0 });
    await world.visitor().post(path).type("form").send("List-Unsubscribe=One-Click").expect(200);
  });
});
