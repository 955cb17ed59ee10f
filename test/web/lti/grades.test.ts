import { createLocalJWKSet, jwtVerify, type JSONWebKeySet } from "jose";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { gradeBook } from "../../../src/domain/grade-book.ts";
import { sendWaitingGrades } from "../../../src/domain/grades.ts";
import { tendLearningSystems } from "../../../src/domain/learning-systems.ts";
import { regradeQuestion, tryRegrade } from "../../../src/domain/regrading.ts";
import { requestOffice } from "../../../src/domain/request-office.ts";
import type { Proposal } from "../../../src/domain/rulings.ts";
import { toolKeySet } from "../../../src/domain/tool-keys.ts";
import type { PrivacyMode } from "../../../src/engine/statistics/disclosure.ts";
import { DAY, later } from "../../../src/lib/clock.ts";
import { finish } from "../../support/finishing.ts";
import { claim, INSTRUCTOR, LEARNER, launch, launchClaims, openPlatform, registerPlatform, ticketIn, type Platform } from "../../support/learning-platform.ts";
import { makePerson, makeQuiz, type MadeQuiz } from "../../support/make.ts";
import { openWorld, type World } from "../../support/world.ts";

let [world, platform]: [World, Platform] = [] as never;
let sub = 0;
const SECRET = "the secret of the tests";
beforeAll(async () => {
  platform = await openPlatform(() => world.now());
  world = await openWorld({ webhookOrigins: [platform.origin] });
  await registerPlatform(world, platform);
});
afterAll(async () => { await world.close(); await platform.close(); });

const book = () => gradeBook(world.db, requestOffice([platform.origin], { mostRead: 100_000 }), SECRET);
const tell = (by = book(), mode: PrivacyMode = "named") => sendWaitingGrades(world.db, by, mode, world.now);

/** Somebody comes to a new quiz from a course whose grade book says this of itself. */
async function come({ quiz }: MadeQuiz, endpoint: object = platform.endpoint(), again?: string) {
  const subject = again ?? `learner-${(sub += 1)}`;
  await launch(platform, world, world.visitor(), (nonce) => launchClaims(platform, world, nonce, { sub: subject, email: `${subject}@example.test`, [claim("resource_link")]: { id: quiz.slug }, [claim("custom")]: { quiz: quiz.slug }, ...endpoint }));
  const account = (await world.db("learning_accounts").where({ subject }).first())!;
  return { subject, person: { id: account.person_id }, link: () => world.db("grade_links").where({ person_id: account.person_id }).first() };
}

