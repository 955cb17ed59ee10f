import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { checkAccountLink, newAccountLink, requestReset, useAccountLink } from "../../src/domain/account-links.ts";
import { addPerson, setPassword } from "../../src/domain/people.ts";
import { mailRules } from "../../src/domain/mail-rules.ts";
import { postOffice } from "../../src/domain/post-office.ts";
import { sendWaitingMail } from "../../src/domain/sending-mail.ts";
import { queueNotices } from "../../src/domain/security-notices.ts";
import { signIn } from "../../src/domain/signing-in.ts";
import { DAY, HOUR, later } from "../../src/lib/clock.ts";
import { debrief } from "../support/command-line.ts";
import { openMailServer, type MailServer } from "../support/mail-server.ts";
import { makePerson, PASSWORD } from "../support/make.ts";
import { openWorld, type World } from "../support/world.ts";

const SITE = "https://debrief.example.org";
const CHOSEN = "gurke tanzt montags heimlich";
let world: World;
let mail: MailServer;
beforeAll(async () => { mail = await openMailServer(); world = await openWorld({ publicUrl: SITE, mail: { address: mail.address, from: "Debrief <debrief@example.org>" } }); });
afterAll(async () => { await world.close(); await mail.close(); });
beforeEach(() => { mail.taken.length = 0; });

const send = async () => sendWaitingMail(world.db, postOffice(world.config.mail!), await mailRules(world.db, world.config, "the secret of the tests"), world.now);
const linkIn = (text: string | undefined) => /https:\/\/debrief\.example\.org\/account\/(invitation|reset)\/([\w-]{43})$/m.exec(text ?? "")!;
const details = { name: "Ann", team: "", roles: [], external_id: "", department: "", site: "", job_title: "", start_date: "", line_manager: "" };
const mailsOf = (id: number) => world.db("outbox").where({ person_id: id });

describe("an invitation", () => {
  test("reaches somebody new in their language, as text and as HTML, and lets them choose a password once", async () => {
    const admin = await makePerson(world.db, { roles: ["admin"] });
    const ann = await addPerson(world.db, admin, { ...details, email: "ann@example.test", isInvited: true }, world.now());
    await world.db("people").where({ id: ann.id }).update({ language: "de" });
    expect(await send()).toBe(1);

    const [{ subject, text, html, messageId } = {} as never] = mail.taken;
    expect(subject).toBe("Debrief: Ihre Einladung");
    expect(messageId).toMatch(/^<welcome-[\w-]+@debrief\.example\.org>$/);
    const [address, kind, token = ""] = linkIn(text);
    expect(kind).toBe("invitation");
    expect(html).toContain(`href="${address}"`);
    const [row] = await mailsOf(ann.id);
    expect([row!.state, row!.subject, JSON.stringify(row).includes(token)]).toEqual(["sent", subject, false]);
    expect(JSON.stringify(await world.db("account_links"))).not.toContain(token);

    await useAccountLink(world.db, "invitation", token, CHOSEN, world.now());
    expect(await signIn(world.db, { email: ann.email, password: CHOSEN }, "192.0.2.1", world.now())).toMatchObject({ id: ann.id });
    await expect(useAccountLink(world.db, "invitation", token, `${CHOSEN} zwei`, world.now())).rejects.toThrow("was used already");
    const deeds = await world.db("audit_events").where({ subject: ann.public_id }).orderBy("id");
    expect(deeds.map(({ deed, actor_id }) => [deed, actor_id])).toEqual([["person.added", admin.id], ["person.invited", admin.id], ["person.invitation-accepted", ann.id]]);
  });

  test("is not sent to somebody who left meanwhile", async () => {
    const admin = await makePerson(world.db, { roles: ["admin"] });
    const gone = await addPerson(world.db, admin, { ...details, email: "gone@example.test", isInvited: true }, world.now());
    await world.db("people").where({ id: gone.id }).update({ deactivated_at: world.now().toISOString() });
    expect(await send()).toBe(0);
    expect((await mailsOf(gone.id))[0]!.state).toBe("dropped");
  });
});

describe("a change of what somebody signs in with", () => {
  test("is told to its owner by mail, once, whoever made it", async () => {
    const [admin, person] = [await makePerson(world.db, { roles: ["admin"] }), await makePerson(world.db)];
    await setPassword(world.db, admin, person.public_id, CHOSEN, world.now());
    await useAccountLink(world.db, "reset", await newAccountLink(world.db, person.id, "reset", world.now()), `${CHOSEN} zwei`, world.now());
    const before = await world.db("outbox").where({ person_id: person.id });
    for (let round = 0; round < 2; round++) await queueNotices(world.db, world.now());
    expect(before).toEqual([]);
    await send();
    const texts = mail.taken.filter(({ to }) => JSON.stringify(to).includes(person.email)).map(({ text }) => text);
    expect(texts.sort()).toEqual([expect.stringContaining("A new password was chosen through a link by mail on 5 January 2026"), expect.stringContaining("An administrator set a new password for you")]);
    expect(texts[0]).toContain("https://debrief.example.org/account/security");
  });
});

