import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { later, MINUTE } from "../../../src/lib/clock.ts";
import { makePerson, PASSWORD } from "../../support/make.ts";
import { typedIn } from "../../support/typed.ts";
import { openWorld, type Agent, type World } from "../../support/world.ts";

let world: World;
let agent: Agent;
beforeAll(async () => {
  world = await openWorld();
  agent = await world.signedInAs(await makePerson(world.db, { name: "The Admin", email: "admin@example.test", roles: ["admin"] }));
});
afterAll(() => world.close());

const bring = (text: string, choices: Record<string, string> = {}) => agent.post("/admin/people/imports").field(choices).attach("file", Buffer.from(text), "staff <b>.csv");

describe("bringing in a list of people", () => {
  test("shows row by row what would change, does it when told, and is found in each person's history", async () => {
    const { headers } = await bring("Name,Email,Site\nAnn <i>Boss</i>,ann@example.test,Leeds\nBo,nonsense,Leeds\n").expect(303);
    const address = headers["location"]!;
    const shown = await agent.get(address).expect(200);
    expect(shown.text).toContain("Ann &lt;i&gt;Boss");
    expect(shown.text).toMatch(/data-line="3" data-outcome="refused" data-error/);
    expect((await agent.get(`${address}/result.csv`).expect(200)).text).toContain("“nonsense” is no email");
    await agent.post(`${address}/confirmation`).type("form").send({}).expect(303);
    await agent.post(`${address}/confirmation`).type("form").send({}).expect(303);
    expect((await agent.get(address)).text).toContain("This list was applied.");
    const [ann] = await world.db("people").where({ email: "ann@example.test" });
    expect(ann).toMatchObject({ site: "Leeds" });
    expect((await agent.get(`/admin/people/${ann!.public_id}`)).text).toMatch(/<strong>Added<\/strong>[\s\S]*staff &lt;b&gt;\.csv/);
  });

  test("refuses to let many leave until their number is typed", async () => {
    const address = (await bring("Email\nann@example.test\n", { with_leavers: "1" }).expect(303)).headers["location"]!;
    for (let left = 0; left < 3; left++) await makePerson(world.db);
    await agent.post(`${address}/choices`).type("form").send({ with_leavers: "1" }).expect(303);
    expect((await agent.post(`${address}/confirmation`).type("form").send({ leavers: "1" }).expect(422)).text).toContain('<a href="#leavers">Type 3, the number of people who would leave.');
    await agent.post(`${address}/confirmation`).type("form").send({ leavers: "3" }).expect(303);
    expect(await world.db("people").whereNotNull("deactivated_at")).toHaveLength(3);
    await agent.post(`${address}/cancellation`).type("form").send({}).expect(422);
  });

  test("asks once more who it is before it gives or takes roles, and not for anything else", async () => {
    await makePerson(world.db, { email: "held@example.test", name: "Held", roles: ["manager"] });
    const lists = ["Email,Name,Site\nheld@example.test,Held,Hull\n", "Email,Name,Roles\nheld@example.test,Held,manager\nfresh@example.test,Fresh,\n", "Email,Name,Roles\nheld@example.test,Held,trainer\n", "Email,Name,Roles\nnew@example.test,New,manager\n", "Email,Roles\nheld@example.test,\n"];
    const asked = [];
    for (const list of lists) {
      const path = `${(await bring(list).expect(303)).headers["location"]!}/confirmation`;
      world.travelTo(later(world.now(), 16 * MINUTE));
      const { text } = await agent.post(path).type("form").send({ leavers: "" });
      const kept = typedIn(text, path)["confirm-kept"];
      asked.push(kept !== undefined);
      if (kept !== undefined) await agent.post(path).type("form").send({ "confirm-kept": kept, "confirm-password": PASSWORD }).expect(303);
    }
    expect(asked).toEqual([false, false, true, true, true]);
    const roles = await world.db("person_roles").join("people", "people.id", "person_id").whereIn("email", ["held@example.test", "new@example.test", "fresh@example.test"]).pluck("role") as string[];
    expect(roles).toEqual(["manager"]);
  });

  test.each([["", "This file is empty"], ["Name\nAnn\n", "No column says whom a row means"], ["Email\n\"open\n", "opened and never closed"]])("says what is wrong with %j", async (text, words) => {
    const answer = await bring(text);
    const page = answer.status === 303 ? await agent.get(answer.headers["location"]!) : answer;
    expect(page.text).toContain(words);
  });

  test("gives templates that come back without a complaint", async () => {
    const csv = (await agent.get("/admin/people/imports/templates/people.csv").expect(200)).text;
    const address = (await bring(csv, { create_teams: "1" }).expect(303)).headers["location"]!;
    expect((await agent.get(address)).text).toContain("Apply to 2 people");
    const excel = await agent.get("/admin/people/imports/templates/people.xlsx").responseType("blob").expect(200);
    const brought = await agent.post("/admin/people/imports").field("create_teams", "1").attach("file", excel.body as Buffer, "people.xlsx").expect(303);
    expect((await agent.get(brought.headers["location"]!)).text).toContain("Apply to 2 people");
  });
});

describe("a group by rule", () => {
  test("is looked at before it is saved, and keeps what was typed with a complaint beside its row", async () => {
    await makePerson(world.db, { name: "Seller <b>", department: "Sales" });
    const typed = { kind: "rule", match: "all", name: "Sellers", "kind-1": "department one-of", "value-1": "sales" };
    const looked = await agent.post("/admin/groups").type("form").send({ ...typed, then: "look" }).expect(200);
    expect(looked.text).toMatch(/1 person fits|One person fits/);
    expect(looked.text).toContain("Seller &lt;b&gt;");
    expect((await agent.post("/admin/groups").type("form").send({ ...typed, "kind-2": "start_date within-days", "value-2": "many" }).expect(422)).text).toContain('<a href="#value-2">Enter a number of days');
    const { headers } = await agent.post("/admin/groups").type("form").send({ ...typed, then: "save" }).expect(303);
    expect((await agent.get(headers["location"]!).expect(200)).text).toContain("The department is sales");
    expect((await agent.post("/admin/groups").type("form").send(typed).expect(422)).text).toContain('<a href="#name">Another group has this name.');
  });
});