describe("a grade", () => {
  test("goes back once the attempt is finished, with a column made for it, and again when a better attempt or a regrade changes it", async () => {
    const made = await makeQuiz(world.db, { questions: 2 });
    const { subject, person, link } = await come(made);
    expect(await tell()).toBe(0);
    await finish(world.db, person, made.quiz.id, world.now(), 0);
    const by = book();
    expect(await tell(by)).toBe(1);
    const column = platform.columns.at(-1)!;
    expect(column).toMatchObject({ label: made.quiz.title, resourceLinkId: made.quiz.slug, scoreMaximum: 100 });
    expect(platform.scores.at(-1)).toEqual({ userId: subject, scoreGiven: 0, scoreMaximum: 100, timestamp: world.now().toISOString(), activityProgress: "Completed", gradingProgress: "FullyGraded", column: new URL(column.id).pathname + "/scores?type_id=3" });
    await finish(world.db, person, made.quiz.id, world.now(), 1);
    expect(await tell(by)).toBe(1);
    expect(platform.scores.at(-1)).toMatchObject({ scoreGiven: 100, timestamp: later(world.now(), 1).toISOString() });
    await finish(world.db, person, made.quiz.id, world.now(), 0);
    await tell(by);
    expect(platform.scores.at(-1)).toMatchObject({ scoreGiven: 100, timestamp: later(world.now(), 2).toISOString() });
    expect([platform.tokensGiven(), platform.columns.filter(({ resourceLinkId }) => resourceLinkId === made.quiz.slug)]).toEqual([1, [column]]);
    expect(await link()).toMatchObject({ state: "sent", failure: null });
    await tell(by);
    expect(platform.scores).toHaveLength(3);
    const trainer = await makePerson(world.db, { roles: ["trainer"] });
    const corrected: Proposal = { kind: "key", corrected: { right: ["b"] }, versions: [1] };
    const { digest } = await tryRegrade(world.db, trainer, made.questions[0]!.row, corrected, world.now());
    await regradeQuestion(world.db, trainer, made.questions[0]!.row, corrected, { reason: "It was b all along.", digest, key: "once" }, later(world.now(), 1_000));
    world.travelTo(later(world.now(), 1_000));
    expect([await tell(by), platform.scores.length, platform.scores.at(-1)]).toMatchObject([1, 4, { userId: subject, scoreGiven: 50, timestamp: world.now().toISOString() }]);
    world.travelTo("2026-01-05T09:00:00Z");
  });

  test("of an attempt from before the launch goes to the column that the launch names", async () => {
    const made = await makeQuiz(world.db);
    const { person, subject } = await come(made, {});
    await finish(world.db, person, made.quiz.id, world.now());
    expect(await tell()).toBe(0);
    await come(made, platform.endpoint({ lineitem: `${platform.origin}/own/lineitem` }), subject);
    expect(await tell()).toBe(1);
    expect(platform.scores.at(-1)).toMatchObject({ userId: subject, scoreGiven: 100, column: "/own/lineitem/scores" });
  });

  test("that is not taken is tried again later, with a later time; what is refused for good waits for an administrator", async () => {
    const made = await makeQuiz(world.db);
    const { person, link } = await come(made);
    await finish(world.db, person, made.quiz.id, world.now());
    platform.answers.push(503, 429);
    expect([await tell(), await tell()]).toEqual([0, 0]);
    expect(await link()).toMatchObject({ state: "queued", tries: 1, next_at: "2026-01-05T09:01:00.000Z", failure: "learning-systems.failures.busy" });
    world.travelTo("2026-01-05T09:01:00Z");
    expect(await tell()).toBe(0);
    world.travelTo("2026-01-05T09:06:00Z");
    expect(await tell()).toBe(1);
    platform.answers.push(403);
    await finish(world.db, person, made.quiz.id, world.now());
    expect(await tell()).toBe(0);
    expect(await link()).toMatchObject({ state: "failed", failure: "learning-systems.failures.declined" });
    const system = (await world.db("learning_systems").first())!;
    const admin = await world.signedInAs(await makePerson(world.db, { roles: ["admin"] }));
    expect((await admin.get(`/admin/integrations/learning-systems/${system.public_id}`).expect(200)).text).toContain("declined a grade");
    await admin.post(`/admin/integrations/learning-systems/${system.public_id}/grades`).expect(303);
    expect(await tell()).toBe(1);
  });

  test("to a system that does not answer waits, and is asked for once in a round, so that others need not wait", async () => {
    const made = await makeQuiz(world.db);
    for (let count = 0; count < 2; count += 1) await finish(world.db, (await come(made)).person, made.quiz.id, world.now());
    let asked = 0;
    const silent = gradeBook(world.db, () => { asked += 1; return Promise.resolve({ fault: "silent" }); }, SECRET);
    expect([await tell(silent), asked]).toEqual([0, 1]);
    expect((await world.db("grade_links").where({ quiz_id: made.quiz.id }).orderBy("id")).map(({ failure }) => failure)).toEqual(["learning-systems.failures.silent", null]);
    world.travelTo("2026-01-05T09:08:00Z");
    expect(await tell()).toBe(2);
  });

  test("waits where names are hidden, unless an administrator has said why it goes all the same; everybody reads who is told", async () => {
    const made = await makeQuiz(world.db);
    await finish(world.db, (await come(made)).person, made.quiz.id, world.now());
    expect([await tell(book(), "pseudonymous"), await tell(book(), "aggregate")]).toEqual([0, 0]);
    await world.db("learning_systems").update({ grounds: "Agreed with the works council" });
    expect(await tell(book(), "aggregate")).toBe(1);
    expect((await world.visitor().get("/privacy").expect(200)).text).toContain("The Academy");
    await world.db("learning_systems").update({ grounds: "" });
  });

  test("is sent once by processes that send at the same moment", async () => {
    const made = await makeQuiz(world.db);
    const { person, subject } = await come(made);
    await finish(world.db, person, made.quiz.id, world.now());
    const outcomes = await world.atOnce(() => tell(), () => tell());
    expect(outcomes.map((outcome) => outcome.status)).toEqual(["fulfilled", "fulfilled"]);
    expect(platform.scores.filter(({ userId }) => userId === subject)).toHaveLength(1);
  });

  test.each<[string, () => object, string]>([
    ["leads inside the network", () => platform.endpoint({ lineitem: "http://127.0.0.1:9/lineitem" }), "inside"],
    ["has no column and lets none be made", () => platform.endpoint({ scope: ["https://purl.imsglobal.org/spec/lti-ags/scope/score"] }), "column"],
  ])("whose book %s fails at once, and says so", async (_what, endpoint, failure) => {
    const made = await makeQuiz(world.db);
    const { person, link } = await come(made, endpoint());
    await finish(world.db, person, made.quiz.id, world.now());
    await tell();
    expect(await link()).toMatchObject({ state: "failed", failure: `learning-systems.failures.${failure}` });
  });
});

