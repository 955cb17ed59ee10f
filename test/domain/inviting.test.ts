import type { ParsedMail } from "mailparser";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { assignQuiz, removeAssignment } from "../../src/domain/assignments.ts";
import { setEnded } from "../../src/domain/assigning.ts";
import { grantException } from "../../src/domain/assignment-exceptions.ts";
import { calendarOf } from "../../src/domain/calendars.ts";
import { queueInvitations } from "../../src/domain/inviting.ts";
import { deactivatePerson } from "../../src/domain/people.ts";
import { postOffice } from "../../src/domain/post-office.ts";
import { reinstateQuiz, retireQuiz } from "../../src/domain/retiring.ts";
import { sendWaitingMail } from "../../src/domain/sending-mail.ts";
import { later, MINUTE } from "../../src/lib/clock.ts";
import type { Person } from "../../src/storage/tables.ts";
import { openMailServer, type MailServer } from "../support/mail-server.ts";
import { mailRulesWith } from "../support/mail-rules.ts";
import { makePerson, makeQuiz, makeTeam } from "../support/make.ts";
import { sit } from "../support/sitting.ts";
import { readCalendar, textIn, valueOf, type CalendarComponent } from "../support/strict-calendar.ts";
import { openWorld, type World } from "../support/world.ts";

const RULES = mailRulesWith({ invites: true });
let world: World;
let server: MailServer;
let admin: Person;
beforeAll(async () => { world = await openWorld(); server = await openMailServer(); admin = await makePerson(world.db, { roles: ["admin"] }); });
afterAll(async () => { await server.close(); await world.close(); });
beforeEach(async () => {
  world.travelTo("2026-01-05T09:00:00Z");
  server.refuse(0);
  await world.db("outbox").delete();
  await world.db("calendar_entries").delete();
  await world.db("duties").update({ state: "exempt" });
});

async function invited(given: Partial<Person> = {}) {
  const team = await makeTeam(world.db);
  const person = await makePerson(world.db, { team_id: team.id, name: 'Ada "the first", Lovelace', ...given });
  const { quiz } = await makeQuiz(world.db, { title: "Doors; left, open", questions: 1 });
  const assignment = await assignQuiz(world.db, admin, quiz, { teamId: team.id, dueAt: "2026-01-20T23:59:59.999Z" }, world.now());
  return { person, quiz, team, assignment };
}

/** What went out since the last time, by whatever number of processes. */
async function tell(): Promise<{ mail: ParsedMail; method: string | undefined; event: CalendarComponent }[]> {
  server.taken.length = 0;
  const turn = async () => { await queueInvitations(world.db, RULES, world.now()); await sendWaitingMail(world.db, postOffice({ address: server.address, from: "Debrief <debrief@example.org>" }), RULES, world.now); };
  await Promise.all([turn(), turn()]);
  world.travelTo(later(world.now(), 30 * MINUTE));
  return server.taken.map((mail) => {
    const [attached] = mail.attachments.filter(({ contentType }) => /calendar|ics/.test(contentType));
    const calendar = readCalendar(attached!.content.toString());
    return { mail, method: valueOf(calendar, "METHOD"), event: calendar.components[0]! };
  });
}

const numbersOf = (told: Awaited<ReturnType<typeof tell>>) => told.map(({ method, event }) => [method, valueOf(event, "SEQUENCE"), valueOf(event, "DTSTART")]);
const feedOf = async (person: Person) => readCalendar(await calendarOf(world.db, person, "https://debrief.example", { language: "en", timeZone: "UTC", name: "Debrief" }, world.now())).components;

