import { createHmac } from "node:crypto";
import { execFileSync } from "node:child_process";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { endQuestionLink, makeQuestionLink, personalAddress } from "../../src/domain/question-links.ts";
import { unpack } from "../../src/web/sheets.ts";
import { makePerson, makeQuestion, makeQuiz, PASSWORD } from "../support/make.ts";
import { typedIn } from "../support/typed.ts";
import { openWorld, type Agent, type World } from "../support/world.ts";

let [world, trainer]: [World, Agent] = [] as never;
beforeAll(async () => { world = await openWorld(); trainer = await world.signedInAs(await makePerson(world.db, { roles: ["trainer"] })); });
afterAll(() => world.close());

const SECRET = "the secret of the tests";
const UNTIL = Math.floor(Date.parse("2026-02-01T00:00:00Z") / 1000);

async function makeLink(given: object = {}) {
  const { row } = await makeQuestion(world.db, { level: "decide", row: { level: "decide" } });
  const { publicId, secret } = await makeQuestionLink(world.db, await makePerson(world.db), { title: "What was odd?", question: row.public_id, quiz: "", endsAt: "2026-01-31T23:59:59.999Z", reason: "", ...given }, SECRET, world.now());
  const address = (person: string, until = UNTIL, signature = createHmac("sha256", secret).update(`${publicId}\n${person}\n${until}`).digest("hex")) => `/one/${publicId}?person=${encodeURIComponent(person)}&until=${until}&signature=${signature}`;
  return { publicId, secret, address, link: (await world.db("question_links").where({ public_id: publicId }).first())! };
}

/** Follows an address as a browser does, to the clean one. */
async function follow(agent: Agent, address: string) {
  const { headers } = await agent.get(address).expect(303);
  expect(headers["location"]).toBe(address.split("?")[0]);
  return headers["location"]!;
}
const cookieIn = ({ headers }: { headers: Record<string, unknown> }) => (headers["set-cookie"] as string[])[0]!.split(";")[0]!;
const countAttempts = async (quizId: number) => (await world.db("attempts").where({ quiz_id: quizId })).length;
const said = (text: string) => /<h1[^>]*>([^<]*)<\/h1>/.exec(text)?.[1];

