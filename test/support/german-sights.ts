import { retractFact, disputeFact } from "../../src/domain/ageing.ts";
import { loadContent } from "../../src/domain/loading-content.ts";
import { assignQuiz } from "../../src/domain/assignments.ts";
import { formatNumber } from "../../src/lib/certificate-number.ts";
import { leavingToken } from "../../src/domain/leaving.ts";
import { insertRequestOnce } from "../../src/storage/erasures.ts";
import type { FactRow, Person, Quiz } from "../../src/storage/tables.ts";
import { DOUBT } from "./facts.ts";
import { makeFact, makeQuestionAbout } from "./facts-asked.ts";
import { contentOf, GROUPS, incidentFile, TOOK_OVER } from "./knowledge.ts";
import { makeMemories } from "./learning.ts";
import { makePerson, makeQuestion, makeQuiz, makeTeam } from "./make.ts";
import { assign } from "./organisation.ts";
import { EVERY_KIND, keepQuestion } from "./every-kind.ts";
import { sit, type Sitting } from "./sitting.ts";
import type { Agent, World } from "./world.ts";

const DAY = 24 * 3600 * 1000;
const GERMAN = { summary: "Eine Zusammenfassung.", asks_confidence: 1 as const };
const DOUBTED = { ...DOUBT, reason: "Eine zweite Untersuchung.", publisher: "Presse", title: "Berichtigung" };

/** Somebody who has met everything that a learner can meet, and where each of it stands. */
export interface GermanSights { person: Person; agent: Agent; places: string[] }

export async function makeGermanSights(world: World, language = "de"): Promise<GermanSights> {
  const team = await makeTeam(world.db, { name: "Einkauf" });
  const boss = await makePerson(world.db, { roles: ["manager"], name: "Berta Huber" });
  await world.db("teams").where({ id: team.id }).update({ manager_id: boss.id });
  const person = await makePerson(world.db, { name: "Anna Vogt", language, team_id: team.id, extra_percent: 25, roles: ["admin"] });
  await makePerson(world.db, { roles: ["admin"], name: "Clara Kern" });
  const agent = await world.signedInAs(person);
  await makeMemories(world.db, person, 4, { at: world.now(), daysAgo: 30 });
  const places = [...(await sitThrough(world, agent)), ...(await readAbout(world, agent)), ...(await certified(world, agent, person)), ...(await asked(world, agent, person, boss))];
  return { person, agent, places: [...BESIDES, `/leaving/${leavingToken(person, "the secret of the tests")}`, ...places] };
}

const BESIDES = ["/", "/quizzes", "/progress", "/progress/attempts", "/progress/answers", "/progress/answers?verdict=sure-wrong", "/progress/answers?topic=x", "/progress/bests", "/progress/data", "/review", "/reminders", "/settings", "/incidents", "/incidents?q=zzz", "/incidents?topic=x&year=1999", "/certificates", "/certificates/check", "/certificates/check?number=zzz", "/certificates/0000-0000-0000-0000", "/admin/people", "/admin/teams", "/admin/erasures", "/desk", "/nowhere"];

async function sitThrough(world: World, agent: Agent): Promise<string[]> {
  const all: string[] = [];
  const begin = async (given: Parameters<typeof makeQuiz>[1]): Promise<[Quiz, Sitting]> => {
    const { quiz } = await makeQuiz(world.db, { ...GERMAN, title: `Quizze ${all.length}`, ...given });
    const sitting = await sit(world, agent, quiz.slug);
    all.push(`/quizzes/${quiz.slug}`, `${sitting.attempt}/questions/1`, `${sitting.attempt}/questions/2`, `${sitting.attempt}/result`);
    return [quiz, sitting];
  };
  for (const kind of EVERY_KIND) {
    const made = await keepQuestion(world.db, { ...kind, id: `open-${kind.id}` });
    const sitting = (await begin({ questions: [made, await makeQuestion(world.db)], wait_hours: 2, most_attempts: 2 }))[1];
    all.push(`${sitting.attempt}/questions/1`);
  }
  const whole = (await begin({ questions: await Promise.all(EVERY_KIND.map((kind) => keepQuestion(world.db, kind))) }))[1];
  for (const [index, sure] of EVERY_KIND.map((_, place) => ["sure", "think", "guess"][place % 3]).entries()) {
    await whole.answer(index + 1, index % 2 ? whole.right(index + 1) : whole.wrong(index + 1), agent, sure);
    all.push(`${whole.attempt}/questions/${index + 1}`);
  }
  await agent.post(`${whole.attempt}/questions/1/report`).type("form").send({ reason: "wrong_key", text: "" }).expect(303);
  const [timed] = await begin({ limit_minutes: 10, most_attempts: 2, certificate_months: 12, closed_book: 1, feedback: "deferred", wait_hours: 24 });
  const [again, first] = await begin({ questions: 2, pass_percent: 0 });
  await first.answer(1, first.wrong(1)); await first.answer(2, first.right(2));
  await (await sit(world, agent, again.slug)).finish();
  const { headers } = await agent.post(`${first.attempt}/practice`).expect(303);
  const [, deferred] = await begin({ questions: 3, feedback: "deferred" });
  await deferred.answer(1, deferred.wrong(1));
  await begin({ questions: [], title: "Leer" }).catch(() => undefined);
  all.push(`${headers["location"]!}/questions/1`, `/quizzes/${again.slug}`, `/quizzes/${timed.slug}`);
  await assign(world, (await makeQuiz(world.db, { ...GERMAN, title: "Fällig" })).quiz, null);
  return all;
}

