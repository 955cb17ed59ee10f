import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { applyImport, confirmPeopleImport } from "../../src/domain/applying-people.ts";
import { bringPeople, carryOn, tendPeopleImports, type ImportChoices } from "../../src/domain/bringing-people.ts";
import { comparePeople } from "../../src/domain/comparing-people.ts";
import { addGroup } from "../../src/domain/groups.ts";
import { changePerson } from "../../src/domain/people.ts";
import { writePeople } from "../../src/domain/writing-people.ts";
import type { PlanCounts } from "../../src/engine/people/plan.ts";
import { findPeopleImport, listPeopleLines, type ImportHead } from "../../src/storage/people-imports.ts";
import type { Person } from "../../src/storage/tables.ts";
import { makePerson, makeTeam } from "../support/make.ts";
import { openWorld, type World } from "../support/world.ts";

let world: World;
let admin: Person;
beforeEach(async () => { world = await openWorld(); admin = await makePerson(world.db, { name: "The Admin", email: "admin@example.test", roles: ["admin"] }); });
afterEach(() => world.close());

const HEAD = "Personnel number,Name,Email,Team,Department,Start date,Line manager";
const ROWS = ["1,Ann Boss,ann@example.test,Sales,Sales,2020-01-01,", "2,Bo,bo@example.test,Sales / North,Sales,2026-01-02,ann@example.test", "3,Cy,cy@example.test,Sales / North,Buying,,1"];

async function compared(lines: readonly string[], choices: Partial<ImportChoices> = {}): Promise<ImportHead> {
  const brought = await bringPeople(world.db, admin, { name: "people.csv", bytes: Buffer.from(lines.join("\r\n")) }, { createsTeams: true, withLeavers: false, ...choices }, world.now());
  await comparePeople(world.db, brought, world.now);
  return (await findPeopleImport(world.db, brought.public_id))!;
}
const confirmed = async (brought: ImportHead, typed: number | null = null) => {
  await confirmPeopleImport(world.db, brought, typed);
  await applyImport(world.db, brought, world.now);
  return (await findPeopleImport(world.db, brought.public_id))!;
};
const countsOf = ({ counts }: ImportHead) => JSON.parse(counts!) as PlanCounts;
const people = () => world.db("people").orderBy("id").select("id", "public_id", "external_id", "name", "email", "team_id", "department", "start_date", "line_manager_id", "deactivated_at", "sought");

