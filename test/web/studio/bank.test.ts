import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { findQuestion } from "../../../src/storage/questions.ts";
import { makePerson, makeQuestion, type MadeQuestion } from "../../support/make.ts";
import { openWorld, type Agent, type World } from "../../support/world.ts";

let world: World;
let [ann, ben, admin]: Agent[] = [];
let made: MadeQuestion[];
beforeAll(async () => {
  world = await openWorld();
  for (const role of ["trainer", "trainer", "admin"] as const) await world.signedInAs(await makePerson(world.db, { roles: [role], name: `A ${role}` })).then((agent) => { if (!ann) ann = agent; else if (!ben) ben = agent; else admin = agent; });
  made = [];
  for (let number = 0; number < 30; number++) made.push(await makeQuestion(world.db, { stem: `What does the word number${number} mean?`, row: { state: "draft" } }));
});
afterAll(() => world.close());

const form = (agent: Agent, address: string, fields: object) => agent.post(address).type("form").send(fields);
const followed = async (agent: Agent, { headers }: { headers: unknown }) => (await agent.get((headers as { location: string }).location).expect(200)).text;
const TYPED = { kind: "single", level: "decide", topic: "phishing", stem: "A caller asks for your password. What do you do?", explanation: "Nobody needs it but you.", language: "en",
  "option-1-text": "Hang up and report it", "option-1-feedback": "Right.", "option-1-correct": "1", "option-2-text": "Spell it for the caller", "option-2-feedback": "No." };

describe("a question like another", () => {
  test("is shown while it is written and before it is saved, and saved all the same by who insists", async () => {
    const saved = (await form(ann!, "/studio/questions", TYPED).expect(303)).headers["location"]!;
    const alike = async (query: string) => (await form(ann!, `/studio/questions/preview${query}`, { ...TYPED, stem: "A caller asks for your password: what do you do?" }).expect(200)).text.split('id="alike"')[1]!;
    expect(await alike("")).toContain(`href="${saved}">A caller asks`);
    expect(await alike(`?of=${saved.split("/").at(-1)}`)).not.toContain("in the bank is like");
    const again = { ...TYPED, stem: "A caller asks for your password: what do you do" };
    const { text } = await form(ann!, "/studio/questions", again).expect(422);
    expect(text).toContain("A question in the bank is like this one");
    expect(text).toContain("Save it all the same");
    await form(ann!, "/studio/questions", { ...again, anyway: "1" }).expect(303);
  });
});

