import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { newSetupLink } from "../../src/domain/setting-up.ts";
import { makePerson, PASSWORD } from "../support/make.ts";
import { openWorld, type World } from "../support/world.ts";

let world: World;
let address: string;
beforeEach(async () => { world = await openWorld(); address = `/setup/${await newSetupLink(world.db, world.now())}`; });
afterEach(() => world.close());

const ada = { name: "Ada", email: "Ada@Example.test", password: PASSWORD };

describe("the setup page", () => {
  test("makes the first admin, signs them in and is gone", async () => {
    const agent = world.visitor();
    await agent.get(address).expect(200, /Set up Debrief/);
    await agent.post(address).type("form").send(ada).expect(303).expect("location", "/admin");
    expect((await agent.get("/admin/people").expect(200)).text.replace("<wbr>", "")).toContain("ada@example.test");
    await agent.get(address).expect(404);
    await world.visitor().post(address).type("form").send({ ...ada, email: "eve@example.test" }).expect(404);
  });

  test("is not found with another secret or after a day", async () => {
    await world.visitor().get("/setup/guessed").expect(404);
    await world.visitor().post("/setup/guessed").type("form").send(ada).expect(404);
    world.travelTo("2026-01-06T09:00:00Z");
    await world.visitor().get(address).expect(404);
  });

  test("is not found once there is an admin", async () => {
    await makePerson(world.db, { roles: ["admin"] });
    await world.visitor().get(address).expect(404);
  });

  test.each([
    ["a short password", { password: "elevenchars" }, "Use at least 12 characters."],
    ["an endless password", { password: "x".repeat(201) }, "Use at most 200 characters."],
    ["no name", { name: "  " }, "Enter a name."],
    ["no proper email", { email: "ada" }, "Enter an email like name@example.org."],
  ])("refuses %s and keeps the rest", async (_what, wrong, complaint) => {
    const { text } = await world.visitor().post(address).type("form").send({ ...ada, ...wrong }).expect(422);
    expect(text).toContain(complaint);
    expect(text).toContain("email" in wrong ? 'value="Ada"' : 'value="Ada@Example.test"');
    expect(await world.db("people")).toEqual([]);
    await world.visitor().get(address).expect(200);
  });

  test("refuses an email that is taken, beside the field", async () => {
    await makePerson(world.db, { email: "ada@example.test" });
    const { text } = await world.visitor().post(address).type("form").send(ada).expect(422);
    expect(text).toContain('<a href="#email">Somebody has this email already.');
  });
});