describe("a deep link", () => {
  const wish = (roles: string[], settings: object = {}) => (nonce: string) => launchClaims(platform, world, nonce, {
    sub: undefined, [claim("message_type")]: "LtiDeepLinkingRequest", [claim("roles")]: roles,
    "https://purl.imsglobal.org/spec/lti-dl/claim/deep_linking_settings": { deep_link_return_url: `${platform.origin}/return?course=2`, accept_types: ["ltiResourceLink"], accept_multiple: false, data: "as it came", ...settings },
  });

  test("is chosen from the published quizzes and goes back signed, once", async () => {
    const { quiz } = await makeQuiz(world.db, { title: "Chosen <quiz>" });
    const agent = world.visitor();
    const { text } = await launch(platform, world, agent, wish([INSTRUCTOR]));
    expect(text).toContain("Chosen &lt;quiz&gt;");
    const choose = (slug: string | string[]) => agent.post("/lti/choices").type("form").send({ ticket: ticketIn(text), quiz: slug });
    await choose([]).expect(422);
    await choose([quiz.slug, "another"]).expect(422);
    await choose("unknown").expect(422);
    const answer = await choose(quiz.slug).expect(200);
    expect(answer.headers["content-security-policy"]).toContain(`form-action 'self' ${platform.origin};`);
    expect(answer.text).toContain(`action="${platform.origin}/return?course=2"`);
    const jwt = /name="JWT" value="([^"]+)"/.exec(answer.text)![1]!;
    const keys = (await (await fetch(`${world.address}/lti/jwks`)).json()) as JSONWebKeySet;
    const { payload } = await jwtVerify(jwt, createLocalJWKSet(keys), { issuer: "a-client", audience: platform.origin, currentDate: world.now(), requiredClaims: ["exp", "iat", "nonce"] });
    expect(payload).toMatchObject({
      [claim("message_type")]: "LtiDeepLinkingResponse", [claim("version")]: "1.3.0", [claim("deployment_id")]: "3", "https://purl.imsglobal.org/spec/lti-dl/claim/data": "as it came",
      "https://purl.imsglobal.org/spec/lti-dl/claim/content_items": [{ type: "ltiResourceLink", title: "Chosen <quiz>", url: `${world.address}/lti/quizzes/${quiz.slug}`, custom: { quiz: quiz.slug }, lineItem: { scoreMaximum: 100 } }],
    });
    await choose(quiz.slug).expect(422);
  });

  test("is for those who teach, and for places that take links", async () => {
    expect((await launch(platform, world, world.visitor(), wish([LEARNER]))).status).toBe(422);
    expect((await launch(platform, world, world.visitor(), wish([INSTRUCTOR], { accept_types: ["file"] }))).status).toBe(422);
  });
});