describe("a link to one question", () => {
  test("lets its person answer once without signing in, records nothing by being looked at, and shows the answer again", async () => {
    const { address, link } = await makeLink();
    const person = await makePerson(world.db, { name: "Ada Secretname", email: "ada@example.test" });
    const agent = world.visitor();
    for (const _scanner of [1, 2]) await world.visitor().get(address(person.public_id)).redirects(1).expect(200);
    const page = await follow(agent, address(person.public_id));
    expect((await agent.get(page).expect(200)).text).toContain("Show me the question");
    expect(await countAttempts(link.quiz_id)).toBe(0);
    await agent.post(page).expect(303);
    const asked = await agent.get(page).expect(200);
    expect(asked.text).toContain("What is asked in question");
    expect(asked.text).not.toMatch(/Why option|The explanation|Ada|signature/);
    await agent.post(`${page}/response`).type("form").send({}).expect(422);
    const [line] = await world.db("paper_items").join("question_versions", "question_versions.id", "paper_items.question_version_id").join("attempts", "attempts.id", "paper_items.attempt_id").where("attempts.quiz_id", link.quiz_id).select("layout", "body");
    const right = String(unpack(line as never).layout.indexOf("a") + 1);
    await agent.post(`${page}/response`).type("form").send({ chosen: right }).expect(303);
    expect((await agent.get(page).expect(200)).text).toMatch(/Why option a[\s\S]*that was it/);
    await agent.post(page).expect(303);
    await agent.post(`${page}/response`).type("form").send({ chosen: "2" }).expect(303);
    expect(await world.db("attempts").where({ quiz_id: link.quiz_id })).toMatchObject([{ person_id: person.id, score: 1, of: 1 }]);
    world.travelTo("2026-01-31T23:59:59.999Z");
    expect((await agent.get(await follow(agent, address(person.public_id))).expect(200)).text).toContain("that was it");
    world.travelTo("2026-01-05T09:00:00Z");
    for (const path of ["/", "/progress", "/quizzes", "/settings"]) await agent.get(path).expect(303);
    expect((await trainer.get("/quizzes").expect(200)).text).not.toContain("What was odd?");
  });

  test("tells nobody else how its person answered, whoever signs an address for them", async () => {
    const { address, publicId } = await makeLink();
    const person = await makePerson(world.db);
    const [own, before, after] = [world.visitor(), world.visitor(), trainer];
    const page = await follow(before, address(person.public_id));
    await before.post(page).expect(303);
    await own.post(await follow(own, address(person.public_id))).expect(303);
    await own.post(`${page}/response`).type("form").send({ chosen: "1" }).expect(303);
    await before.post(`${page}/response`).type("form").send({ chosen: "2" }).expect(303);
    await follow(after, address(person.public_id));
    const theirs = await own.get(page).expect(200);
    expect(theirs.text).toMatch(/Why option[\s\S]*that was it/);
    const other = await makeLink();
    const elsewhere = world.visitor();
    await elsewhere.post(await follow(elsewhere, other.address(person.public_id))).expect(303);
    const proof = cookieIn(await elsewhere.post(`/one/${other.publicId}/response`).type("form").send({ chosen: "1" }).expect(303)).split("=")[1];
    const carried = cookieIn(await world.visitor().get(address(person.public_id)));
    const forgers = [proof, "A".repeat(80)].map((value) => world.visitor().set("Cookie", `${carried}; debrief.answered.${publicId}=${value}`));
    for (const agent of [before, after, ...forgers]) {
      for (const asked of [agent.get(page), agent.post(`${page}/response`).type("form").send({}).redirects(1)]) {
        const { status, text } = await asked;
        expect([status, said(text)]).toEqual([200, "This question has been answered"]);
        expect(text).not.toMatch(/data-(?:chosen|score|of|question)|Why option|option [a-d]|The explanation/);
      }
    }
    const signedIn = await world.signedInAs(person);
    expect((await signedIn.get(await follow(signedIn, address(person.public_id))).expect(200)).text).toMatch(/Why option[\s\S]*that was it/);
  });

  test("names its person by personnel number or email too, as the documented commands sign it", async () => {
    const { publicId, secret, link } = await makeLink();
    const person = await makePerson(world.db, { external_id: "4711", email: "number@example.test" });
    const page = await trainer.get(`/studio/links/${publicId}`).expect(200);
    const shell = /<code>(link=[\s\S]*?)<\/code>/.exec(page.text)![1]!.replaceAll("&amp;", "&").replaceAll("&#34;", '"').replaceAll("&#39;", "'").replace('$(date -d "+14 days" +%s)', String(UNTIL));
    const address = new URL(execFileSync("sh", ["-c", shell], { env: { ...process.env, SECRET: secret }, encoding: "utf8" }).trim());
    const agent = world.visitor();
    await agent.post(await follow(agent, address.pathname + address.search)).expect(303);
    expect(await world.db("attempts").where({ quiz_id: link.quiz_id })).toMatchObject([{ person_id: person.id }]);
    const signature = createHmac("sha256", secret).update(`${publicId}\nNumber@example.test\n${UNTIL}`).digest("hex");
    await follow(world.visitor(), `/one/${publicId}?person=Number%40example.test&until=${UNTIL}&signature=${signature.toUpperCase()}`);
  });

  test("is refused when it was altered, is over, was signed for another link or another end, or is for nobody", async () => {
    const [one, other, person, another] = [await makeLink(), await makeLink(), await makePerson(world.db), await makePerson(world.db)];
    const good = one.address(person.public_id);
    const gone = await makePerson(world.db, { deactivated_at: "2026-01-01T00:00:00.000Z" });
    const refused: [string, string][] = [
      [good.replace(person.public_id, another.public_id), "not whole"], [good.replace(`until=${UNTIL}`, `until=${UNTIL + 1}`), "not whole"], [good.replace(one.publicId, other.publicId), "not whole"],
      [good.replace(/signature=.*/, "signature="), "not whole"], [one.address(person.public_id, UNTIL, "0".repeat(64)), "not whole"], [`${good}&person=${another.public_id}`, "not whole"],
      [one.address(person.public_id, Math.floor(world.now().getTime() / 1000)), "has ended"], [one.address(gone.public_id), "for nobody"], [one.address("nobody"), "for nobody"],
    ];
    for (const [address, why] of refused) {
      const { status, text, headers } = await world.visitor().get(address);
      expect([status, said(text), headers["set-cookie"]], address).toEqual([404, expect.stringContaining(why), undefined]);
      expect(text).not.toContain("signature=");
    }
    await world.visitor().get(good.replace(one.publicId, "unknown")).expect(404);
    const agent = world.visitor();
    const page = await follow(agent, good);
    await agent.post(page).set("Sec-Fetch-Site", "cross-site").expect(403);
    expect(said((await world.visitor().post(page).expect(404)).text)).toContain("once more");
    const signedIn = await world.signedInAs(another);
    expect((await signedIn.get(await follow(signedIn, good)).expect(200)).text).toContain(`signed in as ${another.name}`);
    const own = await world.signedInAs(person);
    expect((await own.get(await follow(own, good)).expect(200)).text).not.toContain("signed in as");
    await endQuestionLink(world.db, person, one.publicId, world.now());
    await agent.post(page).expect(404);
    world.travelTo("2026-02-01T00:00:01Z");
    expect(said((await world.visitor().get(other.address(person.public_id, UNTIL + 9_999))).text)).toContain("has ended");
    world.travelTo("2026-01-05T09:00:00Z");
  });

  test("draws one question for each from a quiz, and begins one attempt for two clicks at the same moment", async () => {
    const { quiz } = await makeQuiz(world.db, { questions: [await makeQuestion(world.db, { level: "decide", row: { level: "decide" } }), await makeQuestion(world.db)] });
    const { address, link } = await makeLink({ question: "", quiz: quiz.slug });
    const agent = world.visitor();
    const page = await follow(agent, address((await makePerson(world.db)).public_id));
    await Promise.all([agent.post(page), agent.post(page)]);
    expect(await world.db("attempts").where({ quiz_id: link.quiz_id })).toMatchObject([{ of: 1 }]);
    const plain = await world.visitor().get(page).expect(303);
    expect(plain.headers["location"]).toBe(`/quizzes/${(await world.db("quizzes").where({ id: link.quiz_id }).first())!.slug}`);
  });
});