async function readAbout(world: World, agent: Agent): Promise<string[]> {
  const second = incidentFile(TOOK_OVER.replace("took-over", "took-again")).replace("id: piggybacking", "id: other-affair").replace("Turla hides behind others", "Another");
  await loadContent(world.db, contentOf({ "entities/groups.yaml": GROUPS, "incidents/2019-turla.yaml": incidentFile(`${TOOK_OVER}${DATED}`), "incidents/2021-other.yaml": second }));
  const factAt = async (key: string) => (await world.db("facts").where({ key }).first()) as FactRow;
  const trainer = await makePerson(world.db, { roles: ["trainer"], name: "Dora Lenz" });
  await disputeFact(world.db, trainer, await factAt("took-place"), DOUBTED, world.now());
  await retractFact(world.db, trainer, await factAt("made-public"), DOUBTED, world.now());
  const incident = (await world.db("incidents").where({ slug: "piggybacking" }).first())!;
  const decision = await makeQuestion(world.db, { level: "decide", row: { incident_id: incident.id, level: "decide" } });
  const { quiz } = await makeQuiz(world.db, { ...GERMAN, title: "Darüber", questions: [decision, await makeQuestion(world.db)] });
  const middle = await sit(world, agent, quiz.slug);
  await middle.answer(1, middle.right(1));
  return ["/incidents/piggybacking", "/incidents/other-affair", `/quizzes/${quiz.slug}`, ...(await closedBook(world, agent)), ...(await withdrawn(world, agent, trainer))];
}

const DATED = `  - { id: took-place, subject: piggybacking, relation: occurred-on, object: { date: 2017-11/2019-10 }, modality: asserted, asserted_by: agencies, evidence: [{ source: press, quote: over two years }] }
  - { id: made-public, subject: piggybacking, relation: disclosed-on, object: { date: 2019-10-21 }, modality: claimed, asserted_by: agencies, evidence: [{ source: press, quote: today the agencies said }] }
  - { id: charged, subject: piggybacking, relation: charged-on, object: { date: 2019-10 }, modality: claimed, asserted_by: agencies, evidence: [{ source: press, quote: today the agencies said }] }
lessons:
  - { title: Borrowed tools, text: Tools do not tell who used them. }
`;

async function closedBook(world: World, agent: Agent): Promise<string[]> {
  const fact = await makeFact(world.db);
  const { quiz } = await makeQuiz(world.db, { ...GERMAN, title: "Zu", closed_book: 1, questions: [await makeQuestionAbout(world.db, [fact])] });
  await sit(world, agent, quiz.slug);
  const { slug } = (await world.db("incidents").where({ id: fact.incidentId }).first())!;
  return [`/incidents/${slug}`];
}

/** Two answers, then doubt falls on both questions: one attempt is counted anew, the other goes on. */
async function withdrawn(world: World, agent: Agent, trainer: Person): Promise<string[]> {
  const facts = [await makeFact(world.db), await makeFact(world.db)];
  const questions = [await makeQuestionAbout(world.db, [facts[0]!]), await makeQuestion(world.db), await makeQuestionAbout(world.db, [facts[1]!])];
  const [one, other] = [await makeQuiz(world.db, { ...GERMAN, title: "Eins", questions }), await makeQuiz(world.db, { ...GERMAN, title: "Zwei", questions })];
  const [finished, open] = [await sit(world, agent, one.quiz.slug), await sit(world, agent, other.quiz.slug)];
  await finished.finish();
  await open.answer(1, open.wrong(1));
  for (const { id } of facts) await disputeFact(world.db, trainer, { id }, DOUBTED, world.now());
  return [one, other].map(({ quiz }) => `/quizzes/${quiz.slug}`).concat([finished, open].flatMap(({ attempt }) => ["questions/1", "questions/3", "result"].map((page) => `${attempt}/${page}`)));
}

async function certified(world: World, agent: Agent, person: Person): Promise<string[]> {
  const { quiz } = await makeQuiz(world.db, { ...GERMAN, title: "Mit Urkunde", certificate_months: 12, most_attempts: 1 });
  await (await sit(world, agent, quiz.slug)).finish();
  const { number } = (await world.db("certificates").where({ person_id: person.id }).first())!;
  return [`/quizzes/${quiz.slug}`, `/certificates/${formatNumber(number)}`];
}

async function asked(world: World, agent: Agent, person: Person, boss: Person): Promise<string[]> {
  await agent.post("/reminders/calendar").expect(303);
  await insertRequestOnce(world.db, boss.id, world.now().toISOString());
  const due = (await makeQuiz(world.db, { ...GERMAN, title: "Bald" })).quiz;
  await assignQuiz(world.db, boss, due, { teamId: null, dueAt: new Date(world.now().getTime() + 2 * DAY).toISOString() }, world.now());
  return [`/admin/erasures/${boss.public_id}`, `/admin/erasures/${person.public_id}`, `/admin/people/${person.public_id}`];
}
