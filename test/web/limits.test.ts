import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { PersonalData } from "../../src/domain/personal-data-schema.ts";
import { learnerAt, sit } from "../support/sitting.ts";
import { makePerson, makeQuiz, makeTeam } from "../support/make.ts";
import { openWorld, type World } from "../support/world.ts";

const START = "2026-01-05T09:00:00.000Z";
let world: World;
beforeAll(async () => { world = await openWorld(); });
afterAll(() => world.close());
beforeEach(() => world.travelTo(START));
const travel = (seconds: number) => world.travelTo(new Date(Date.parse(START) + seconds * 1000));

describe("taking a quiz with a time limit", () => {
  test("is told before the start, with one's own extra time", async () => {
    const { agent, quiz } = await learnerAt(world, { limit_minutes: 10, most_attempts: 3, wait_hours: 24 }, { extra_percent: 25 });
    const { text } = await agent.get(`/quizzes/${quiz.slug}`).expect(200);
    for (const words of ["Time limit 12 minutes 30 seconds", "your 25% of extra time included", "You can take it 3 times.", "At least 24 hours lie", "but the time runs on"]) expect(text).toContain(words);
  });

  test("says until when and how long that is, and counts on as the page is loaded again", async () => {
    const { agent, quiz } = await learnerAt(world, { limit_minutes: 10 });
    const { attempt } = await sit(world, agent, quiz.slug);
    travel(150);
    const { text } = await agent.get(`${attempt}/questions/1`).expect(200);
    expect(text).toContain(">7 minutes</strong>");
    expect(text).toContain(">09:10 UTC</time>");
    expect((await agent.get(`${attempt}/time`)).body).toEqual({ seconds: 450, until: "2026-01-05T09:10:00.000Z", added: 0, finished: false });
    const untimed = await learnerAt(world);
    expect((await untimed.agent.get(`${(await sit(world, untimed.agent, untimed.quiz.slug)).attempt}/questions/1`)).text).not.toContain("time-left");
  });

  test("ends at its deadline on whatever page one looks, with what was saved, and gives no key away", async () => {
    const { agent, quiz, questions } = await learnerAt(world, { limit_minutes: 10, questions: 3 });
    const { attempt, answer, right } = await sit(world, agent, quiz.slug);
    await answer(1, right(1)).expect(303);
    travel(3600);
    expect((await agent.get("/")).text).toContain("1 of 3");
    await agent.get(attempt).expect(303).expect("location", `${attempt}/result`);

    await answer(2, right(2)).expect(303).expect("location", `${attempt}/result`);
    const { text } = await agent.get(`${attempt}/result`).expect(200);
    expect(text).toContain("The time was up at 09:10 UTC, so this answer came too late. Everything that you had answered before is saved and counts.");
    expect(text).toContain("2 questions were not answered and count as missed");
    expect(text).toContain('data-score="1" data-of="3"');
    expect(text).toContain("5 January 2026, 09:10 UTC");
    const unanswered = await agent.get(`${attempt}/questions/2`).expect(200);
    expect(unanswered.text).toContain("Not answered</h2>");
    expect(unanswered.text).not.toMatch(/<form method="post" action="\/attempts/);
    expect(unanswered.text).not.toContain(questions[1]!.body.explanation);
    expect((await agent.get(`${attempt}/time`)).body).toMatchObject({ seconds: null, finished: true });
  });

  test("tells nothing while an answer may still be on its way, on whatever page one looks, and takes that answer", async () => {
    const { agent, quiz, questions } = await learnerAt(world, { limit_minutes: 1, questions: 3, feedback: "deferred", closed_book: 1 });
    const { attempt, answer, right, wrong } = await sit(world, agent, quiz.slug);
    await answer(1, wrong(1)).expect(303);
    travel(61);
    for (const page of ["/", "/incidents", `/quizzes/${quiz.slug}`, "/progress"]) await agent.get(page).expect(200);
    await agent.get(attempt).expect(303).expect("location", `${attempt}/questions/2`);
    await agent.post(`${attempt}/practice`).expect(303).expect("location", attempt);
    expect((await agent.get(`${attempt}/questions/1`)).text).not.toContain(questions[0]!.body.explanation);
    travel(64);
    await answer(2, right(2)).expect(303).expect("location", `${attempt}/result`);
    expect((await agent.get(`${attempt}/result`)).text).toContain('data-score="1" data-of="3"');
    expect((await agent.get(`${attempt}/questions/1`)).text).toContain(questions[0]!.body.explanation);
    await answer(3, right(3)).expect(303).expect("location", `${attempt}/result`);
    expect((await agent.get(`${attempt}/result`)).text).toContain('data-score="1" data-of="3"');
  });

  test("takes nothing more once its learner has opened the result", async () => {
    const { agent, quiz } = await learnerAt(world, { limit_minutes: 1, questions: 2 });
    const { attempt, answer, right } = await sit(world, agent, quiz.slug);
    travel(60);
    expect((await agent.get(`${attempt}/result`).expect(200)).text).toContain('data-score="0" data-of="2"');
    await agent.post(`${attempt}/practice`).expect(303).expect("location", /attempts/);
    await answer(1, right(1)).expect(303).expect("location", `${attempt}/result`);
    const { text } = await agent.get(`${attempt}/result`);
    expect(text).toContain("so this answer came too late");
    expect(text).toContain('data-score="0" data-of="2"');
  });
});

describe("taking it again", () => {
  test("is offered as long as attempts are left, and the first result stays apart", async () => {
    const { agent, quiz } = await learnerAt(world, { questions: 2, most_attempts: 2 });
    const first = await sit(world, agent, quiz.slug);
    await first.answer(1, first.wrong(1));
    await first.answer(2, first.right(2));
    expect((await agent.get(`${first.attempt}/result`)).text).toContain(">Take it again</a>");
    const second = await sit(world, agent, quiz.slug);
    await second.finish();

    const { text } = await agent.get(`${second.attempt}/result`);
    expect(text).toContain('data-standing="first">1 of 2<');
    expect(text).toContain('data-standing="latest">2 of 2<');
    expect(text).not.toContain("Take it again");
    const page = (await agent.get(`/quizzes/${quiz.slug}`)).text;
    expect(page).toContain("You have taken this quiz 2 times, as often as it can be taken.");
    expect(page).not.toContain("Start quiz");
    expect((await agent.post(`/quizzes/${quiz.slug}/attempts`).expect(422)).text).toContain("as often as it can be taken");
  });

  test("only for what was missed is practice: it says so, resumes, and changes no result", async () => {
    const { agent, quiz } = await learnerAt(world, { questions: 2, most_attempts: 1 });
    const first = await sit(world, agent, quiz.slug);
    await first.answer(1, first.wrong(1));
    await first.answer(2, first.right(2));
    expect((await agent.get(`${first.attempt}/result`)).text).toContain(">Only what I missed</button>");
    const { headers } = await agent.post(`${first.attempt}/practice`).expect(303);
    const practice = headers["location"]!;
    await agent.post(`${first.attempt}/practice`).expect("location", practice);
    expect((await agent.get("/")).text).toContain('tag--open">Practice</span>');
    expect((await agent.get(`${practice}/questions/1`)).text).toContain("Question 1 of 1");

    await agent.post(`${practice}/questions/1/response`).type("form").send({ chosen: first.right(1) });
    expect((await agent.get(`${practice}/result`)).text).toContain("your result stays as it was");
    expect((await agent.get(`/quizzes/${quiz.slug}`)).text).toContain("1 of 2");
    expect((await agent.get("/progress")).text).toContain('<td role="cell">Practice</td>');
    const stranger = await world.signedInAs(await makePerson(world.db));
    await stranger.post(`${first.attempt}/practice`).expect(404);
    await stranger.get(`${first.attempt}/time`).expect(404);
  });

  test("tells nothing of what another attempt asks with the book closed, though it was begun or answered before", async () => {
    const { agent, quiz, questions } = await learnerAt(world, { questions: 2 });
    const first = await sit(world, agent, quiz.slug);
    for (const place of [1, 2]) await first.answer(place, first.wrong(place));
    const practice = (await agent.post(`${first.attempt}/practice`).expect(303)).headers["location"]!;
    await agent.post(`${practice}/questions/1/response`).type("form").send({ chosen: "1" }).expect(303);
    const exam = await sit(world, agent, (await makeQuiz(world.db, { questions, title: "Exam", closed_book: 1, feedback: "deferred" })).quiz.slug);

    const places = [1, 2].flatMap((place) => [first.attempt, practice].map((attempt) => `${attempt}/questions/${place}`));
    const read = async () => (await Promise.all([...places, "/progress/answers"].map((page) => agent.get(page).expect(200)))).map(({ text }) => text);
    for (const text of await read()) {
      expect(text).toContain("while you take “Exam”");
      for (const { body } of questions) expect(text).not.toContain(body.explanation);
    }
    const verdicts = async () => (JSON.parse((await agent.post("/progress/data/download").expect(200)).text) as PersonalData).attempts.flatMap(({ answers }) => answers.map(({ verdict, score }) => [verdict, score]));
    expect(await verdicts()).toEqual(Array(3).fill([null, null]));
    const refused = await agent.post(`${practice}/questions/2/response`).type("form").send({ chosen: "1" }).expect(422);
    expect(refused.text).toContain("waits until you have finished “Exam”");
    expect(refused.text).not.toContain(questions[1]!.body.explanation);
    await exam.finish();
    for (const text of await read()) expect(text).not.toContain("while you take “Exam”");
    expect((await verdicts()).flat()).not.toContain(null);
    await agent.post(`${practice}/questions/2/response`).type("form").send({ chosen: "1" }).expect(303);
  });
});

describe("a trainer", () => {
  test("sets the limits of a quiz; what is no number is refused beside its field, and learners get them with the next version", async () => {
    const agent = await world.signedInAs(await makePerson(world.db, { roles: ["trainer"] }));
    const { quiz } = await makeQuiz(world.db);
    const send = (limits: object) => agent.post(`/studio/quizzes/${quiz.slug}`).type("form").send({ title: quiz.title, summary: quiz.summary, topic: "phishing", pass_percent: "80", mode: "all", ...limits });
    expect((await send({ limit_minutes: "soon", most_attempts: "0" }).expect(422)).text).toContain("Enter a whole number from 1 to 600, or leave it empty.");
    await send({ limit_minutes: "10", most_attempts: "2", wait_hours: "" }).expect(303);
    expect(await world.db("quizzes").where({ id: quiz.id }).first()).toMatchObject({ limit_minutes: 10, most_attempts: 2, wait_hours: null });
    expect((await agent.get(`/studio/quizzes/${quiz.slug}`)).text).toContain("The draft is not what learners take now");
    await agent.post(`/studio/quizzes/${quiz.slug}/publication`).type("form").send({ reason: "A test" }).expect(303);
    expect(await world.db("quiz_versions").where({ quiz_id: quiz.id, number: 2 }).first()).toMatchObject({ limit_minutes: 10, most_attempts: 2, wait_hours: null });
  });

  test("adds time in the middle of it; the learner reads it with the next page, and the trainer learns nothing of who takes it", async () => {
    const { agent, quiz, person } = await learnerAt(world, { limit_minutes: 10 });
    const { attempt } = await sit(world, agent, quiz.slug);
    const trainer = await world.signedInAs(await makePerson(world.db, { roles: ["trainer"] }));
    const page = (await trainer.get(`/studio/quizzes/${quiz.slug}`)).text;
    expect(page).not.toContain(person.name);
    const key = /name="key" value="([^"]+)"/.exec(page)![1]!;
    const add = (given: object) => trainer.post(`/studio/quizzes/${quiz.slug}/added-time`).type("form").send({ key, who: "everybody", added: "5", ...given });
    expect((await add({ who: "person", email: "" }).expect(422)).text).toContain("Enter the email of the person.");
    expect((await add({ email: person.email }).expect(422)).text).toContain("or leave it empty for everybody");
    expect((await add({ added: "-5" }).expect(422)).text).toContain("Enter whole minutes from 1 to 240.");
    await add({}).expect(303);
    await add({}).expect(303);
    expect((await agent.get(`${attempt}/questions/1`)).text).toMatch(/15 minutes<[\s\S]*09:15 UTC<\/time>, with the 5 minutes that a trainer added/);
  });

  test("gives somebody extra time, which their manager does not see", async () => {
    const boss = await makePerson(world.db, { roles: ["manager"] });
    const team = await makeTeam(world.db, { manager_id: boss.id });
    const person = await makePerson(world.db, { team_id: team.id });
    const trainer = await world.signedInAs(await makePerson(world.db, { roles: ["trainer"] }));
    expect((await trainer.post(`/studio/extra-time/${person.public_id}`).type("form").send({ percent: "900" }).expect(422)).text).toContain("Enter whole per cent from 0 to 300.");
    await trainer.post(`/studio/extra-time/${person.public_id}`).type("form").send({ percent: "50" }).expect(303);
    expect((await trainer.get("/studio/extra-time")).text).toMatch(new RegExp(`${person.name}<[\\s\\S]*50% extra time`));
    const manager = await world.signedInAs(boss);
    await manager.get("/studio/extra-time").expect(403);
    expect((await manager.get(`/desk/teams/${team.public_id}`)).text).not.toMatch(/extra time|50%/);
  });
});

describe("the desk", () => {
  test("finishes what is over before it counts", async () => {
    const boss = await makePerson(world.db, { roles: ["manager"] });
    const team = await makeTeam(world.db, { manager_id: boss.id });
    const { agent, quiz } = await learnerAt(world, { limit_minutes: 10, questions: 2 }, { team_id: team.id });
    const { answer, right } = await sit(world, agent, quiz.slug);
    await answer(1, right(1));
    travel(700);
    expect((await (await world.signedInAs(boss)).get(`/desk/teams/${team.public_id}`)).text).toMatch(/data-state="finished">\s*1 of 2/);
  });
});