describe("changing many", () => {
  const address = (fields: Record<string, string>) => `/studio/batches?${new URLSearchParams(fields).toString()}`;

  test("asks which tag, says how many, and does it to all that match", async () => {
    const wish = { deed: "add-tag", all: "1", q: "number" };
    expect((await ann!.get(address(wish)).expect(200)).text).toContain('name="new_tag"');
    expect((await ann!.get(address({ ...wish, asked: "1", new_tag: " " })).expect(422)).text).toContain("Say which one.");
    const { text } = await ann!.get(address({ ...wish, new_tag: "#Glossary" })).expect(200);
    expect(text).toContain("Add the tag “glossary”: 30 questions");
    expect(text).toContain('name="expected" value="30"');
    const sent = { ...wish, new_tag: "#Glossary", expected: "30" };
    expect(await followed(ann!, await form(ann!, "/studio/batches", sent).expect(303))).toContain("30 questions have the tag “glossary” now.");
    expect(await followed(ann!, await form(ann!, "/studio/batches", sent).expect(303))).toContain("Nothing was left to do");
    expect((await ann!.get("/studio/questions?tag=glossary&page=2").expect(200)).text).toContain("number0 mean");
    expect((await ann!.get(`/studio/questions/${made[0]!.row.public_id}`)).text).toMatch(/A trainer changed its tags on/);
  });

  test("keeps what was ticked where nothing was chosen to be done, on the page that it was on", async () => {
    const list = (await ann!.get("/studio/questions?q=number&page=2").expect(200)).text;
    const ids = [...list.matchAll(/name="question" value="([^"]+)"/g)].map(([, id]) => id!);
    const [, back] = /name="page" value="(\d+)"/.exec(list)!;
    const sent = new URLSearchParams([["q", "number"], ["page", back!], ...ids.slice(0, 2).map((id) => ["question", id] as [string, string])]);
    const again = await followed(ann!, await ann!.get(`/studio/batches?${sent.toString()}`).expect(303));
    expect([...again.matchAll(/name="question" value="([^"]+)" checked/g)].map(([, id]) => id)).toEqual(ids.slice(0, 2));
    expect([...again.matchAll(/name="question" value="([^"]+)"/g)].map(([, id]) => id)).toEqual(ids);
    expect(await followed(ann!, await ann!.get(address({ deed: "retire", q: "number" })).expect(303))).toMatch(/<option value="retire"[^>]* selected/);
    expect(await followed(ann!, await ann!.get(address({ all: "1", q: "number" })).expect(303))).toMatch(/name="all" type="checkbox" value="1" checked/);
  });

  test("renames a tag everywhere, and asks before it makes one of two", async () => {
    await form(ann!, `/studio/questions/${made[2]!.row.public_id}/tags`, { tags: "Words, glossary" }).expect(303);
    expect((await ann!.get("/studio/tags?q=loss").expect(200)).text).toMatch(/glossary[\s\S]*30 questions/);
    const address = "/studio/tags/name?tag=words";
    expect((await ann!.get(address).expect(200)).text).toContain('<option value="glossary" label="30 questions">');
    expect((await form(ann!, address, { to: "a, b" }).expect(422)).text).toContain("no comma");
    const { text } = await form(ann!, address, { to: "#Glossary" }).expect(422);
    expect(text).toContain("“glossary” is on 30 questions already.");
    expect(text).toContain('name="merges"');
    expect(await followed(ann!, await form(ann!, address, { to: "glossary", merges: "1" }).expect(303))).toContain("One question has the tag “glossary” now.");
    await ann!.get(address).expect(404);
  });

  test("is told what is missing, and shows again what changed meanwhile", async () => {
    const alert = (words: string) => new RegExp(`flash--alert" role="alert">[^]*?<span>${words}`);
    expect(await followed(ann!, await ann!.get(address({ deed: "retire" })).expect(303))).toMatch(alert("Tick at least one question\\."));
    expect(await followed(ann!, await form(ann!, "/studio/batches", { deed: "burn", all: "1" }).expect(303))).toMatch(alert("Choose what is to be done\\."));
    const { text } = await form(ann!, "/studio/batches", { deed: "retire", question: made[0]!.row.public_id, expected: "2" }).expect(422);
    expect(text).toContain("Meanwhile it is one question.");
    expect((await findQuestion(world.db, made[0]!.row.public_id))!.state).toBe("draft");
  });

  test("leads to the files of the chosen ones", async () => {
    const { headers } = await ann!.get(address({ deed: "export", question: made[0]!.row.public_id })).expect(303);
    expect(headers["location"]).toBe(`/studio/exports?question=${made[0]!.row.public_id}`);
  });
});

describe("from author to publication", () => {
  test("a question is sent to review, shown with its changes, approved by another, and its history tells so", async () => {
    const page = `/studio/questions/${made[1]!.row.public_id}`;
    await form(ann!, `${page}/review`, { note: "Is number1 a word?" }).expect(303);
    expect((await ann!.get(page)).text).toContain("You asked for this review.");
    expect((await form(ann!, `${page}/verdict`, { verdict: "approve", version: 1 }).expect(422)).text).toContain("You asked for this review.");
    expect((await ben!.get("/studio/questions?state=in_review").expect(200)).text).toContain("1 question in review");
    expect((await form(ben!, `${page}/verdict`, { verdict: "return", version: 1, words: "" }).expect(422)).text).toContain("Say what is to be done");
    expect(await followed(ben!, await form(ben!, `${page}/verdict`, { verdict: "approve", version: 1 }).expect(303))).toContain("The question is approved");
    expect((await ann!.get(page)).text).toMatch(/A trainer approved it on/);
  });

  test("what changed is told in words, between any two versions", async () => {
    const page = `/studio/questions/${made[1]!.row.public_id}`;
    const { body } = made[1]!;
    const fields = Object.fromEntries(body.options.flatMap(({ text, feedback }, place) => [[`option-${place + 1}-text`, text], [`option-${place + 1}-feedback`, feedback], [`option-${place + 1}-correct`, place === 1 ? "1" : ""]]));
    const edit = { kind: "single", level: "recall", topic: body.topic, explanation: body.explanation, language: "en", stem: "What does number1 mean now?", version: 1, anyway: "1", ...fields };
    expect((await form(ann!, page, edit).expect(422)).text).toContain("The question is published. Say why you change it.");
    await form(ann!, page, { ...edit, why: "The key was wrong <b>" }).expect(303);
    const { text } = await ann!.get(`${page}/changes?from=1&to=2`).expect(200);
    expect(text).toMatch(/The key changed from A \(Option a[^)]*\) to B \(Option b[^)]*\)\./);
    expect(text).toContain("Why: The key was wrong &lt;b&gt;");
    expect(text).toMatch(/<del>.*the word .*<\/del>/);
    await ann!.get(`${page}/changes?from=1&to=9`).expect(404);
  });
});

describe("the switch of the installation", () => {
  test("is turned by an admin, and noted", async () => {
    expect((await admin!.get("/admin/settings").expect(200)).text).not.toMatch(/review_required"[^>]*checked/);
    expect(await followed(admin!, await form(admin!, "/admin/settings", { review_required: "1" }).expect(303))).toMatch(/value="1" checked/);
    expect(await world.db("audit_events").where({ deed: "settings.changed" })).toHaveLength(1);
  });
});
