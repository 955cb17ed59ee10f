import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { answerQuestion } from "../../src/domain/answering.ts";
import { assignQuiz } from "../../src/domain/assignments.ts";
import { startAttempt } from "../../src/domain/attempts.ts";
import { queueDigests, type DigestRules } from "../../src/domain/digests.ts";
import { deactivatePerson } from "../../src/domain/people.ts";
import { postOffice } from "../../src/domain/post-office.ts";
import { changePreferences } from "../../src/domain/preferences.ts";
import { regradeQuestion, tryRegrade } from "../../src/domain/regrading.ts";
import { changeReminders } from "../../src/domain/reminding.ts";
import { sendWaitingMail } from "../../src/domain/sending-mail.ts";
import { DAY, HOUR, later, MINUTE } from "../../src/lib/clock.ts";
import { newPublicId } from "../../src/lib/ids.ts";
import type { Mail } from "../../src/storage/review-tables.ts";
import type { Attempt, Person } from "../../src/storage/tables.ts";
import { openMailServer, type MailServer } from "../support/mail-server.ts";
import { makePerson, makeQuiz, makeTeam } from "../support/make.ts";
import { openWorld, type World } from "../support/world.ts";

const MONDAY = "2026-01-05T09:00:00Z";
const RULES: DigestRules = { site: "https://debrief.example", language: "en", timeZone: "UTC", digestHour: 8, secret: "a secret" };
let world: World;
let server: MailServer;
beforeAll(async () => { world = await openWorld(); server = await openMailServer(); });
afterAll(async () => { await server.close(); await world.close(); });
beforeEach(async () => { world.travelTo(MONDAY); server.refuse(0); server.taken.length = 0; await world.db("reminders").update({ digest: 0 }); await world.db("outbox").delete(); });

/** Somebody who wants a digest and has a quiz to finish. */
async function reader(given: Partial<Person> = {}, wish: { hour?: number; timeZone?: string } = {}): Promise<Person> {
  const team = await makeTeam(world.db);
  const person = await makePerson(world.db, { team_id: team.id, ...given });
  await assignQuiz(world.db, person, (await makeQuiz(world.db, { title: "Doors & <windows>" })).quiz, { teamId: team.id, dueAt: "2026-01-08T23:59:59.999Z" }, world.now());
  await changeReminders(world.db, person, { digest: true, hour: wish.hour ?? null });
  if (wish.timeZone) await changePreferences(world.db, person, { language: null, time_zone: wish.timeZone }, world.now());
  return person;
}
const queue = () => queueDigests(world.db, RULES, world.now());
const send = (to = server.address) => sendWaitingMail(world.db, postOffice({ address: to, from: "Debrief <debrief@example.org>" }), RULES, world.now);
const mailOf = async ({ id }: Person): Promise<Mail> => (await world.db("outbox").where({ person_id: id }).first())!;

