import { parse } from "csv-parse/sync";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { assignQuiz } from "../../../src/domain/assignments.ts";
import type { Quiz, Team } from "../../../src/storage/tables.ts";
import { figuresAt } from "../../support/desk-table.ts";
import { makeFact, makeQuestionOn } from "../../support/facts.ts";
import { readPdf } from "../../support/pdf.ts";
import { makePerson, makeQuestion, makeQuiz, makeTeam } from "../../support/make.ts";
import { assign, makeStaffedTeam, take } from "../../support/organisation.ts";
import { openWorld, type Agent, type World } from "../../support/world.ts";

let world: World;
let manager: Agent;
let admin: Agent;
let teams: Record<"top" | "below" | "other", Team>;
let assigned: Quiz;
let chosen: Quiz;

/** Top (3 people) with Below (2 people) under it; Other belongs to somebody else. */
beforeAll(async () => {
  world = await openWorld();
  const boss = await makePerson(world.db, { roles: ["manager"] });
  const top = await makeStaffedTeam(world, 3, { name: "Top", manager_id: boss.id });
  const below = await makeStaffedTeam(world, 2, { name: "Below", parent_id: top.team.id });
  const other = await makeStaffedTeam(world, 2, { name: "Other", manager_id: (await makePerson(world.db)).id });
  teams = { top: top.team, below: below.team, other: other.team };
  [assigned, chosen] = [(await makeQuiz(world.db, { title: "Assigned quiz", questions: 4, pass_percent: 75 })).quiz, (await makeQuiz(world.db, { title: "Chosen quiz", questions: 2 })).quiz];
  await assign(world, assigned, top.team);

  const [ann, ben, cat] = top.people;
  await take(world, ann!, assigned, 4);
  await take(world, ben!, assigned, 1);
  await take(world, ben!, assigned, 3);
  await take(world, cat!, chosen, 1);
  await take(world, below.people[0]!, assigned, 2);
  await take(world, other.people[0]!, assigned, 4);
  await world.db("people").where({ id: (await makePerson(world.db, { team_id: top.team.id, name: "Somebody gone" })).id }).update({ deactivated_at: world.now().toISOString() });

  manager = await world.signedInAs(boss);
  admin = await world.signedInAs(await makePerson(world.db, { roles: ["admin"] }));
});
afterAll(() => world.close());

const reportOf = async (query: string) => (await manager.get(`/desk/report?${query}`).expect(200).expect("content-type", "application/pdf").buffer(true).parse((res, done) => { const parts: Buffer[] = []; res.on("data", (part: Buffer) => parts.push(part)).on("end", () => done(null, Buffer.concat(parts))); })).body as Buffer;