describe("a platform that registers itself", () => {
  test("does so once, by the address that an administrator made, when somebody there says yes", async () => {
    const admin = await world.signedInAs(await makePerson(world.db, { roles: ["admin"] }));
    const address = new URL(/<code[^>]*>([^<]*\/lti\/registrations\/[\w-]+)<\/code>/.exec((await admin.post("/admin/integrations/learning-systems/invitations").expect(200)).text)![1]!);
    const offer = { openid_configuration: `${platform.origin}/.well-known/openid-configuration`, registration_token: "a-registration-token" };
    const visitor = world.visitor();
    await visitor.get(address.pathname).query(offer).expect(200);
    expect(await world.db("learning_systems").where({ client_id: "registered-client" })).toEqual([]);
    const register = (given: object) => visitor.post(address.pathname).type("form").send({ ...offer, ...given });
    await register({ openid_configuration: "https://elsewhere.invalid/configuration" }).expect(422);
    await register({ registration_token: "another" }).expect(422);
    await register({}).expect(200);
    expect(await world.db("learning_systems").where({ client_id: "registered-client" }).first()).toMatchObject({ issuer: platform.origin, deployments: '["7"]', makes_trainers: 0, links_by_email: 0, is_on: 1 });
    await register({}).expect(404);
    await visitor.get("/lti/registrations/made-up").query(offer).expect(404);
  });
});

describe("the keys of the tool", () => {
  test("are published a week before they sign and a week after, without the private half", async () => {
    const first = await toolKeySet(world.db, SECRET, world.now());
    expect(first.keys.map(({ d, alg, use }) => [d, alg, use])).toEqual([[undefined, "RS256", "sig"]]);
    const after = async (days: number) => { await tendLearningSystems(world.db, SECRET, later(world.now(), days * DAY)); return (await toolKeySet(world.db, SECRET, world.now())).keys.map(({ kid }) => kid); };
    const kid = first.keys[0]!.kid;
    expect(await after(80)).toEqual([kid]);
    expect(await after(84)).toEqual([expect.any(String), kid]);
    expect(await after(91)).toHaveLength(2);
    expect(await after(99)).not.toContain(kid);
    expect(JSON.stringify(await world.db("tool_keys"))).not.toContain("PRIVATE");
  });
});

describe("the members of a course", () => {
  test("are brought in, page after page, by the rules of the registration, when an administrator asks; nobody twice, and nobody who is not active there", async () => {
    const made = await makeQuiz(world.db);
    const taken = await makePerson(world.db, { email: "taken@example.test" });
    const { subject } = await come(made, platform.course());
    const member = (user_id: string, more: object = {}) => ({ user_id, status: "Active", name: `Member ${user_id}`, email: `${user_id}@members.test`, roles: ["Learner"], ...more });
    platform.members.push([member("m1", { name: "Noor\u202e Two" }), member(subject), member("m2", { status: "Inactive" }), { name: "nobody" }], [member("m3", { email: taken.email }), member("m4", { email: undefined }), member("m5", { status: undefined })]);
    const admin = await world.signedInAs(await makePerson(world.db, { roles: ["admin"] }));
    const course = (await world.db("learning_courses").first())!;
    const { public_id: system } = (await world.db("learning_systems").where({ id: course.system_id }).first())!;
    const page = `/admin/integrations/learning-systems/${system}`;
    expect((await admin.get(page).expect(200)).text).toContain("Safe at work");
    await admin.post(`${page}/courses/${course.public_id}/members`).expect(303);
    expect((await admin.get(page)).text).toContain("2 people were brought in. Known before were 1, not brought in 2.");
    expect(await world.db("people").whereLike("email", "%@members.test").orderBy("email")).toMatchObject([{ name: "Noor Two", email: "m1@members.test", password_hash: null }, { email: "m5@members.test" }]);
    const asked = platform.asked.filter(({ path }) => path.startsWith("/members"));
    expect([asked.map(({ path }) => path), new URLSearchParams(platform.asked.findLast(({ path }) => path === "/token")!.body).get("scope")]).toEqual([["/members?limit=200", "/members?page=1"], "https://purl.imsglobal.org/spec/lti-nrps/scope/contextmembership.readonly"]);
    await admin.post(`${page}/courses/${course.public_id}/members`).expect(303);
    expect((await admin.get(page)).text).toContain("Nobody new. Known before were 3, not brought in 2.");
    await world.db("learning_courses").update({ members_url: `${platform.origin}/jwks` });
    expect((await admin.post(`${page}/courses/${course.public_id}/members`).expect(422)).text).toContain("Allow Debrief there to read names and roles");
    expect(await world.db("audit_events").where({ deed: "learning.members-read" })).toHaveLength(2);
  });
});
