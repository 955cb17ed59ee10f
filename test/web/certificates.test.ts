import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { formatNumber } from "../../src/lib/certificate-number.ts";
import type { Certificate } from "../../src/storage/certificate-tables.ts";
import type { Person } from "../../src/storage/tables.ts";
import { makePerson } from "../support/make.ts";
import { readPdf } from "../support/pdf.ts";
import { learnerAt, sit } from "../support/sitting.ts";
import { QUIZ, makeDraft } from "../support/studio.ts";
import { openWorld, type Agent, type World } from "../support/world.ts";

let world: World;
let person: Person;
let agent: Agent;
let certificate: Certificate;
let address: string;
beforeAll(async () => {
  world = await openWorld({ publicUrl: "http://debrief.example" });
  const made = await learnerAt(world, { title: "Doors left open", certificate_months: 12 }, { name: "Nguyễn Thị <b>Minh</b>" });
  ({ person, agent } = made);
  await (await sit(world, agent, made.quiz.slug)).finish();
  certificate = (await world.db("certificates").where({ person_id: person.id }).first())!;
  address = `/certificates/${formatNumber(certificate.number)}`;
});
afterAll(() => world.close());

const choose = (shows: string, by = agent) => by.post(`${address}/name`).type("form").send({ shows });
const seenAt = async (path: string, status = 200) => (await world.visitor().get(path).expect(status)).text;
const full = () => `${address}/${formatNumber(certificate.secret)}`;

describe("a certificate", () => {
  test("is found by its holder, who alone gets the document, with headers that keep it a document", async () => {
    expect((await agent.get("/certificates").expect(200)).text).toMatch(/Doors left open.*Valid.*5 January 2026/s);
    const answer = await agent.get(`${address}/document`).buffer(true).parse((res, done) => { const parts: Buffer[] = []; res.on("data", (part: Buffer) => parts.push(part)).on("end", () => done(null, Buffer.concat(parts))); }).expect(200);
    expect(answer.headers).toMatchObject({ "content-type": "application/pdf", "x-content-type-options": "nosniff", "cache-control": "no-store", "content-disposition": `attachment; filename="certificate-${formatNumber(certificate.number)}.pdf"` });
    expect(readPdf(answer.body as Buffer).text).toContain(`http://debrief.example${address}`);
    const other = await world.signedInAs(await makePerson(world.db, { roles: ["admin"] }));
    for (const by of [other]) await by.get(`${address}/document`).expect(404);
    await world.visitor().get(`${address}/document`).expect(303);
    await choose("name", other).expect(404);
  });

  test("is checked by anybody without signing in, and shows of the name what its holder lets be seen", async () => {
    const nothing = await seenAt(address.toLowerCase());
    expect(nothing).toContain("This certificate is valid.");
    expect(nothing).toContain("The holder does not show a name here.");
    expect(nothing).not.toMatch(/Minh|Nguy|person\d+@/);
    await choose("initials").expect(303);
    for (const path of [address, full()]) expect(await seenAt(path)).toContain("N. T. b.");
    const { headers } = await choose("name").expect(303);
    expect(headers["location"]).toBe(full());
    expect(await seenAt(address)).not.toContain("Minh");
    expect(await seenAt(full())).toContain("Nguyễn Thị &lt;b&gt;Minh&lt;/b&gt;");
    await choose("everything").expect(422);
    await choose("nothing").expect(303);
    expect(await seenAt(full())).not.toContain("Minh");
  });

  test("that nobody has, or that is misread, says so", async () => {
    expect(await seenAt(`${address.slice(0, -1)}${address.endsWith("0") ? "1" : "0"}`, 404)).toContain("a sign is wrong or missing");
    expect(await seenAt("/certificates/0000-0000-0000-0000", 404)).toContain("No certificate was given out");
    expect(await seenAt(`${address}/0000-0000-0000`, 404)).toContain("No certificate was given out");
    expect(await seenAt("/certificates/check?number=%3Cb%3E", 422)).toContain("&lt;b&gt;");
    expect((await world.visitor().get(`/certificates/check?number=${certificate.number.toLowerCase()}`).expect(303)).headers["location"]).toBe(address);
    await world.visitor().get("/certificates").expect(303);
  });

  test("says when it has expired, and when it was revoked, with the reason to its holder only", async () => {
    world.travelTo("2027-01-06T00:00:01Z");
    expect(await seenAt(address)).toContain("This certificate has expired.");
    world.travelTo("2026-01-06T09:00:00Z");
    agent = await world.signedInAs(person);
    const revoke = (by: Agent, reason: string) => by.post(`${address}/revocation`).type("form").send({ reason });
    await revoke(agent, "I would rather not have it.").expect(403);
    const admin = await world.signedInAs(await makePerson(world.db, { roles: ["admin"] }));
    expect((await revoke(admin, "No.").expect(422)).text).toContain("Say why in a sentence");
    await revoke(admin, "Somebody else took the quiz.").expect(303);
    expect(await seenAt(address)).toContain("This certificate was revoked.");
    expect(await seenAt(address)).not.toContain("Somebody else took");
    expect((await agent.get(address)).text).toContain("Somebody else took the quiz.");
    await agent.get(`${address}/document`).expect(422);
  });
});

describe("a quiz in the studio", () => {
  test("says how long its certificate is valid, in each version as it was published", async () => {
    const trainer = await world.signedInAs(await makePerson(world.db, { roles: ["trainer"] }));
    for (const certificate_months of ["", "0", "121", "1.5"]) expect((await trainer.post("/studio/quizzes").type("form").send({ ...QUIZ, certificate: "1", certificate_months }).expect(422)).text).toContain("Enter a whole number from 1 to 120.");
    const path = await makeDraft(trainer, { ...QUIZ, title: "With a certificate", ...{ certificate: "1", certificate_months: "24", closed_book: "1" } });
    expect(await world.db("quizzes").where({ title: "With a certificate" }).first()).toMatchObject({ certificate_months: 24, closed_book: 1 });
    expect((await trainer.get(path)).text).toMatch(/name="certificate_months" type="number" value="24"/);
    await trainer.post(path).type("form").send({ ...QUIZ, title: "With a certificate", certificate_months: "24" }).expect(303);
    expect(await world.db("quizzes").where({ title: "With a certificate" }).first()).toMatchObject({ certificate_months: null, closed_book: 0 });
  });
});
