import type { ParsedMail } from "mailparser";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { acknowledgePolicy } from "../../src/domain/acknowledging.ts";
import { answerQuestion } from "../../src/domain/answering.ts";
import { setEnded } from "../../src/domain/assigning.ts";
import { assignQuiz } from "../../src/domain/assignments.ts";
import { startAttempt } from "../../src/domain/attempts.ts";
import type { DigestRules } from "../../src/domain/digest-rules.ts";
import { queueDigests } from "../../src/domain/digests.ts";
import { deactivatePerson } from "../../src/domain/people.ts";
import { leaveDigests, leavingToken } from "../../src/domain/leaving.ts";
import { addPolicy, changePolicy, publishPolicy, retirePolicy } from "../../src/domain/policies.ts";
import { hashOf } from "../../src/domain/policy-texts.ts";
import { postOffice } from "../../src/domain/post-office.ts";
import { changePreferences } from "../../src/domain/preferences.ts";
import { regradeQuestion, tryRegrade } from "../../src/domain/regrading.ts";
import { refreshFigures } from "../../src/domain/refreshing-figures.ts";
import { changeReminders } from "../../src/domain/reminding.ts";
import { sendWaitingMail } from "../../src/domain/sending-mail.ts";
import { HOUR, later, MINUTE } from "../../src/lib/clock.ts";
import { newPublicId } from "../../src/lib/ids.ts";
import type { Mail } from "../../src/storage/mail-tables.ts";
import { insertReview } from "../../src/storage/question-reviews.ts";
import { findReminders } from "../../src/storage/reminders.ts";
import type { Attempt, Person } from "../../src/storage/tables.ts";
import { dueFor } from "../support/duties.ts";
import { openMailServer, type Fault, type MailServer } from "../support/mail-server.ts";
import { mailRulesWith } from "../support/mail-rules.ts";
import { makePerson, makeQuestion, makeQuiz, makeTeam } from "../support/make.ts";
import { openWorld, type World } from "../support/world.ts";

const MONDAY = "2026-01-05T09:00:00Z";
const RULES = mailRulesWith();
let world: World;
let server: MailServer;
beforeAll(async () => { world = await openWorld(); server = await openMailServer(); });
afterAll(async () => { await server.close(); await world.close(); });
beforeEach(async () => {
  world.travelTo(MONDAY);
  server.refuse(0);
  server.taken.length = 0;
  await world.db("outbox").delete();
  await world.db("duties").update({ state: "exempt" });
  await world.db("assignments").update({ ended_at: MONDAY });
  await world.db("question_reviews").delete();
  await world.db("reminders").update({ digest: 0, looked_on: null, reminded_at: null });
});

/** Somebody who wants a digest and has a quiz to finish. */
async function reader(given: Partial<Person> = {}, wish: { hour?: number; timeZone?: string } = {}): Promise<Person> {
  const team = await makeTeam(world.db);
  const person = await makePerson(world.db, { team_id: team.id, ...given });
  await assignQuiz(world.db, person, (await makeQuiz(world.db, { title: "Doors & <windows>" })).quiz, { teamId: team.id, dueAt: "2026-01-08T23:59:59.999Z" }, world.now());
  await changeReminders(world.db, person, { digest: true, hour: wish.hour ?? null });
  if (wish.timeZone) await changePreferences(world.db, person, { language: null, time_zone: wish.timeZone }, world.now());
  return person;
}
const queue = async () => { while (await queueDigests(world.db, RULES, world.now())) continue; };
const send = (to = server.address) => sendWaitingMail(world.db, postOffice({ address: to, from: "Debrief <debrief@example.org>" }), RULES, world.now);
const mailOf = async ({ id }: Person): Promise<Mail> => (await world.db("outbox").where({ person_id: id }).first())!;