describe("an invitation by calendar", () => {
  test("comes once, follows when the day moves, and is cancelled when it is done, all under one name that the feed has too", async () => {
    const { person, quiz, team, assignment } = await invited();
    const [first, ...more] = await tell();
    expect(more).toEqual([]);
    expect(first!.mail).toMatchObject({ subject: "Debrief: Doors; left, open, due 20 January 2026", to: { value: [{ address: person.email }] } });
    expect(first!.mail.attachments.map(({ contentType }) => contentType)).toContain("text/calendar");
    expect([textIn(valueOf(first!.event, "SUMMARY")), valueOf(first!.event, "ORGANIZER"), valueOf(first!.event, "ATTENDEE"), valueOf(first!.event, "STATUS")])
      .toEqual(["Quiz due: Doors; left, open", "mailto:debrief@example.org", `mailto:${person.email}`, "CONFIRMED"]);
    expect(numbersOf([first!])).toEqual([["REQUEST", "0", "20260120"]]);
    expect(await tell()).toEqual([]);

    await assignQuiz(world.db, admin, quiz, { teamId: team.id, dueAt: "2026-01-22T23:59:59.999Z" }, world.now());
    const moved = await tell();
    await grantException(world.db, { person: admin, reach: "everybody" }, assignment.public_id, { kind: "extension", person: person.email, due_on: "2026-01-30", reason: "" }, world.now());
    const extended = await tell();
    expect(numbersOf([...moved, ...extended])).toEqual([["REQUEST", "1", "20260122"], ["REQUEST", "2", "20260130"]]);
    expect(moved[0]!.mail.subject).toContain("now due 22 January 2026");

    await (await sit(world, await world.signedInAs(person), quiz.slug)).finish();
    const cancelled = await tell();
    expect(numbersOf(cancelled)).toEqual([["CANCEL", "3", "20260130"]]);
    expect(cancelled[0]!.mail.subject).toContain("is off your list");
    const feed = await feedOf(person);
    const own = feed.filter((event) => valueOf(event, "UID") === valueOf(first!.event, "UID"));
    expect(own.map((event) => [valueOf(event, "SEQUENCE"), valueOf(event, "STATUS")])).toEqual([["3", "CANCELLED"]]);
    expect(new Set([first!, ...moved, ...extended, ...cancelled].map(({ event }) => valueOf(event, "UID"))).size).toBe(1);
    expect(await tell()).toEqual([]);
  });

  test("is cancelled when the assignment ends or the quiz is withdrawn, and comes again with the next number when they do", async () => {
    const { person, quiz, assignment } = await invited();
    expect(numbersOf(await tell())).toEqual([["REQUEST", "0", "20260120"]]);
    await setEnded(world.db, { person: admin, reach: "everybody" }, assignment.public_id, true, world.now());
    expect(numbersOf(await tell())).toEqual([["CANCEL", "1", "20260120"]]);
    await setEnded(world.db, { person: admin, reach: "everybody" }, assignment.public_id, false, world.now());
    expect(numbersOf(await tell())).toEqual([["REQUEST", "2", "20260120"]]);
    await retireQuiz(world.db, admin, quiz, world.now());
    expect(numbersOf(await tell())).toEqual([["CANCEL", "3", "20260120"]]);
    await reinstateQuiz(world.db, admin, quiz, world.now());
    expect(numbersOf(await tell())).toEqual([["REQUEST", "4", "20260120"]]);
    await deactivatePerson(world.db, admin, person.public_id, world.now());
    await removeAssignment(world.db, admin, quiz, assignment.public_id, world.now());
    expect(await tell()).toEqual([]);
  });

  test("is not sent for what was over before it went, for what is past, for free quizzes, nor where nobody turned it on", async () => {
    const { person, quiz, assignment } = await invited();
    await queueInvitations(world.db, RULES, world.now());
    await setEnded(world.db, { person: admin, reach: "everybody" }, assignment.public_id, true, world.now());
    expect(await tell()).toEqual([]);
    expect(await world.db("outbox").where({ person_id: person.id })).toMatchObject([{ kind: "invitation", state: "dropped", failure: "mail.reasons.changed" }]);
    await setEnded(world.db, { person: admin, reach: "everybody" }, assignment.public_id, false, world.now());
    await queueInvitations(world.db, { ...RULES, invites: false }, world.now());
    await world.db("assignments").where({ id: assignment.id }).update({ required: 0 });
    expect(await tell()).toEqual([]);
    await world.db("assignments").where({ id: assignment.id }).update({ required: 1 });
    expect(numbersOf(await tell())).toEqual([["REQUEST", "2", "20260120"]]);
    world.travelTo("2026-01-25T09:00:00Z");
    await (await sit(world, await world.signedInAs(person), quiz.slug)).finish();
    expect(await tell()).toEqual([]);
    expect((await feedOf(person)).filter((event) => valueOf(event, "STATUS") === "CANCELLED")).toEqual([]);
  });
});
