import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { newAccountLink } from "../../../src/domain/account-links.ts";
import { queueDigests } from "../../../src/domain/digests.ts";
import { deactivatePerson } from "../../../src/domain/people.ts";
import { DAY, later } from "../../../src/lib/clock.ts";
import type { Person, Team } from "../../../src/storage/tables.ts";
import { mailRulesWith } from "../../support/mail-rules.ts";
import { makePerson, makeQuiz, makeTeam } from "../../support/make.ts";
import { assign } from "../../support/organisation.ts";
import { openWorld, type Agent, type World } from "../../support/world.ts";

let world: World;
let admin: Person;
let agent: Agent;
let team: Team;
let people: Record<"waiting" | "late" | "invited" | "signed" | "provided" | "covered" | "gone", Person>;

/** Seven people who have a quiz to take: two have no way in, one has an open invitation, one a password, one came by a provider, one's address is a provider's, and one has left. */
beforeAll(async () => {
  world = await openWorld({ publicUrl: "http://debrief.test", mail: { address: "smtp://127.0.0.1:9", from: "Debrief <debrief@example.org>" } });
  admin = await makePerson(world.db, { name: "The Admin", roles: ["admin"] });
  agent = await world.signedInAs(admin);
  team = await makeTeam(world.db, { name: "Newcomers" });
  const somebody = (name: string, given: Partial<Person> = {}) => makePerson(world.db, { name, team_id: team.id, password_hash: null, ...given });
  const { password_hash } = admin;
  people = {
    waiting: await somebody("Waiting"), late: await somebody("Late"), invited: await somebody("Invited"), signed: await somebody("Signed", { password_hash }),
    provided: await somebody("Provided"), covered: await somebody("Covered", { email: "covered@provided.test" }), gone: await somebody("Gone"),
  };
  await assign(world, (await makeQuiz(world.db)).quiz, team);
  await deactivatePerson(world.db, admin, people.gone.public_id, world.now());
  const now = world.now().toISOString();
  const [provider] = await world.db("sign_in_providers").insert({ public_id: "provider", kind: "oidc", name: "Elsewhere", issuer: "https://elsewhere.test", settings: "{}", sealed_secret: null, is_on: 1, shows_button: 1, author_id: null, created_at: now, changed_at: now, last_in_at: null, refused_at: null, refusal: null }).returning("id");
  await world.db("sign_in_domains").insert({ domain: "provided.test", provider_id: provider!.id, is_only: 0 });
  await world.db("identities").insert({ public_id: "identity", provider_id: provider!.id, issuer: "https://elsewhere.test", subject: "provided", person_id: people.provided.id, created_at: now, last_at: now });
  await newAccountLink(world.db, people.invited.id, "invitation", world.now());
  await newAccountLink(world.db, people.late.id, "invitation", later(world.now(), -8 * DAY));
});
afterAll(() => world.close());

const digestsOf = async () => {
  await world.db("outbox").where({ kind: "digest" }).delete();
  await world.db("reminders").update({ looked_on: null });
  await queueDigests(world.db, mailRulesWith(), world.now());
  return new Set((await world.db("outbox").join("people", "people.id", "outbox.person_id").where({ kind: "digest" }).select("people.name")).map(({ name }: { name: string }) => name));
};
const matter = async () => /data-matter="no-way-in"[^]*?<\/li>/.exec((await agent.get("/admin").expect(200)).text)?.[0].replace(/<[^>]*>/g, " ").replace(/\s+/g, " ");
const namesOn = async (path: string) => [...(await agent.get(path).expect(200)).text.matchAll(/<th scope="row"[^>]*><a [^>]*>([^<]*)</g)].map(([, name]) => name);
const invite = (given: Record<string, string>) => agent.post("/admin/people/batches").type("form").send({ deed: "invite", state: "never-in", all: "1", ...given });
const welcomes = async () => (await world.db("outbox").where({ kind: "welcome" }).orderBy("person_id")).map(({ person_id }) => person_id);

describe("people who cannot sign in yet", () => {
  test("are no reason to send reminders, and somebody is told", async () => {
    expect(await digestsOf()).toEqual(new Set(["Invited", "Signed", "Provided", "Covered"]));
    expect(await matter()).toContain("2 people have something to do and no way in");
    expect((await agent.get("/admin")).text).toContain('href="/admin/people?state=never-in"');
  });

  test("are found in the list, whether they were invited or not", async () => {
    expect(await namesOn("/admin/people?state=never-in")).toEqual(["Covered", "Invited", "Late", "Waiting"]);
    expect((await agent.get("/admin/people?state=never-in")).text).toMatch(/<option value="never-in" selected>Never signed in</);
  });

  test("are invited together, those alone who have no way in, once, and noted", async () => {
    const { text } = await agent.get("/admin/people/batches?deed=invite&state=never-in&all=1").expect(200);
    expect(text).toContain("2 people");
    expect(text).toContain("2 people have a way in already");
    await invite({ expected: "2" }).expect(303);
    expect(await welcomes()).toEqual([people.waiting.id, people.late.id]);
    expect((await agent.get("/admin/people")).text).toContain("2 people get an invitation.");
    await invite({ expected: "2" }).expect(303);
    expect((await agent.get("/admin/people")).text).toContain("Nothing was left to do");
    expect(await welcomes()).toHaveLength(2);
    expect((await world.db("audit_events").where({ deed: "person.invited" })).map(({ subject }) => subject).sort()).toEqual([people.waiting.public_id, people.late.public_id].sort());
    expect(await matter()).toBeUndefined();
  });

  test("who are deactivated or have signed in get no invitation", async () => {
    const { text } = await agent.get(`/admin/people/batches?deed=invite&person=${people.gone.public_id}&person=${people.signed.public_id}`).expect(200);
    expect(text).toContain("One person is deactivated.");
    expect(text).toContain("One person has a way in already");
    expect(text).toContain("There is nobody whom this concerns.");
  });

  test("are reminded as soon as they have a way in", async () => {
    expect(await digestsOf()).toEqual(new Set(["Invited", "Signed", "Provided", "Covered", "Waiting", "Late"]));
  });
});

describe("where no mail goes out", () => {
  test("nobody is invited, and it says why", async () => {
    const other = await openWorld();
    const chief = await makePerson(other.db, { roles: ["admin"] });
    const { public_id } = await makePerson(other.db, { password_hash: null });
    const own = await other.signedInAs(chief);
    await own.get(`/admin/people/batches?deed=invite&person=${public_id}`).expect(303);
    expect((await own.get("/admin/people")).text).toContain("This installation sends no mail.");
    await own.post("/admin/people/batches").type("form").send({ deed: "invite", person: public_id, expected: "1" }).expect(303);
    expect(await other.db("outbox").where({ kind: "welcome" })).toEqual([]);
    await other.close();
  });
});