describe("the daily digest", () => {
  test("says what is due and how to end it, to whom wants it and nobody else", async () => {
    const person = await reader({ name: "Ada <Lovelace>, \"AL\"" });
    await makePerson(world.db);
    await queue();
    expect(await send()).toBe(1);
    const [mail, ...more] = server.taken;
    expect(more).toEqual([]);
    expect(mail).toMatchObject({ subject: "Debrief: 1 quiz to finish", to: { value: [{ address: person.email, name: person.name }] }, from: { value: [{ address: "debrief@example.org" }] } });
    expect(mail!.text).toContain("Doors & <windows>: due in 3 days\nhttps://debrief.example/quizzes/");
    expect(mail!.html).toContain("Doors &amp; &lt;windows&gt;: due in 3 days");
    expect(mail!.text).toMatch(/To stop it: https:\/\/debrief\.example\/leaving\/\S+/);
    expect(JSON.stringify([...mail!.headers])).toMatch(/https:\/\/debrief\.example\/leaving\/.*List-Unsubscribe=One-Click/);
    expect(await mailOf(person)).toMatchObject({ state: "sent", message: "", tries: 1 });
  });

  test("speaks the reader's language", async () => {
    const person = await reader({ language: "de" });
    await queue();
    const { subject, text, html } = JSON.parse((await mailOf(person)).message) as Record<string, string>;
    expect(subject).toBe("Debrief: 1 Quiz abzuschließen");
    expect(text).toContain("Doors & <windows>: fällig in 3 Tagen\n");
    expect(text).toMatch(/^Guten Tag .*Abbestellen: https:/s);
    expect(html).toContain('<html lang="de" dir="ltr">');
    expect(html).toMatch(/<a [^>]+leaving[^"]+">Abbestellen<\/a> oder <a [^>]+reminders">ändern/);
    server.taken.length = 0;
    expect(await send()).toBe(1);
  });

  test("goes out once a day, however many queue and send it at once", async () => {
    const people = [await reader(), await reader(), await reader()];
    await world.atOnce(queue, queue, queue);
    await world.atOnce<unknown>(send, send, queue, send);
    expect(server.taken.map(({ to }) => [to].flat()[0]!.value[0]!.address).sort()).toEqual(people.map(({ email }) => email).sort());
    world.travelTo("2026-01-05T23:00:00Z");
    await queue();
    expect(await send()).toBe(0);
    world.travelTo("2026-01-06T08:00:00Z");
    await queue();
    expect(await send()).toBe(3);
  });

  test("waits for the hour of its reader, and for a working day of theirs", async () => {
    const [early, tokyo] = [await reader({}, { hour: 7 }), await reader({}, { hour: 6, timeZone: "Asia/Tokyo" })];
    const queuedAt = async (at: string) => { world.travelTo(at); await queue(); return (await world.db("outbox").whereIn("person_id", [early.id, tokyo.id]).select("person_id")).map(({ person_id }) => person_id); };
    expect(await queuedAt("2026-01-04T20:59:00Z")).toEqual([]);
    expect(await queuedAt("2026-01-04T21:00:00Z")).toEqual([tokyo.id]);
    expect(await queuedAt("2026-01-05T07:00:00Z")).toEqual(expect.arrayContaining([early.id, tokyo.id]));
  });

  test("is not sent where nothing is due", async () => {
    const person = await makePerson(world.db);
    await changeReminders(world.db, person, { digest: true, hour: null });
    await queue();
    expect(await send()).toBe(0);
    expect(await mailOf(person)).toMatchObject({ state: "dropped", failure: "Nothing was due." });
  });

  test("says once that a result changed, however often it is looked, and never after it was read", async () => {
    const { quiz, questions: [question] } = await makeQuiz(world.db, { title: "Keys & doors", questions: 1 });
    const people = [await makePerson(world.db), await makePerson(world.db)] as const;
    const attempts: Attempt[] = [];
    for (const person of people) {
      await changeReminders(world.db, person, { digest: true, hour: null });
      const attempt = await startAttempt(world.db, person, quiz, world.now());
      await answerQuestion(world.db, person, attempt, 1, ["b"], world.now());
      attempts.push(attempt);
    }
    const regrade = async (right: string, at: string) => {
      world.travelTo(at);
      const [trainer, proposal] = [await makePerson(world.db, { roles: ["trainer"] }), { kind: "key" as const, corrected: { right: [right] }, versions: [1] }];
      const { digest } = await tryRegrade(world.db, trainer, question!.row, proposal, world.now());
      await regradeQuestion(world.db, trainer, question!.row, proposal, { reason: "The advisory says b.", digest, key: newPublicId() }, world.now());
    };
    const mailAt = async (at: string) => { world.travelTo(at); server.taken.length = 0; await queue(); await send(); return new Map(server.taken.map((mail) => [[mail.to].flat()[0]!.value[0]!.address, mail])); };
    await regrade("b", "2026-01-05T07:00:00Z");

    const told = await mailAt("2026-01-05T09:00:00Z");
    for (const [place, { email }] of people.entries()) {
      expect(told.get(email)).toMatchObject({ subject: "Debrief: one result that changed" });
      expect(told.get(email)!.text).toContain(`Your result changed: Keys & doors\nhttps://debrief.example/attempts/${attempts[place]!.public_id}/result\n`);
      expect(told.get(email)!.html).toContain("Your result changed: Keys &amp; doors");
      expect(told.get(email)!.text).not.toContain("advisory");
    }
    expect([...(await mailAt("2026-01-06T09:00:00Z")).keys()]).toEqual([]);

    const reader = await world.signedInAs(people[0]);
    const read = async () => (await reader.get(`/attempts/${attempts[0]!.public_id}/result`).expect(200)).text;
    expect(await read()).toContain("Your result changed from 0 of 1 to 1 of 1.");
    await regrade("c", "2026-01-06T10:00:00Z");
    expect(await read()).toContain("Your result changed from 1 of 1 to 0 of 1.");
    expect(await read()).not.toContain("Your result changed from");
    expect([...(await mailAt("2026-01-07T09:00:00Z")).keys()]).toEqual([people[1].email]);
  });

  test("is dropped when its reader has left, or wants none any more, before it went", async () => {
    const [left, tired] = [await reader(), await reader()];
    await queue();
    await deactivatePerson(world.db, await makePerson(world.db, { roles: ["admin"] }), left.public_id, world.now());
    await changeReminders(world.db, tired, { digest: false, hour: null });
    expect(await send()).toBe(0);
    expect(server.taken).toEqual([]);
    for (const person of [left, tired]) expect(await mailOf(person)).toMatchObject({ state: "dropped", message: "" });
  });
});

describe("mail that cannot be sent", () => {
  test("is kept while the server is down, tried again later and later, and arrives once it is back", async () => {
    const person = await reader();
    const gone = await openMailServer();
    await gone.close();
    await queue();
    const waits: number[] = [];
    for (let turn = 0; turn < 3; turn++) {
      expect(await send(gone.address)).toBe(0);
      const mail = await mailOf(person);
      expect(mail).toMatchObject({ state: "queued", tries: turn + 1 });
      waits.push(Date.parse(mail.next_at) - world.now().getTime());
      expect(await send(gone.address)).toBe(0);
      world.travelTo(new Date(mail.next_at));
    }
    expect(waits).toEqual([2, 4, 8].map((minutes) => minutes * MINUTE));
    expect(await send(`smtp://127.0.0.1:${new URL(server.address).port}`)).toBe(1);
    expect(server.taken).toHaveLength(1);
  });

  test("is given up when the address is refused for good, but not when it is refused for now", async () => {
    const [first, second] = [await reader(), await reader()];
    await queue();
    server.refuse(550);
    await send();
    for (const person of [first, second]) expect(await mailOf(person)).toMatchObject({ state: "failed", message: "", failure: expect.stringContaining("550") as string });
    const third = await reader();
    await queue();
    server.refuse(451);
    await send();
    expect(await mailOf(third)).toMatchObject({ state: "queued", tries: 1 });
  });

  test("of yesterday is given up", async () => {
    const person = await reader();
    await queue();
    world.travelTo(later(new Date(MONDAY), 21 * HOUR));
    server.refuse(451);
    await send();
    expect(await mailOf(person)).toMatchObject({ state: "failed" });
  });

  test("whose sender died while sending comes again after its lease, under the same id", async () => {
    const person = await reader();
    await queue();
    const stuck = await mailOf(person);
    await world.db("outbox").where({ id: stuck.id }).update({ state: "sending", next_at: later(world.now(), 5 * MINUTE).toISOString() });
    expect(await send()).toBe(0);
    world.travelTo(later(world.now(), 6 * MINUTE));
    expect(await send()).toBe(1);
    expect(server.taken[0]!.messageId).toBe(`<digest-${person.public_id}-2026-01-05@debrief.example>`);
    world.travelTo(later(world.now(), 40 * DAY));
    await send();
    expect(await world.db("outbox").where({ id: stuck.id })).toEqual([]);
  });

  test("tells no password of the mail server", async () => {
    const person = await reader();
    await queue();
    await send("smtp://debrief:hunter2@127.0.0.1:9");
    expect((await mailOf(person)).failure).not.toContain("hunter2");
    expect((await mailOf(person)).failure).not.toBe("");
  });
});
