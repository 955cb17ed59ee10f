import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readPeopleFile } from "../../../src/engine/people/file.ts";
import type { KnownPerson, Plan } from "../../../src/engine/people/plan.ts";
import { planPeople } from "../../../src/engine/people/planning.ts";

const person = (id: number, given: Partial<KnownPerson> = {}): KnownPerson => ({
  id, external_id: null, email: `p${id}@example.test`, name: `Person ${id}`, team_id: null, department: "", site: "", job_title: "", start_date: null, line_manager_id: null, isActive: true, isAdmin: false, roles: "", ...given,
});
const TEAMS = [{ id: 1, name: "Operations", parent_id: null }, { id: 2, name: "Warehouse", parent_id: 1 }, { id: 3, name: "Night", parent_id: 2 }, { id: 4, name: "Night", parent_id: 1 }];

async function plan(csv: string, known: KnownPerson[] = [], wish: { createsTeams?: boolean; withLeavers?: boolean; actorId?: number } = {}): Promise<Plan> {
  const { people } = await readPeopleFile(new TextEncoder().encode(csv));
  const planning = planPeople(people, { known, teams: TEAMS, createsTeams: false, withLeavers: false, actorId: null, ...wish });
  for (;;) { const { done, value } = planning.next(); if (done) return value; }
}
const outcomes = ({ lines }: Plan) => lines.map(({ outcome, problem }) => problem?.key.replace("people-lines.", "") ?? outcome);

