import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { newPublicId } from "../../../src/lib/ids.ts";
import type { Person, Team } from "../../../src/storage/tables.ts";
import { finish } from "../../support/finishing.ts";
import { makePerson, makeQuiz, makeTeam } from "../../support/make.ts";
import { openWorld, type Agent, type World } from "../../support/world.ts";

let world: World;
let manager: Person;
let [own, foreign]: Team[] = [];
let [mine, theirs]: Person[] = [];
const agents = new Map<string, Agent>();
beforeAll(async () => {
  world = await openWorld({ privacyMode: "named" });
  manager = await makePerson(world.db, { roles: ["manager"] });
  [own, foreign] = [await makeTeam(world.db, { name: "Own team", manager_id: manager.id }), await makeTeam(world.db, { name: "Foreign team" })];
  [mine, theirs] = [await makePerson(world.db, { name: "Mine Person", team_id: own.id }), await makePerson(world.db, { name: "Foreign Person", team_id: foreign.id })];
  for (const [role, person] of [["manager", manager], ["trainer", await makePerson(world.db, { roles: ["trainer"] })], ["admin", await makePerson(world.db, { roles: ["admin"] })]] as const) agents.set(role, await world.signedInAs(person));
});
afterAll(() => world.close());

const as = (role: string) => agents.get(role)!;
const form = async (given: Record<string, string> = {}) => ({ id: newPublicId(), "quiz-1": (await makeQuiz(world.db)).quiz.slug, due_on: "2026-02-01", late: "1", required: "1", done_when: "finished", repeats: "", ...given });
const send = async (role: string, given: Record<string, string>, then = "save") => as(role).post("/desk/assignments").type("form").send({ ...given, then });