describe("a link for a new password", () => {
  test("ends every session and every other link, and is forgotten with the old password", async () => {
    const person = await makePerson(world.db);
    await world.db("sessions").insert({ id: "one", person_id: person.id, data: "{}", touched_at: "", expires_at: "9" });
    const [one, other] = [await newAccountLink(world.db, person.id, "reset", world.now()), await newAccountLink(world.db, person.id, "reset", world.now())];
    await useAccountLink(world.db, "reset", one, CHOSEN, world.now());
    expect(await world.db("sessions").where({ person_id: person.id })).toEqual([]);
    await expect(checkAccountLink(world.db, "reset", other, world.now())).rejects.toThrow("was used already");
    expect(await signIn(world.db, { email: person.email, password: PASSWORD }, "192.0.2.1", world.now())).toBe("wrong");
  });

  test("works once however many come with it at the same moment", async () => {
    const person = await makePerson(world.db);
    const token = await newAccountLink(world.db, person.id, "reset", world.now());
    const outcomes = await world.atOnce(...["eins", "zwei", "drei", "vier"].map((word) => () => useAccountLink(world.db, "reset", token, `${CHOSEN} ${word}`, world.now())));
    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  });

  test("opens nothing when it is too old, of another kind, altered, or its person may not come in", async () => {
    const person = await makePerson(world.db);
    const token = await newAccountLink(world.db, person.id, "reset", world.now());
    const check = (kind: "reset" | "invitation", given: string, at = world.now()) => checkAccountLink(world.db, kind, given, at);
    await expect(check("reset", token, later(world.now(), HOUR - 1))).resolves.toMatchObject({ id: person.id });
    for (const wrong of [() => check("reset", token, later(world.now(), HOUR)), () => check("invitation", token), () => check("reset", `${token.slice(0, -1)}~`), () => check("reset", "")]) await expect(wrong()).rejects.toThrow("was used already");
    await world.db("people").where({ id: person.id }).update({ deactivated_at: world.now().toISOString() });
    await expect(check("reset", token)).rejects.toThrow("was used already");
    const invitation = await newAccountLink(world.db, (await makePerson(world.db)).id, "invitation", world.now());
    await expect(check("invitation", invitation, later(world.now(), 7 * DAY))).rejects.toThrow("older than a week");
  });

  test("refuses a password that is tried first, and the link stays good", async () => {
    const person = await makePerson(world.db, { name: "Wilhelmina Tell" });
    const token = await newAccountLink(world.db, person.id, "reset", world.now());
    await expect(useAccountLink(world.db, "reset", token, "WilhelminaTell1", world.now())).rejects.toThrow("tried first");
    await expect(useAccountLink(world.db, "reset", token, "short", world.now())).rejects.toThrow("at least 12");
    await useAccountLink(world.db, "reset", token, CHOSEN, world.now());
  });

  test("is printed for whoever runs the server, for somebody who is locked out", async () => {
    const person = await makePerson(world.db);
    await world.db("one_time_secrets").insert({ person_id: person.id, sealed_secret: "x", created_at: "2026", confirmed_at: "2026" });
    const env = { DATABASE_URL: world.config.databaseUrl, PUBLIC_URL: `${SITE}/` };
    const { stdout, status } = await debrief(["people", "link", person.email, "--without-second-factor"], { env });
    expect(status).toBe(0);
    await expect(checkAccountLink(world.db, "reset", linkIn(stdout.trim())[2]!, new Date((await world.db("account_links").where({ person_id: person.id }))[0]!.created_at))).resolves.toMatchObject({ id: person.id });
    expect(await world.db("one_time_secrets").where({ person_id: person.id })).toEqual([]);
    expect((await debrief(["people", "link", "nobody@example.test"], { env })).stderr).toContain("Nobody here has the email");
  });

  test("goes to whoever it is for, three times an hour at most, whoever asks", async () => {
    const person = await makePerson(world.db);
    const gone = await makePerson(world.db, { deactivated_at: "2026-01-02T00:00:00.000Z" });
    for (let asked = 0; asked < 5; asked++) await requestReset(world.db, ` ${person.email.toUpperCase()}`, world.now());
    for (const email of [gone.email, "nobody@example.test", ""]) await requestReset(world.db, email, world.now());
    expect(await send()).toBe(3);
    expect(new Set(mail.taken.map(({ text }) => linkIn(text)[2])).size).toBe(3);
    await requestReset(world.db, person.email, later(world.now(), HOUR + 1));
    expect(await mailsOf(person.id)).toHaveLength(4);
  });
});