describe("the daily digest", () => {
  test("says what is required, by when and how long it takes, also to somebody who wants no mail, and to nobody else", async () => {
    const person = await reader({ name: "Ada <Lovelace>, \"AL\"" });
    await changeReminders(world.db, person, { digest: false, hour: null });
    await makePerson(world.db);
    await queue();
    expect(await send()).toBe(1);
    const [mail, ...more] = server.taken;
    expect(more).toEqual([]);
    expect(mail).toMatchObject({ subject: "Debrief: 1 quiz to finish", to: { value: [{ address: person.email, name: person.name }] }, from: { value: [{ address: "debrief@example.org" }] } });
    expect(mail!.text).toContain("About 2 minutes in all.");
    expect(mail!.text).toContain("Doors & <windows>\nDue in 3 days, 8 January 2026 · about 2 minutes\nhttps://debrief.example/quizzes/");
    expect(mail!.html).toMatch(/>Doors &amp; &lt;windows&gt;<.*Due in 3 days, 8 January 2026/);
    expect(mail!.html).not.toMatch(/(?:src|background)="?http|url\(|<script|<img/);
    expect(mail!.text).toContain("because a quiz is required of you");
    expect(mail!.text).not.toContain("leaving");
    expect(mail!.headers.has("list")).toBe(false);
    expect(await mailOf(person)).toMatchObject({ state: "sent", message: "", tries: 1, subject: "Debrief: 1 quiz to finish" });
  });

  test("speaks the reader's language, with what the installation says in its own words and in its own look", async () => {
    const person = await reader({ language: "de" });
    const own: DigestRules = { ...RULES, letterhead: { name: "Werk <Nord>", accentLight: "#7a1f3d", accentDark: "#f0a8c0", logo: { type: "image/png", content: Buffer.from("a picture") } }, ownWords: new Map([["de", { opening: "Liebe <b>Leute</b>", closing: "Ihr Team" }]]) };
    await queue();
    expect(await sendWaitingMail(world.db, postOffice({ address: server.address, from: "Debrief <debrief@example.org>" }), own, world.now)).toBe(1);
    const [{ subject, text, html, attachments }] = server.taken as [ParsedMail];
    expect(subject).toBe("Werk <Nord>: 1 Quiz abzuschließen");
    expect(text).toMatch(new RegExp(`^Guten Tag ${person.name},\n\nLiebe <b>Leute</b>\n[^]*Doors & <windows>\nFällig in 3 Tagen, 8. Januar 2026 · etwa 2 Minuten\n[^]*Ihr Team\n`));
    expect(html).toContain('<html lang="de" dir="ltr">');
    expect(html).toContain("Liebe &lt;b&gt;Leute&lt;/b&gt;");
    for (const colour of ["#7a1f3d", "#f0a8c0"]) expect(html).toContain(colour);
    expect(attachments).toMatchObject([{ cid: "logo@debrief", contentType: "image/png", related: true }]);
  });

  test("says in its subject what is overdue, in the reader's language", async () => {
    const given = async (person: Person, quizzes: number, due: string) => {
      for (let made = 0; made < quizzes; made++) await assignQuiz(world.db, person, (await makeQuiz(world.db)).quiz, { teamId: person.team_id, dueAt: `${due}T23:59:59.999Z` }, new Date("2025-12-01T09:00:00Z"));
    };
    const [late, both, german] = [await reader(), await reader(), await reader({ language: "de" })];
    await world.db("duties").where({ person_id: late.id }).update({ due_on: "2026-01-02" });
    await given(both, 4, "2026-01-02");
    await given(german, 1, "2026-01-02");
    await queue();
    await send();
    expect(await Promise.all([late, both, german].map(async (person) => (await mailOf(person)).subject))).toEqual(["Debrief: 1 quiz overdue", "Debrief: 4 quizzes overdue and 1 due", "Debrief: 1 Quiz überfällig und 1 fällig"]);
  });

  test("leaves out what was done before it went, and does not go where that was everything", async () => {
    const [half, whole] = [await reader(), await reader()];
    const more = (await makeQuiz(world.db, { title: "Keys", questions: 1 })).quiz;
    await assignQuiz(world.db, half, more, { teamId: half.team_id, dueAt: null }, world.now());
    await queue();
    for (const person of [half, whole]) {
      const quiz = (await dueFor(world, person)).find(({ quiz: { title } }) => title !== "Keys")!.quiz;
      const attempt = await startAttempt(world.db, person, (await world.db("quizzes").where({ slug: quiz.slug }).first())!, world.now());
      for (const position of [1, 2, 3]) await answerQuestion(world.db, person, attempt, position, ["a"], world.now());
    }
    expect(await send()).toBe(1);
    expect(server.taken.map(({ text }) => [text!.includes("Keys"), text!.includes("Doors")])).toEqual([[true, false]]);
    expect(await mailOf(whole)).toMatchObject({ state: "dropped", failure: "mail.reasons.done" });
  });

  test("tells of policies to confirm when they are published or ask anew, then every four weeks, until they are confirmed", async () => {
    const admin = await makePerson(world.db, { roles: ["admin"] });
    const team = await makeTeam(world.db);
    const [person, confirmed] = [await makePerson(world.db, { team_id: team.id, language: "de", name: "Otto" }), await makePerson(world.db, { team_id: team.id })];
    const texts = { en: { title: "Phones <at> work", text: "Lock them." }, de: { title: "Telefone im Dienst", text: "Sperren." } };
    const policy = await addPolicy(world.db, admin, { texts, teams: [team.public_id], groups: [] }, world.now());
    const publish = (seen: number) => publishPolicy(world.db, admin, policy.public_id, { asksAgain: true, note: "", seen }, world.now());
    const confirm = (who: Person, number: number) => acknowledgePolicy(world.db, who, policy.public_id, { number, language: "en", hash: hashOf(texts.en) }, world.now());
    await publish(0);
    await confirm(confirmed, 1);
    await queue();
    expect(await send()).toBe(1);
    const [mail] = server.taken;
    expect(mail).toMatchObject({ subject: "Debrief: 1 Richtlinie zu bestätigen", to: { value: [{ address: person.email }] } });
    expect(mail!.text).toContain(`Telefone im Dienst\nLesen und bestätigen\nhttps://debrief.example/policies/${policy.public_id}`);
    expect(mail!.text).toContain("alle vier Wochen");
    expect(mail!.text).not.toContain("leaving");

    const sentOn = async (day: string) => { world.travelTo(`${day}T09:00:00Z`); server.taken.length = 0; await queue(); await send(); return server.taken.map(({ to }) => [to].flat()[0]!.value[0]!.address); };
    expect(await sentOn("2026-01-30")).toEqual([]);
    expect(await sentOn("2026-02-02")).toEqual([person.email]);
    world.travelTo("2026-02-02T12:00:00Z");
    await changePolicy(world.db, admin, policy.public_id, { texts: { en: { ...texts.en, text: "Lock them twice." } }, teams: [team.public_id], groups: [] }, world.now());
    await publish(1);
    expect((await sentOn("2026-02-03")).sort()).toEqual([person.email, confirmed.email].sort());
    await retirePolicy(world.db, admin, policy.public_id, world.now());
    expect(await sentOn("2026-03-04")).toEqual([]);
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
    expect(await send()).toBe(0);
    world.travelTo("2026-01-07T08:00:00Z");
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

  test("tells managers on their day what is overdue, without names, and trainers what is new in the studio, unless they want neither", async () => {
    const [manager, trainer] = [await makePerson(world.db, { roles: ["manager"] }), await makePerson(world.db, { roles: ["trainer"] })];
    const team = await makeTeam(world.db, { name: "Purchasing", manager_id: manager.id });
    const late = await makePerson(world.db, { team_id: team.id, name: "Late Larry" });
    await assignQuiz(world.db, trainer, (await makeQuiz(world.db)).quiz, { teamId: team.id, dueAt: "2026-01-04T23:59:59.999Z" }, new Date("2026-01-02T09:00:00Z"));
    await refreshFigures(world.db, RULES.disclosure, world.now(), { all: true });
    const { row, version } = await makeQuestion(world.db);
    await insertReview(world.db, { question_id: row.id, question_version_id: version.id, asked_by: null, asked_at: world.now().toISOString(), note: "" });
    await queue();
    await send();
    const told = new Map(server.taken.map((mail) => [[mail.to].flat()[0]!.value[0]!.address, mail.text!]));
    expect([...told.keys()].sort()).toEqual([manager.email, trainer.email, late.email].sort());
    expect(told.get(manager.email)).toMatch(/OVERDUE IN YOUR TEAMS\n\n.*\n1 of 1 quizzes overdue, counted for each person\nhttps:\/\/debrief\.example\/desk/);
    expect(told.get(manager.email)).not.toContain("Larry");
    expect(told.get(trainer.email)).toContain("1 question to look through");
    await world.db("outbox").delete();
    await world.db("reminders").update({ looked_on: null, reminded_at: null });
    for (const person of [manager, trainer]) await leaveDigests(world.db, leavingToken(person, "a secret"), "a secret");
    await queue();
    await send();
    expect(server.taken.slice(3).map(({ to }) => [to].flat()[0]!.value[0]!.address)).toEqual([late.email]);
  });

  test("is not sent where nothing is due", async () => {
    const person = await makePerson(world.db);
    await changeReminders(world.db, person, { digest: true, hour: null });
    await queue();
    expect(await send()).toBe(0);
    expect(await mailOf(person)).toBeUndefined();
    expect(await findReminders(world.db, person.id)).toMatchObject({ looked_on: "2026-01-05", reminded_at: null });
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
      expect(told.get(email)!.text).toMatch(/Leave out what is voluntary: https:\/\/debrief\.example\/leaving\/\S+/);
      expect(JSON.stringify([...told.get(email)!.headers])).toMatch(/https:\/\/debrief\.example\/leaving\/.*List-Unsubscribe=One-Click/);
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

  test("is dropped when its reader has left, or it was not assigned any more, before it went", async () => {
    const [left, free] = [await reader(), await reader()];
    await queue();
    for (const { public_id } of await world.db("assignments").whereIn("id", world.db("assignment_audiences").where({ team_id: free.team_id }).select("assignment_id"))) await setEnded(world.db, { person: await makePerson(world.db, { roles: ["admin"] }), reach: "everybody" }, public_id, true, world.now());
    await deactivatePerson(world.db, await makePerson(world.db, { roles: ["admin"] }), left.public_id, world.now());
    expect(await send()).toBe(0);
    expect(server.taken).toEqual([]);
    for (const person of [left, free]) expect(await mailOf(person)).toMatchObject({ state: "dropped", message: "" });
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
    await world.db("reminders").update({ looked_on: null });
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
  });

  test("tells no password of the mail server", async () => {
    const person = await reader();
    await queue();
    await send("smtp://debrief:hunter2@127.0.0.1:9");
    expect((await mailOf(person)).failure).not.toContain("hunter2");
    expect((await mailOf(person)).failure).not.toBe("");
  });

  test("goes out once each, by its id, through a server that refuses, drops connections before it answers and is sometimes gone, from two senders at once", async () => {
    const people: Person[] = [];
    for (let count = 0; count < 16; count += 1) people.push(await reader());
    await queue();
    let turn = 0;
    const faults: (Fault | undefined)[] = [{ at: "rcpt", code: 451 }, { at: "drop", isKept: true }, undefined, { at: "mail", code: 421 }, { at: "data", code: 452 }, undefined, { at: "drop", isKept: false }, { at: "mail", code: 554 }, { at: "rcpt", code: 450 }, undefined, undefined];
    server.misbehave(() => faults[turn++ % faults.length]);
    for (let round = 0; round < 60 && (await world.db("outbox").whereIn("state", ["queued", "sending"])).length > 0; round += 1) {
      await Promise.all([send(), send()]);
      world.travelTo(later(world.now(), 20 * MINUTE));
    }
    server.misbehave(() => undefined);
    expect(await world.db("outbox").distinct("state")).toEqual([{ state: "sent" }]);
    const ids = new Map(server.taken.map(({ messageId, to }) => [messageId, [to].flat()[0]!.value[0]!.address]));
    expect([...ids.values()].sort()).toEqual(people.map(({ email }) => email).sort());
    expect(server.taken.length).toBeGreaterThan(people.length);
  });

  test("gives no password to a server whose certificate nobody vouches for, and waits", async () => {
    const secure = await openMailServer(0, { tls: true });
    const person = await reader();
    await queue();
    const address = secure.address.replace("//", "//debrief:hunter2@");
    expect(await send(address)).toBe(0);
    expect(await mailOf(person)).toMatchObject({ state: "queued", tries: 1, failure: expect.stringMatching(/certificate|altnames/i) as string });
    expect([secure.passwords, secure.taken]).toEqual([[], []]);
    world.travelTo(later(world.now(), 3 * MINUTE));
    expect(await send(`${address}?tls.rejectUnauthorized=false`)).toBe(1);
    expect(secure.passwords).toEqual(["hunter2"]);
    await secure.close();
  });

  test("is one line in each header, whatever names and addresses hold, and stops at an address that cannot be written", async () => {
    const names = ["Eve\r\nBcc: all@example.org\r\n\r\nHello", "\u202Egro.elpmaxe@nimda", "Ü".repeat(200), '"Q" <q@example.org>, r@example.org', "محمد"];
    const people: Person[] = [];
    for (const name of names) people.push(await reader({ name }));
    const [quoted, unicode, broken] = [await reader({ email: "o'hara+x@example.test" }), await reader({ email: "jürgen@müller.example" }), await reader({ email: "<x@example.test>\r\nrcpt to:<y@example.test>" })];
    await queue();
    await send();
    await send();
    const got = new Map(server.taken.map((mail) => [[mail.to].flat()[0]!.value[0]!.address, mail]));
    expect(got.size).toBe(server.taken.length);
    expect(server.taken.some(({ bcc, cc }) => bcc || cc)).toBe(false);
    for (const { email } of [...people, quoted]) expect(got.has(email)).toBe(true);
    expect(got.get(people[1]!.email)!.to).toMatchObject({ value: [{ name: "gro.elpmaxe@nimda" }] });
    expect([got.get(people[2]!.email)!.to].flat()[0]!.value[0]!.name).toBe(`${"Ü".repeat(63)}…`);
    expect(await mailOf(broken)).toMatchObject({ state: "failed" });
    expect((await mailOf(unicode)).state).toMatch(/sent|failed/);
  });
});