describe("a page of assignments", () => {
  test("shows what a wish means, does it once, and says what is wrong with odd ones beside each field", async () => {
    const wish = await form({ "for-1": "everyone", people: mine!.email });
    const look = await send("trainer", wish, "look");
    expect(look.text).toMatch(/\d+ people are asked/);
    expect(await world.db("assignments").where({ public_id: wish.id })).toEqual([]);
    for (const again of [1, 2]) expect((await send("trainer", wish)).status, String(again)).toBe(303);
    expect(await world.db("audit_events").where({ subject: wish.id })).toHaveLength(1);
    const odd = await send("trainer", { ...(await form()), "quiz-1": "nothing", "for-1": "team:nothing", people: "nobody@nowhere.test", due_on: "2026-02-31", due_days: "0", repeats: "date", every_months: "x" });
    expect(odd.status).toBe(422);
    for (const words of ["Choose quizzes from the list", "Choose a team or a group from the list", "“nobody@nowhere.test”", "year, month and day", "whole days", "whole months"]) expect(odd.text).toContain(words);
    expect((await send("trainer", await form())).text).toContain("Choose a team or a group, or name people.");
    expect((await send("trainer", { ...(await form()), id: "../x" })).status).toBe(404);
  });

  test("looks the same whether a single person is done or not, where no names are shown", async () => {
    const discreet = await openWorld({ privacyMode: "aggregate" });
    const agent = await discreet.signedInAs(await makePerson(discreet.db, { roles: ["admin"] }));
    const lookAt = async (person: Person, isDone: boolean) => {
      const { quiz } = await makeQuiz(discreet.db, { title: "One quiz" });
      const wish = { ...(await form()), "quiz-1": quiz.slug, people: person.email };
      if (isDone) await finish(discreet.db, person, quiz.id, discreet.now());
      const look = async (given: object) => (await agent.post("/desk/assignments").type("form").send({ ...wish, ...given, then: "look" }).expect(200)).text.split("<h1>")[1]!.split("<form")[0]!;
      const fresh = await look({});
      await agent.post("/desk/assignments").type("form").send({ ...wish, then: "save" }).expect(303);
      return [fresh, await look({ due_on: "2026-02-09" }), await look({})];
    };
    expect(await lookAt(await makePerson(discreet.db), true)).toEqual(await lookAt(await makePerson(discreet.db), false));
    await discreet.close();
  });

  test("lists what is wrong as the fields stand on the page", async () => {
    const { text } = await as("trainer").get("/desk/assignments/new").expect(200);
    const odd: Record<string, string> = { id: newPublicId(), "for-1": "team:nothing", people: "nobody@nowhere.test", due_on: "2026-02-31", due_days: "0", title: "x".repeat(200), done_when: "finished" };
    const sent = [...text.split('class="form stack"')[1]!.matchAll(/ name="([\w-]+)"/g)].map(([, name]) => [name!, odd[name!] ?? ""] as const);
    const refused = await send("trainer", Object.fromEntries(sent), "look");
    const complaints = [...refused.text.split('class="error-summary"')[1]!.split("</div>")[0]!.matchAll(/href="#([\w-]+)"/g)].map(([, name]) => name);
    expect(complaints).toEqual(["quiz-1", "title", "for-1", "people", "due_on", "due_days"]);
  });

  test("keeps managers to their teams: others' assignments and people are not there", async () => {
    const [others, all] = [await form({ "for-1": `team:${foreign!.public_id}` }), await form({ "for-1": "everyone", title: "For everybody" })];
    for (const wish of [others, all]) expect((await send("admin", wish)).status).toBe(303);
    for (const path of ["", "/edit", "/ending"]) expect((await as("manager").get(`/desk/assignments/${others.id}${path}`)).status, path).toBe(404);
    for (const path of ["ending", "resumption", "exceptions", "exceptions/1/removal"]) expect((await as("manager").post(`/desk/assignments/${others.id}/${path}`).type("form").send({ kind: "exemption", person: theirs!.email, reason: "x" })).status, path).toBe(404);
    for (const wish of [others, all, await form({ "for-1": `team:${foreign!.public_id}` }), await form({ people: theirs!.email })]) expect((await send("manager", { ...wish, title: "Taken" })).status).toBe(404);
    expect((await send("manager", await form({ "for-1": `team:${own!.public_id}` }))).status).toBe(303);
    const { text } = await as("manager").get(`/desk/assignments/${all.id}`).expect(200);
    expect([text.includes("Mine Person"), text.includes("Foreign Person"), text.includes(`/desk/assignments/${all.id}/edit`)]).toEqual([true, false, false]);
    expect((await as("manager").get(`/desk/assignments/${all.id}/edit`)).status).toBe(404);
    const refused = await as("manager").post(`/desk/assignments/${all.id}/exceptions`).type("form").send({ kind: "exemption", person: theirs!.email, reason: "x" });
    expect([refused.status, refused.text.includes("somebody who is in the audience")]).toEqual([422, true]);
    await as("manager").post(`/desk/assignments/${all.id}/exceptions`).type("form").send({ kind: "extension", person: mine!.email, until: "2026-03-01", reason: "Away" }).expect(303);
  });

  test("puts what needs doing first, finds by name and state, and gives the same as a file", async () => {
    for (const wish of [{ title: "Later one", due_on: "2026-05-01" }, { title: "Ünlate one", due_on: "" }, { title: "Late one", due_on: "2026-01-20" }]) await send("admin", await form({ "for-1": `team:${own!.public_id}`, ...wish }));
    const { id } = (await world.db("assignments").where({ title: "Late one" }).first())!;
    for (const [table, which] of [["assignments", { id }], ["duties", { assignment_id: id }]] as const) await world.db(table).where(which).update({ due_on: "2025-12-20" });
    const list = async (query: string) => (await as("manager").get(`/desk/assignments${query}`).expect(200)).text;
    const names = async (query: string) => [...(await list(query)).matchAll(/card__title"><a [^>]*>([^<]+)/g)].map(([, name]) => name);
    expect(await names("?q=%20LATE%20one")).toEqual(["Late one", "Later one", "Ünlate one"]);
    expect([await names("?q=late&show=due"), await names("?q=unlate"), await names("?show=overdue"), await list("?q=zebra")]).toEqual([["Later one"], ["Ünlate one"], ["Late one"], expect.stringContaining("No assignment fits.")]);
    const file = await as("manager").get("/desk/assignments/table?q=late%20one").expect(200);
    expect(file.text.split("\r\n").map((line) => line.split(",")[0])).toEqual(["\uFEFFAssignment", "Late one", "Later one", "Ünlate one", ""]);
    expect(file.text).toContain("Late one,People are late,Own team,,2025-12-20,Yes,1,0,1,1,0");
  });

  test("tells no names and no progress to trainers or where names are hidden, not even by an exception for somebody who is done", async () => {
    const wish = await form({ people: mine!.email });
    await send("admin", wish);
    const { id: quizId } = (await world.db("quizzes").where({ slug: wish["quiz-1"] }).first())!;
    await finish(world.db, mine!, quizId, world.now());
    const page = async (role: string) => (await as(role).get(`/desk/assignments/${wish.id}`).expect(200)).text;
    expect([await page("admin").then((text) => text.includes("data-state=\"done\"")), await page("trainer").then((text) => text.includes("data-state"))]).toEqual([true, false]);
    await as("admin").post("/admin/settings/privacy").type("form").send({ privacyMode: "aggregate", leastGroup: "5", seen: "0" }).expect(303);
    expect((await as("admin").get("/desk/assignments").expect(200)).text).not.toContain("People are late");
    for (const role of ["admin", "manager", "trainer"]) expect(await page(role)).not.toMatch(/data-state|Nothing left to do|Mine Person's/);
    expect((await send("admin", { ...wish, people: theirs!.email }, "look")).text).not.toMatch(/have finished|has finished/);
    await as("trainer").post(`/desk/assignments/${wish.id}/exceptions`).type("form").send({ kind: "extension", person: mine!.email, until: "2026-03-01", reason: "Away" }).expect(303);
  });
});
