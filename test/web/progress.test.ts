import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { makeHistory } from "../support/history.ts";
import { makeMemories } from "../support/learning.ts";
import { makePerson, makeQuestion, makeQuiz, makeTeam } from "../support/make.ts";
import { learnerAt, sit } from "../support/sitting.ts";
import { openWorld, type World } from "../support/world.ts";

let world: World;
beforeAll(async () => { world = await openWorld(); });
afterAll(() => world.close());

const bodyOf = async (agent: Awaited<ReturnType<World["signedInAs"]>>, path: string) => (await agent.get(path).expect(200)).text;

describe("the progress page", () => {
  test("says to whoever manages their own team that nobody else does, unless they may manage no more", async () => {
    const named = await openWorld({ privacyMode: "named" });
    const person = await makePerson(named.db, { roles: ["manager"] });
    const team = await makeTeam(named.db, { name: "Finance", manager_id: person.id });
    await named.db("people").where({ id: person.id }).update({ team_id: team.id });
    const agent = await named.signedInAs(person);
    expect(await bodyOf(agent, "/progress")).toMatch(/You manage your team, .?Finance.?, or one above it yourself, and nobody else does/);
    await named.db("person_roles").where({ person_id: person.id }).delete();
    expect(await bodyOf(agent, "/progress")).toMatch(/Your team, .?Finance.?, and the teams above it have no manager/);
    await named.close();
  });

  test("says what is known by topic and by incident, by the newest answer to each question", async () => {
    const [incident] = await world.db("incidents").insert({ slug: "one", title: "One", label: "the attack of that spring", summary: "", happened: "2019", topics: "[]" }).returning("*");
    const about = { row: { incident_id: incident!.id } };
    const questions = [await makeQuestion(world.db, { topic: "supply-chain", ...about }), await makeQuestion(world.db, { topic: "supply-chain", ...about }), await makeQuestion(world.db, { topic: "own-topic" })];
    const { agent, quiz } = await learnerAt(world, { questions });
    const { attempt, answer, right, wrong } = await sit(world, agent, quiz.slug);
    await answer(1, right(1));
    await answer(2, wrong(2));

    const open = await bodyOf(agent, "/progress");
    expect(open).toMatch(/Suppliers and software.*50%.*1 of 2 right/s);
    expect(open).toMatch(/The attack of that spring.*50%.*1 of 2 right/s);
    expect(open).not.toContain("Own topic");
    expect(open).toContain("Started, 2 of 3 answered");

    await answer(3, right(3));
    const done = await bodyOf(agent, "/progress");
    expect(done).toMatch(/Own topic.*100%.*1 of 1 right/s);
    expect(done).toContain(`href="${attempt}/result"`);
    expect(done).toContain('data-score="2" data-of="3"');

    await (await sit(world, agent, quiz.slug)).finish();
    expect(await bodyOf(agent, "/progress")).toMatch(/Suppliers and software.*100%.*2 of 2 right, 1 at first/s);
  });

  test("counts nothing of an attempt whose feedback waits for its end", async () => {
    const { agent, quiz, version } = await learnerAt(world);
    await world.db("quiz_versions").where({ id: version.id }).update({ feedback: "deferred" });
    const { answer, right } = await sit(world, agent, quiz.slug);
    await answer(1, right(1));
    expect(await bodyOf(agent, "/progress")).toContain("No answer of yours can be counted yet.");
    expect(await bodyOf(agent, "/progress/answers")).toContain("There is no answer to show yet.");
  });

  test.each([["/progress", "You have not answered a question yet."], ["/progress/attempts", "You have not started a quiz yet."], ["/progress/answers", "There is no answer to show yet."], ["/progress/bests", "You have not finished a quiz yet."]])("%s of somebody new says so", async (path, words) => {
    expect(await bodyOf(await world.signedInAs(await makePerson(world.db)), path)).toContain(words);
  });

  test("draws what would be recalled today and in a month, with a table and without a style attribute", async () => {
    const { person, agent, ...made } = await learnerAt(world);
    await makeHistory(world.db, person, made, 1);
    await makeMemories(world.db, person, 6, { at: world.now() });
    const body = await bodyOf(agent, "/progress");
    expect(body).toMatch(/Of the 6 facts.*recall about <strong>\d today<\/strong> and <strong>\d in a month<\/strong>/s);
    expect(body).toMatch(/<polyline class="curve__line" points="0\.00,/);
    expect(body).toMatch(/4 February 2026<\/time>.*of 6/s);
    expect(body).not.toMatch(/<[^>]+\sstyle=/);
  });

  test("says how often being sure was right, and when there is too little to say", async () => {
    const { person, agent, ...made } = await learnerAt(world);
    await makeHistory(world.db, person, made, 3, { confidence: "sure", scoreOf: (_, place) => (place === 1 ? 0 : 1) });
    const few = await bodyOf(agent, "/progress");
    expect(few).toMatch(/You have said “sure” 9 times.*were right 6 times.*too few to say/s);
    const another = { ...(await makeQuiz(world.db, { questions: 1 })) };
    await makeHistory(world.db, person, another, 1, { confidence: "sure" });
    expect(await bodyOf(agent, "/progress")).toContain("When you were sure, you were right <strong>7 of 10 times</strong>");
  });
});

describe("the history", () => {
  test("has every answer of hundreds of attempts, in pages, with what was right, and only one's own", async () => {
    const { person, agent, ...made } = await learnerAt(world, { questions: 2 });
    await makeHistory(world.db, person, made, 101, { scoreOf: (attempt, place) => (attempt === 1 && place === 1 ? 0 : 1), confidence: "sure" });
    await makeHistory(world.db, await makePerson(world.db), await makeQuiz(world.db, { title: "Somebody else's" }), 1);
    const body = await bodyOf(agent, "/progress/answers?page=9");
    expect(body).toContain("202 answers");
    expect(body).toMatch(/Page 9 of 9/);
    const wrong = await bodyOf(agent, "/progress/answers?verdict=sure-wrong&topic=phishing");
    expect(wrong).toMatch(/1 answer<.*You were sure.*You answered: <bdi>Option b.*Option a.*This was right\..*Why option a/s);
    expect(await bodyOf(agent, "/progress/answers?verdict=x&topic=none")).toContain("No answer fits.");
    expect(await bodyOf(agent, "/progress/attempts?page=5")).toMatch(/Page 5 of 5/);
    expect(await bodyOf(agent, "/progress/bests")).toMatch(/1 of 2.*2 of 2.*101 times/s);
    expect(body + (await bodyOf(agent, "/progress/bests"))).not.toContain("Somebody else");
  });
});

describe("who can see my results", () => {
  test("names the managers above, who still are, and the administrators", async () => {
    const admin = await makePerson(world.db, { roles: ["admin"], name: "Ada Admin" });
    const [near, gone] = [await makePerson(world.db, { roles: ["manager"], name: "Mona Near" }), await makePerson(world.db, { roles: ["manager"], name: "Gus Gone", deactivated_at: "2026-01-01T00:00:00.000Z" })];
    const top = await makeTeam(world.db, { name: "Bank", manager_id: gone.id });
    const team = await makeTeam(world.db, { name: "Night shift", parent_id: top.id, manager_id: near.id });
    const body = await bodyOf(await world.signedInAs(await makePerson(world.db, { team_id: team.id })), "/progress");
    expect(body).toMatch(/Mona Near \(Night shift\).*by name which quizzes.*The administrator, Ada Admin,/s);
    expect(body).not.toContain("Gus Gone");
    expect(await bodyOf(await world.signedInAs(await makePerson(world.db)), "/progress")).toContain("You are in no team");
    await world.db("people").where({ id: admin.id }).update({ deactivated_at: "2026-01-01T00:00:00.000Z" });
  });

  test("is nobody by name where the installation shows groups only", async () => {
    const guarded = await openWorld({ privacyMode: "aggregate" });
    const agent = await guarded.signedInAs(await makePerson(guarded.db));
    expect((await agent.get("/progress")).text).toMatch(/Nobody else.*groups of 5 people and more/s);
    await guarded.close();
  });
});