describe("a file of people", () => {
  test("finds people by their number, else by their email whatever its case, and says field by field what changes", async () => {
    const known = [person(1, { external_id: "A1", department: "Sales" }), person(2), person(3, { isActive: false })];
    const made = await plan("Personalnummer;Name;E-Mail;Abteilung\r\nA1;Person 1;new@example.test;Buying\r\nB2;Person 2;P2@Example.Test;\r\n;Person 3;p3@example.test;\r\nC4;Ada;ada@example.test;Sales\r\n", known);
    expect(outcomes(made)).toEqual(["changed", "changed", "reactivated", "added"]);
    expect(made.lines[0]!.changes).toEqual([{ field: "email", from: "p1@example.test", to: "new@example.test" }, { field: "department", from: "Sales", to: "Buying" }]);
    expect(made.lines[1]!.changes).toEqual([{ field: "external_id", from: "", to: "B2" }]);
  });

  test.each([
    ["Email,Name\na@example.test,Ann\nA@EXAMPLE.test,Ann", ["added", "twice"]],
    ["Email,Name\nnot an email,Ann", ["email-odd"]],
    ["Email,Name\n\u0430nn@example.test,Ann", ["email-odd"]],
    ["Email,Name\na@example.test,\u0410nn", ["mixed-alphabets"]],
    ["Email,Name\na@example.test,An\u0000n\nb@example.test,A\u202enn", ["unseen", "unseen"]],
    [`Email,Name\na@example.test,${"x".repeat(121)}`, ["too-long"]],
    ["Email,Name,Team\na@example.test,Ann,Nowhere\nb@example.test,Bo,operations / WAREHOUSE\nc@example.test,Cy,warehouse\nd@example.test,Di,Night", ["team-unknown", "added", "added", "team-ambiguous"]],
    ["Email,Name,Start date\na@example.test,Ann,03/04/2026\nb@example.test,Bo,31.12.2025\nc@example.test,Cy,2026-02-30", ["day-odd", "added", "day-odd"]],
    ["Email,Name\na@example.test,\n,Bo", ["name-missing", "nobody-named"]],
    ["Email,Name,Manager\na@example.test,Ann,b@example.test\nb@example.test,Bo,c@example.test\nc@example.test,Cy,a@example.test\nd@example.test,Di,a@example.test", ["manager-circle", "manager-circle", "manager-circle", "manager-refused"]],
    ["Email,Name,Manager\na@example.test,Ann,a@example.test\nb@example.test,Bo,nobody@example.test\nc@example.test,Cy,b@example.test", ["manager-self", "manager-unknown", "manager-refused"]],
  ])("is refused where it must be: %j", async (csv, expected) => {
    expect(outcomes(await plan(csv))).toEqual(expected);
  });

  test("lets two people change their emails with each other, and refuses one that stays taken", async () => {
    const known = [person(1, { external_id: "A" }), person(2, { external_id: "B" }), person(3)];
    expect(outcomes(await plan("ID,Email\nA,p2@example.test\nB,p1@example.test", known))).toEqual(["changed", "changed"]);
    expect(outcomes(await plan("ID,Email\nA,p2@example.test\nB,p3@example.test", known))).toEqual(["email-taken", "email-taken"]);
  });

  test("lets nobody leave who is named in a refused row, who brings it, or who is the last admin", async () => {
    const known = [person(1, { isAdmin: true }), person(2), person(3), person(4, { isActive: false })];
    const csv = "Email,Name,Start date\np2@example.test,Person 2,nonsense";
    const left = ({ lines }: Plan) => lines.flatMap((line) => (line.outcome === "left" ? [line.person!.id] : []));
    expect(left(await plan(csv, known, { withLeavers: true }))).toEqual([3]);
    expect(left(await plan(csv, [...known, person(5, { isAdmin: true })], { withLeavers: true, actorId: 5 }))).toEqual([1, 3]);
  });

  test("refuses a circle with who is not in it, and people as they were keep their managers", async () => {
    const known = [person(1, { line_manager_id: 2 }), person(2)];
    expect(outcomes(await plan("Email,Manager\np2@example.test,p1@example.test", known))).toEqual(["manager-circle"]);
    expect(outcomes(await plan("Email,Manager\np2@example.test,p1@example.test\np1@example.test,", known))).toEqual(["changed", "changed"]);
  });

  test("says that a file is none, and names what is missing", async () => {
    await expect(readPeopleFile(new TextEncoder().encode("Name,Team\nAnn,Night"))).rejects.toMatchObject({ words: { key: "people-files.no-columns" } });
    await expect(readPeopleFile(new TextEncoder().encode("Email"))).rejects.toMatchObject({ words: { key: "people-files.empty" } });
    await expect(readPeopleFile(new TextEncoder().encode(`Email\n"a`))).rejects.toMatchObject({ words: { key: "people-files.tables.quote" } });
    await expect(readPeopleFile(new Uint8Array([0xff, 0xfe, 0x41]))).rejects.toMatchObject({ name: "DecodingError" });
  });

  test("is read from UTF-16 and with formulas as the texts they are", async () => {
    const bytes = Buffer.from("\ufeffEmail\tName\tSite\na@example.test\tAnn\t=1+1\n", "utf16le");
    expect((await readPeopleFile(bytes)).people).toEqual([{ line: 2, email: "a@example.test", name: "Ann", site: "=1+1" }]);
  });

  /** Any rows over few names, so that they meet: what a plan leaves behind, planned again, changes nothing and holds every rule. */
  const cell = <T extends string>(...texts: T[]) => fc.constantFrom(...texts);
  const row = fc.record({ number: cell("", "A", "B", "C", "D"), email: cell("", "p1@example.test", "P2@example.test", "p3@example.test", "x@example.test", "y@example.test"), name: cell("Ann", "Bo", ""), manager: cell("", "A", "B", "p1@example.test", "x@example.test", "zz") });
  test("a second time changes nothing, makes no circle and gives no email twice", async () => {
    await fc.assert(fc.asyncProperty(fc.array(row, { maxLength: 7 }), fc.boolean(), async (rows, withLeavers) => {
      const csv = ["ID,Email,Name,Manager", ...rows.map(({ number, email, name, manager }) => [number, email, name, manager].join(","))].join("\n") + "\nZ,z@example.test,Zed,";
      const known = [person(1, { external_id: "A" }), person(2, { line_manager_id: 1, isAdmin: true }), person(3, { external_id: "C", isActive: false })];
      const first = await plan(csv, known, { withLeavers });
      const after = applied(known, first);
      expect(new Set(after.map(({ email }) => email)).size).toBe(after.length);
      for (const one of after) expect(wayUp(after, one.id)).not.toContain(one.id);
      const again = await plan(csv, after, { withLeavers });
      expect(again.counts).toMatchObject({ added: 0, changed: 0, reactivated: 0, left: 0, refused: first.counts.refused });
    }), { numRuns: 300 });
  });
});

function applied(known: KnownPerson[], { lines }: Plan): KnownPerson[] {
  const after = new Map(known.map((one) => [one.id, { ...one }]));
  const idOf = new Map(lines.filter(({ outcome }) => outcome === "added").map(({ line }) => [line, 100 + line]));
  for (const { line, outcome, person: before, wanted: { team: _team, line_manager, ...fields } } of lines) {
    if (outcome === "refused" || outcome === "unchanged") continue;
    const base = before ? after.get(before.id)! : person(idOf.get(line)!, { department: "" });
    const manager = line_manager === undefined ? base.line_manager_id : line_manager === null ? null : "id" in line_manager ? line_manager.id : idOf.get(line_manager.line)!;
    after.set(base.id, { ...base, ...Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)), line_manager_id: manager, isActive: outcome !== "left" });
  }
  return [...after.values()];
}

function wayUp(people: KnownPerson[], id: number): number[] {
  const way: number[] = [];
  for (let next = people.find((one) => one.id === id)!.line_manager_id; next !== null && !way.includes(next); next = people.find((one) => one.id === next)!.line_manager_id) way.push(next);
  return way;
}