describe("the desk", () => {
  test("is for managers and admins", async () => {
    const learner = await world.signedInAs(await makePerson(world.db, { roles: ["trainer"] }));
    for (const path of ["/desk", `/desk/teams/${teams.top.public_id}`, `/desk/quizzes/${assigned.slug}`, "/desk/nowhere"]) await learner.get(path).expect(403);
    await world.visitor().get("/desk").expect(303).expect("location", "/session/new?to=/desk");
  });

  test("shows a manager the teams below as well, and no others", async () => {
    const { text } = await manager.get("/desk").expect(200);
    expect(figuresAt(text, "Below")).toMatchObject({ people: "2", assigned: "2", finished: "1", extra: "0", passed: "0 of 1 (0%)", mean: "50%" });
    expect(figuresAt(text, "Other")).toBeUndefined();
    expect(text).not.toContain("Other");
  });

  test("counts assigned, finished, finished besides, passed at last, and the mean of first attempts", async () => {
    const { text } = await manager.get("/desk");
    expect(figuresAt(text, "Right in this team")).toEqual({ people: "3", assigned: "3", finished: "2", overdue: "0", extra: "1", passed: "2 of 3 (67%)", mean: "58%", readiness: "–", under: "–" });
    expect(figuresAt(text, "Together")).toMatchObject({ people: "5", assigned: "5", finished: "3", extra: "1", passed: "2 of 4 (50%)" });
    expect(figuresAt(text, "Assigned quiz")).toMatchObject({ assigned: "5", finished: "3", extra: "0", passed: "2 of 3 (67%)" });
    expect(figuresAt(text, "Chosen quiz")).toMatchObject({ assigned: "0", finished: "0", extra: "1", passed: "0 of 1 (0%)", mean: "50%" });
    expect(text).toMatch(/<svg[^>]*aria-hidden/);
  });

  test("says the same on every page", async () => {
    const [overview, quiz, team] = [(await manager.get("/desk")).text, (await manager.get(`/desk/quizzes/${assigned.slug}`)).text, (await manager.get(`/desk/teams/${teams.top.public_id}`)).text];
    const { people, readiness: _readiness, under: _under, ...total } = figuresAt(quiz, "Together")!;
    expect(people).toBe("5");
    expect(total).toEqual(figuresAt(overview, "Assigned quiz"));
    expect(figuresAt(team, "Assigned quiz")).toEqual(figuresAt(overview, "Assigned quiz"));
    expect(figuresAt(quiz, "Right in this team")).toMatchObject({ assigned: "3", finished: "2", passed: "2 of 2 (100%)" });
    expect(figuresAt(team, "Below")).toEqual(figuresAt(overview, "Below"));
    expect(figuresAt(team, "Together")).toEqual(figuresAt(overview, "Together"));
  });

  test("shows what each person has done, as that person sees it", async () => {
    const { text } = await manager.get(`/desk/teams/${teams.top.public_id}`).expect(200);
    const rowOf = (name: string) => text.split("<tr>").find((row) => row.includes(`>${name}<`))!.replace(/<[^>]*>/g, " ").replace(/\s+/g, " ");
    expect(rowOf("Somebody of Top 1")).toMatch(/4 of 4 .*Passed.*Not assigned/);
    expect(rowOf("Somebody of Top 2")).toMatch(/First 1 of 4, best 3 of 4 .*Passed/);
    expect(rowOf("Somebody of Top 3")).toMatch(/Not started.*1 of 2 .*Not passed/);
    expect(text).not.toContain("Somebody gone");

    const ben = await world.signedInAs((await world.db("people").where({ name: "Somebody of Top 2" }).first())!);
    expect((await ben.get("/progress")).text).toMatch(/Passed.*3 of 4.*Not passed.*1 of 4/s);
  });

  test("lists a team's people page by page, finds them by name, and notes only whom it showed", async () => {
    const boss = await makePerson(world.db, { roles: ["manager"] });
    const { team, people } = await makeStaffedTeam(world, 26, { name: "Many", manager_id: boss.id });
    await assign(world, assigned, team);
    const agent = await world.signedInAs(boss);
    const namesOn = async (query: string) => [...(await agent.get(`/desk/teams/${team.public_id}${query}`).expect(200)).text.matchAll(/<a href="\/desk\/people\/[^"]+" dir="auto">(Somebody[^<]*)<\/a>/g)].map(([, name]) => name);
    const seen = async () => (await world.db("sightings").where({ viewer_id: boss.id })).length;
    expect(await namesOn(`?q=many%20${people[25]!.email}`)).toEqual(["Somebody of Many 26"]);
    expect(await seen()).toBe(1);
    const [first, last] = [await namesOn(""), await namesOn("?page=2&q=somebody")];
    expect([first.length, last.length]).toEqual([25, 1]);
    expect([...first, ...last].sort()).toEqual(people.map(({ name }) => name).sort());
    expect(await seen()).toBe(26);
  });

  test("gives every table as a file with the numbers of its page, and notes whose names are in it", async () => {
    const file = async (name: string) => parse((await manager.get(`/desk/tables/${name}`).expect(200).expect("content-type", "text/csv; charset=utf-8").expect("content-disposition", /^attachment/)).text, { bom: true });
    const numbersOn = (text: string, name: string) => { const { people, assigned, finished, overdue, extra, mean } = figuresAt(text, name)!; return [name, ...(people ? [people] : []), assigned, finished, overdue, extra, mean?.replace("%", "")]; };
    const [overview, own] = [(await manager.get("/desk")).text, `team=${teams.top.public_id}`];
    const of = (rows: string[][], name: string, withPeople: boolean) => { const cells = rows.find(([first]) => first === name)!; return withPeople ? [...cells.slice(0, 6), cells[8]] : [...cells.slice(0, 5), cells[7]]; };
    for (const rows of [await file("teams"), await file(`teams?${own}`)]) for (const name of ["Right in this team", "Below", "Together"]) expect(of(rows, name, true)).toEqual(numbersOn(overview, name));
    for (const rows of [await file("quizzes"), await file(`quizzes?${own}`)]) for (const name of ["Assigned quiz", "Chosen quiz"]) expect(of(rows, name, false)).toEqual(numbersOn(overview, name));
    expect((await file(`teams?quiz=${assigned.slug}`)).at(-1)!.slice(0, 4)).toEqual(["Together", "5", "5", "3"]);

    const report = readPdf(await reportOf(own));
    for (const cells of [...(await file(`teams?${own}`)), ...(await file(`quizzes?${own}`))].filter(([first]) => ["Below", "Together", "Assigned quiz"].includes(first!))) expect(report.text).toContain(cells.map((cell) => cell || "–").join(""));
    for (const part of ["/Marked true", "/S /Table", "/S /TH"]) expect(report.objects).toContain(part);

    const trap = await makePerson(world.db, { team_id: teams.top.id, name: "=cmd()" });
    const people = await file(`people?${own}`);
    expect(people).toContainEqual(["Somebody of Top 2", "Assigned quiz", "Passed", "2", "1 of 4", "3 of 4", "3 of 4", (await world.db("people").where({ name: "Somebody of Top 2" }).first())!.email, "No", ""]);
    expect(people).toContainEqual(["'=cmd()", "Assigned quiz", "Not started", "0", "", "", "", trap.email, "No", ""]);
    expect(await file(`people?${own}&q=CMD&quiz=${assigned.slug}`)).toHaveLength(2);
    expect(await world.db("sightings").where({ person_id: trap.id, place: "csv" })).toHaveLength(1);
    await world.db("people").where({ id: trap.id }).update({ deactivated_at: world.now().toISOString() });

    for (const name of ["people", "nothing", "constructor", `teams?team=${teams.other.public_id}`, "teams?quiz=nowhere", `people?team=${teams.other.public_id}`]) await manager.get(`/desk/tables/${name}`).expect(404);
    for (const name of ["forecast", "months", "topics", "mechanisms", "levels"]) expect((await file(name))[0]!.length).toBeGreaterThan(2);
  });

  test("hides other managers' teams", async () => {
    await manager.get(`/desk/teams/${teams.other.public_id}`).expect(404);
    await manager.get(`/desk/teams/${teams.top.id}`).expect(404);
    await manager.get("/desk/teams/no-team").expect(404);
    await manager.get("/desk/quizzes/nowhere").expect(404);
  });

  test("narrows to one quiz", async () => {
    await manager.get(`/desk?quiz=${chosen.slug}`).expect(303).expect("location", `/desk/quizzes/${chosen.slug}`);
    const { text } = await manager.get(`/desk/teams/${teams.top.public_id}?quiz=${chosen.slug}`).expect(200);
    expect(figuresAt(text, "Chosen quiz")).toMatchObject({ extra: "1" });
    expect(figuresAt(text, "Assigned quiz")).toBeUndefined();
    expect(text).not.toContain("First 1 of 4");
    await manager.get("/desk?quiz=nowhere").expect(200);
  });

  test("shows admins every team, and the people without one", async () => {
    const { text } = await admin.get("/desk").expect(200);
    for (const name of ["Top", "Other", "No team"]) expect(figuresAt(text, name)).toBeDefined();
    await admin.get(`/desk/teams/${teams.other.public_id}`).expect(200);
    await admin.get("/desk/teams/no-team").expect(200);
  });

  test("has words for a manager without a team and for a team without people", async () => {
    const boss = await makePerson(world.db, { roles: ["manager"] });
    const agent = await world.signedInAs(boss);
    expect((await agent.get("/desk").expect(200)).text).toContain("You manage no team.");
    const empty = await makeTeam(world.db, { manager_id: boss.id });
    expect((await agent.get("/desk")).text).toContain("There is nobody in your teams yet.");
    expect((await agent.get(`/desk/teams/${empty.public_id}`).expect(200)).text).toContain("There is nobody in this team.");
  });

  test("shows a long list of teams page by page, finds them at any depth, and puts what needs help first", async () => {
    const boss = await makePerson(world.db, { roles: ["manager"] });
    const agent = await world.signedInAs(boss);
    const quiz = (await makeQuiz(world.db, { title: "Late", questions: 1 })).quiz;
    for (let number = 10; number < 36; number++) await makeStaffedTeam(world, 1, { name: `Branch ${number}`, manager_id: boss.id });
    const [late] = await world.db("teams").where({ name: "Branch 35" });
    const inside = await makeStaffedTeam(world, 1, { name: "Cellar", parent_id: late!.id });
    await assignQuiz(world.db, boss, quiz, { teamId: inside.team.id, dueAt: "2026-01-04T23:59:59.999Z" }, new Date("2026-01-02T09:00:00Z"));
    const namesOn = async (query: string) => [...(await agent.get(`/desk${query}`).expect(200)).text.matchAll(/<tr>\s*<th scope="row"><a href="\/desk\/teams\/[^"]+"><bdi>([^<]+)<\/bdi>/g)].map(([, name]) => name!);
    const [first, second] = [await namesOn(""), await namesOn("?teams=2")];
    expect([first.length, second]).toEqual([25, ["Branch 35"]]);
    expect((await namesOn("?order=overdue"))[0]).toBe("Branch 35");
    expect(await namesOn("?find=céllar")).toEqual(["Branch 35 › Cellar"]);
    expect(await namesOn("?find=branch&order=overdue&teams=2")).toHaveLength(2);
    expect((await agent.get("/desk?find=nowhere")).text).toContain("No team matches “nowhere”.");
    expect(await namesOn("?find=Top")).toEqual([]);
  });

  test("asks the database no more often for more teams and quizzes", async () => {
    const boss = await makePerson(world.db, { roles: ["manager"] });
    const agent = await world.signedInAs(boss);
    const { team } = await makeStaffedTeam(world, 1, { manager_id: boss.id });
    await makeStaffedTeam(world, 1, { parent_id: team.id });
    await assign(world, (await makeQuiz(world.db)).quiz, team);
    const walk = async () => { for (const path of ["/desk", `/desk/teams/${team.public_id}`, "/desk/knowledge"]) await agent.get(path).expect(200); };
    /** The first walk notes whose results are seen; the second one is counted. */
    const queriesOf = async () => {
      await walk();
      let queries = 0;
      const count = ({ sql }: { sql: string }) => { if (!sql.includes("installation_settings")) queries += 1; };
      world.db.on("query", count);
      await walk();
      world.db.removeListener("query", count);
      return queries;
    };
    const before = await queriesOf();
    for (let more = 0; more < 3; more++) await assign(world, (await makeQuiz(world.db)).quiz, (await makeStaffedTeam(world, 2, { parent_id: team.id })).team);
    expect(await queriesOf()).toBe(before);
  });

  test("says of whom a share of wrong certainty is, and tells how attacks work apart from all there is about a topic", async () => {
    const boss = await makePerson(world.db, { roles: ["manager"], language: "de" });
    const { people } = await makeStaffedTeam(world, 1, { name: "Data people", manager_id: boss.id });
    const made = await makeQuiz(world.db, { questions: [await makeQuestion(world.db, { level: "mechanism", topic: "data" }), await makeQuestion(world.db, { topic: "data" }), await makeQuestion(world.db, { level: "mechanism", topic: "data" })] });
    await take(world, people[0]!, made.quiz, 2);
    await world.db("responses").whereIn("attempt_id", world.db("attempts").where({ person_id: people[0]!.id }).select("id")).update({ confidence: "sure" });
    const agent = await world.signedInAs(boss);
    const next = (await agent.get("/desk").expect(200)).text;
    expect(next).toMatch(/href="\/desk\/knowledge#mechanisms">Sicher und falsch: Umgang mit Daten \(wie Angriffe ablaufen\)<[^]*?Von den Antworten[^<]*waren 50\s%/);
    const { text } = await agent.get("/desk/knowledge").expect(200);
    for (const name of ["Umgang mit Daten (wie Angriffe ablaufen)", "Umgang mit Daten"]) expect(text.split(`scope="row">${name}</th>`), name).toHaveLength(3);
    const names = [...text.matchAll(/role="region" aria-label="([^"]*)"/g)].map(([, name]) => name!);
    expect(new Set(names).size).toBe(names.length);
  });

  test("shows what is known by topic and month, beside the organisation, and what will be forgotten", async () => {
    const fact = await makeFact(world.db);
    const made = await makeQuiz(world.db, { questions: [await makeQuestionOn(world.db, fact)], title: "About a fact" });
    const { team, people } = await makeStaffedTeam(world, 2, { name: "Knowing", parent_id: teams.top.id });
    for (const person of people) await take(world, person, made.quiz, person === people[0] ? 1 : 0);
    const { text } = await manager.get(`/desk/knowledge?team=${team.public_id}`).expect(200);
    expect(text).toMatch(/data-subject="t:phishing"[^]*?50%/);
    const report = readPdf(await reportOf(`team=${team.public_id}`));
    expect(report.objects).toMatch(/\/S \/Figure[^]*\/Alt|\/Alt[^]*\/S \/Figure/);
    for (const words of ["Readiness, if nobody reviews", "Organisation ", "Target 80%", "In 6 months"]) expect(report.text).toContain(words);
    expect(text).toMatch(/Today people would recall 100% of what they were asked about\.[^]*Readiness falls under 80% on/);
    await world.db("responses").whereIn("attempt_id", world.db("attempts").where({ person_id: people[1]!.id }).select("id")).update({ confidence: "sure" });
    await world.db("duties").where({ quiz_id: assigned.id }).update({ due_on: "2026-01-02" });
    const next = (await manager.get("/desk").expect(200)).text.replace(/\s+/g, " ");
    expect(next).toMatch(/data-step="overdue">.{0,200}\d assigned quizzes are overdue.{0,99}Most of them here: /);
    expect(next).toMatch(/data-step="falling">.{0,200}Readiness falls under 80% on .{0,30} 2026: .?Knowing/);
    expect(next).toMatch(/data-step="sure">.{0,200}Sure and wrong: Phishing.{0,99}Of the answers that said how sure, 100% were sure and wrong\./);
    const calm = await makePerson(world.db, { roles: ["manager"] });
    await makeStaffedTeam(world, 1, { manager_id: calm.id });
    expect((await (await world.signedInAs(calm)).get("/desk")).text).toContain("Nothing is pressing.");
    await manager.get(`/desk/knowledge?team=${teams.other.public_id}`).expect(404);
    expect(figuresAt((await manager.get(`/desk/teams/${teams.top.public_id}`)).text, "Knowing")).toMatchObject({ readiness: "100%" });
  });
});