describe("the page of a link", () => {
  test("is made by a trainer, shows its secret once, and gives everybody's addresses to administrators only", async () => {
    const admin = await world.signedInAs(await makePerson(world.db, { roles: ["admin"] }));
    const { row } = await makeQuestion(world.db);
    const send = (given: object) => trainer.post("/studio/links").type("form").send({ title: "Spot it", question: row.public_id, ends_on: "2026-01-20", reason: "", ...given });
    expect((await send({})).status).toBe(422);
    expect((await send({ ends_on: "soon" })).text).toContain("error-summary");
    const made = await send({ reason: "It is in the news" }).expect(200);
    const link = (await world.db("question_links").where({ title: "Spot it" }).first())!;
    const secret = /<code class="hash" dir="ltr">([\w-]{43})<\/code>/.exec(made.text)![1]!;
    expect((await trainer.get(`/studio/links/${link.public_id}`).expect(200)).text).not.toContain(secret);
    expect(JSON.stringify(await world.db("question_links")) + JSON.stringify(await world.db("audit_events"))).not.toContain(secret);
    await trainer.get(`/studio/links/${link.public_id}/people.csv`).expect(403);
    const csv = (await admin.get(`/studio/links/${link.public_id}/people.csv`).expect(200)).text;
    const person = await makePerson(world.db);
    expect(csv.split("\n").length).toBeGreaterThan(3);
    const own = new URL(personalAddress(link, person, world.address, SECRET));
    const agent = world.visitor();
    const page = await follow(agent, own.pathname + own.search);
    await agent.post(page).expect(303);
    await agent.post(`${page}/response`).type("form").send({ chosen: "1" }).expect(303);
    expect((await admin.get(`/studio/links/${link.public_id}`)).text).toContain(person.name);
    expect((await trainer.get(`/studio/links/${link.public_id}`)).text).not.toContain(person.name);
    expect(await world.db("sightings").where({ person_id: person.id })).toHaveLength(1);
    await trainer.post(`/studio/links/${link.public_id}/secret`).expect(200);
    await world.visitor().get(own.pathname + own.search).expect(404);
  });

  test("takes a new secret from whoever made it, and from administrators who show once more that it is they", async () => {
    const maker = await makePerson(world.db, { roles: ["trainer"] });
    const { row } = await makeQuestion(world.db, { level: "decide", row: { level: "decide" } });
    const { publicId } = await makeQuestionLink(world.db, maker, { title: "Theirs", question: row.public_id, quiz: "", endsAt: "2026-01-31T23:59:59.999Z", reason: "" }, SECRET, world.now());
    const [path, page] = [`/studio/links/${publicId}/secret`, `/studio/links/${publicId}`];
    const [own, admin] = [await world.signedInAs(maker), await world.signedInAs(await makePerson(world.db, { roles: ["admin"] }))];
    const held = async () => (await world.db("question_links").where({ public_id: publicId }).first())!.sealed_secret;
    const first = await held();
    await trainer.post(path).expect(403);
    expect((await trainer.get(page)).text).not.toContain(path);
    world.travelTo("2026-01-05T09:16:00Z");
    const asked = await admin.post(path).expect(200);
    expect([await held(), asked.text]).toEqual([first, expect.stringContaining("Is it you?")]);
    await admin.post(path).type("form").send({ "confirm-kept": typedIn(asked.text, path)["confirm-kept"], "confirm-password": PASSWORD }).expect(200);
    const second = await held();
    expect((await own.get(page)).text).toContain(path);
    await own.post(path).expect(200);
    expect(new Set([first, second, await held()]).size).toBe(3);
    world.travelTo("2026-01-05T09:00:00Z");
  });

  test("names nobody and counts in steps where the installation hides names", async () => {
    const hidden = await openWorld({ privacyMode: "aggregate" });
    const admin = await hidden.signedInAs(await makePerson(hidden.db, { roles: ["admin"] }));
    const { row } = await makeQuestion(hidden.db, { level: "decide", row: { level: "decide" } });
    const { publicId } = await makeQuestionLink(hidden.db, await makePerson(hidden.db), { title: "Hidden", question: row.public_id, quiz: "", endsAt: "2026-01-31T23:59:59.999Z", reason: "" }, SECRET, hidden.now());
    const link = (await hidden.db("question_links").where({ public_id: publicId }).first())!;
    const agent = hidden.visitor();
    const person = await makePerson(hidden.db, { name: "Nobody Named" });
    for (let count = 0; count < 8; count += 1) await makePerson(hidden.db);
    const own = new URL(personalAddress(link, person, hidden.address, SECRET));
    await agent.get(own.pathname + own.search).expect(303);
    await agent.post(own.pathname).expect(303);
    await agent.post(`${own.pathname}/response`).type("form").send({ chosen: "1" }).expect(303);
    const { text } = await admin.get(`/studio/links/${publicId}`).expect(200);
    expect(text).toContain("0 to 4 answers");
    expect(text).not.toContain("Nobody Named");
    await hidden.close();
  });
});