describe("a list of people", () => {
  test("changes nothing before it is confirmed, everything then, and nothing the second time", async () => {
    const group = await addGroup(world.db, admin, { name: "New sellers", rule: { match: "all", conditions: [{ field: "department", is: "one-of", values: ["sales"] }, { field: "start_date", is: "within-days", days: 30 }] } }, world.now());
    const waiting = await compared([HEAD, ...ROWS]);
    expect(waiting.state).toBe("waiting");
    expect(countsOf(waiting)).toMatchObject({ added: 3, refused: 0, teams: 2, newTeams: ["Sales", "Sales / North"] });
    expect(await people()).toHaveLength(1);

    expect((await confirmed(waiting)).state).toBe("done");
    const [, ann, bo, cy] = await people();
    const teams = await world.db("teams").orderBy("id");
    expect(teams.map(({ name, parent_id }) => [name, parent_id])).toEqual([["Sales", null], ["North", teams[0]!.id]]);
    expect(ann).toMatchObject({ external_id: "1", department: "Sales", start_date: "2020-01-01", line_manager_id: null, team_id: teams[0]!.id });
    expect([bo, cy]).toMatchObject([{ line_manager_id: ann!.id, team_id: teams[1]!.id }, { line_manager_id: ann!.id, start_date: null }]);
    expect(await world.db("group_members")).toEqual([{ group_id: group.id, person_id: bo!.id }]);

    const before = await people();
    const again = await compared([HEAD, ...ROWS]);
    expect(countsOf(again)).toMatchObject({ added: 0, changed: 0, reactivated: 0, unchanged: 3 });
    expect((await confirmed(again)).state).toBe("done");
    expect(await people()).toEqual(before);
    expect((await world.db("audit_events").where({ deed: "people.imported" }))).toHaveLength(2);
  });

  test("gives and takes roles where it has a column for them, and makes nobody an admin", async () => {
    const head = `${HEAD},Rollen`;
    const roles = async () => (await world.db("person_roles").join("people", "people.id", "person_roles.person_id").orderBy(["people.name", "role"]).select("people.name", "role")).map(({ name, role }: { name: string; role: string }) => `${name}: ${role}`);
    const waiting = await compared([head, `${ROWS[0]},"Auditor, Führungskraft"`, `${ROWS[1]},admin`, `${ROWS[2]},boss`, ",The Admin,admin@example.test,,,,,trainer"]);
    expect(countsOf(waiting)).toMatchObject({ added: 1, changed: 1, refused: 2 });
    const problems = (await listPeopleLines(world.db, waiting.id, "refused", 1)).rows.map(({ problem }) => problem);
    expect(problems.join()).toContain("role-admin");
    expect(problems.join()).toContain("role-odd");
    await confirmed(waiting);
    expect(await roles()).toEqual(["Ann Boss: auditor", "Ann Boss: manager", "The Admin: admin", "The Admin: trainer"]);

    const written: string[] = [];
    for await (const piece of writePeople(world.db, admin, "en", world.now())) written.push(piece);
    expect(countsOf(await compared(written.join("").split("\r\n").filter(Boolean)))).toMatchObject({ unchanged: 2, changed: 0, refused: 0 });
    await confirmed(await compared([HEAD, ROWS[0]!]));
    expect(await roles()).toHaveLength(4);
    await confirmed(await compared([head, `${ROWS[0]},`]));
    expect(await roles()).toEqual(["The Admin: admin", "The Admin: trainer"]);
  });

  test("invites those whom it adds, and nobody else, where that is wished", async () => {
    await confirmed(await compared([HEAD, ROWS[0]!]));
    expect(await world.db("outbox")).toEqual([]);
    await confirmed(await compared([HEAD, ...ROWS], { invites: true }));
    const invited = await world.db("people").whereIn("id", world.db("outbox").where({ kind: "welcome", state: "queued" }).select("person_id")).orderBy("name").pluck("name");
    expect(invited).toEqual(["Bo", "Cy"]);
  });

  test("lets those leave who are not in it, takes them back, and asks for the number where they are many", async () => {
    await confirmed(await compared([HEAD, ...ROWS]));
    const bo = (await people())[2]!;
    await world.db("sessions").insert({ id: "s", person_id: bo.id, data: "{}", touched_at: "x", expires_at: "2027-01-01" });
    const leaving = await compared([HEAD, ROWS[0]!, ROWS[2]!], { withLeavers: true });
    expect(countsOf(leaving)).toMatchObject({ left: 1, unchanged: 2 });
    await expect(confirmPeopleImport(world.db, leaving, null)).rejects.toMatchObject({ name: "Refused", field: "leavers" });
    await confirmed(leaving, 1);
    expect(await world.db("people").where({ id: bo.id })).toMatchObject([{ deactivated_at: world.now().toISOString(), name: "Bo" }]);
    expect(await world.db("sessions")).toEqual([]);
    expect(await world.db("people").where({ id: admin.id })).toMatchObject([{ deactivated_at: null }]);

    const back = await compared([HEAD, ...ROWS]);
    expect(countsOf(back)).toMatchObject({ reactivated: 1 });
    await confirmed(back);
    expect(await world.db("people").where({ id: bo.id })).toMatchObject([{ deactivated_at: null }]);
  });

  test("lets people change their emails with each other, keeps what it has no column for, and leaves refused rows out", async () => {
    await confirmed(await compared([HEAD, ...ROWS]));
    const swapped = await compared(["ID,E-Mail,Standort", "2,CY@example.test,Leeds", "3,bo@example.test,Leeds", "1,no email,Leeds"], { createsTeams: false });
    expect(countsOf(swapped)).toMatchObject({ changed: 2, refused: 1, blind: 0 });
    await confirmed(swapped);
    const [, ann, bo, cy] = await people();
    expect([ann, bo, cy]).toMatchObject([{ email: "ann@example.test" }, { email: "cy@example.test", department: "Sales", name: "Bo", line_manager_id: ann!.id }, { email: "bo@example.test" }]);
    expect(bo!.sought).toContain("leeds");
    expect((await listPeopleLines(world.db, swapped.id, "refused", 1)).rows).toMatchObject([{ line: 4 }]);
  });

  test("is compared again where somebody changed people meanwhile, and goes back to who confirmed it where it comes to something else", async () => {
    await confirmed(await compared([HEAD, ...ROWS]));
    const waiting = await compared([HEAD, ROWS[0]!.replace("Sales,2020", "Legal,2020"), ROWS[1]!]);
    const bo = (await people())[2]!;
    await changePerson(world.db, admin, bo.public_id, { name: "Bo", email: "bo@example.test", team: "", roles: [], department: "Elsewhere" }, world.now());
    const back = await confirmed(waiting);
    expect([back.state, countsOf(back).changed]).toEqual(["waiting", 2]);
    expect((await confirmed(back)).state).toBe("done");
  });

  test("goes on by itself after its process ended, and nobody else's run does it twice", async () => {
    const brought = await bringPeople(world.db, admin, { name: "people.csv", bytes: Buffer.from([HEAD, ...ROWS].join("\n")) }, { createsTeams: true, withLeavers: false }, world.now());
    await world.db("people_imports").where({ id: brought.id }).update({ run: "a process that ended", beat_at: "2026-01-05T08:00:00.000Z" });
    await Promise.all([tendPeopleImports(world.db, { importsDays: 1, filesDays: 30 }, world.now), tendPeopleImports(world.db, { importsDays: 1, filesDays: 30 }, world.now)]);
    const waiting = (await findPeopleImport(world.db, brought.public_id))!;
    expect(waiting.state).toBe("waiting");
    await confirmPeopleImport(world.db, waiting, null);
    const running = (await findPeopleImport(world.db, brought.public_id))!;
    await Promise.all([carryOn(world.db, running, world.now), carryOn(world.db, running, world.now)]);
    expect(await people()).toHaveLength(4);
  });

  test("of everybody, written and brought back, changes nothing", async () => {
    await makeTeam(world.db, { name: "Sales" });
    await confirmed(await compared([HEAD, ...ROWS, "4,\"O'Brien, =Pat\",pat@example.test,Sales,=1+1,,"]));
    let file = "";
    for await (const piece of writePeople(world.db, admin, "de", world.now())) file += piece;
    expect(file).toContain("'=1+1");
    const back = await compared([file.replace(/^\ufeff/, "").trimEnd()], { createsTeams: false, withLeavers: true });
    expect(countsOf(back)).toMatchObject({ added: 0, changed: 0, left: 0, refused: 0, unchanged: 5 });
  });
});
