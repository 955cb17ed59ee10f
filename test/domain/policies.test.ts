import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { acknowledgePolicy } from "../../src/domain/acknowledging.ts";
import { erasePerson } from "../../src/domain/erasing.ts";
import { confirmedTold } from "../../src/domain/policy-counts.ts";
import { hashOf } from "../../src/domain/policy-texts.ts";
import { addPolicy, changePolicy, publishPolicy } from "../../src/domain/policies.ts";
import { listConfirmedBy, listPoliciesDueFor } from "../../src/storage/acknowledgements.ts";
import { findPolicy, listPolicyVersions } from "../../src/storage/policies.ts";
import type { Person } from "../../src/storage/tables.ts";
import { policyHtml } from "../../src/web/policy-words.ts";
import { makePerson, makeTeam } from "../support/make.ts";
import { makeStaffedTeam } from "../support/organisation.ts";
import { openWorld, type World } from "../support/world.ts";

let world: World;
let admin: Person;
beforeAll(async () => { world = await openWorld(); admin = await makePerson(world.db, { roles: ["admin"] }); await makePerson(world.db, { roles: ["admin"] }); });
afterAll(() => world.close());

const TEXT = { title: "Passwords", text: "# Long ones\n\nUse a phrase." };
const publish = (id: string, seen: number, asksAgain = false) => publishPolicy(world.db, admin, id, { asksAgain, note: "", seen }, world.now());
const shown = (number: number, text = TEXT) => ({ number, language: "en", hash: hashOf(text) });
const dueFor = async (person: Person) => (await listPoliciesDueFor(world.db, person)).map(({ public_id }) => public_id);

async function published(teams: string[] = []): Promise<string> {
  const { public_id } = await addPolicy(world.db, admin, { texts: { en: TEXT }, teams, groups: [] }, world.now());
  await publish(public_id, 0);
  return public_id;
}

describe("a policy", () => {
  test("asks its audience alone until they confirm, and again where a version says so", async () => {
    const above = await makeTeam(world.db);
    const { team, people: [person] } = await makeStaffedTeam(world, 1, { parent_id: above.id });
    const outsider = await makePerson(world.db);
    const id = await published([above.public_id]);
    expect([await dueFor(person!), await dueFor(outsider)]).toEqual([[id], []]);
    await acknowledgePolicy(world.db, outsider, id, shown(1), world.now());
    await acknowledgePolicy(world.db, person!, id, shown(1), world.now());
    expect([await dueFor(person!), await listConfirmedBy(world.db, outsider)]).toEqual([[], []]);

    const mended = { ...TEXT, text: "Use a long phrase." };
    await changePolicy(world.db, admin, id, { texts: { en: mended }, teams: [team.public_id], groups: [] }, world.now());
    await publish(id, 1);
    expect(await dueFor(person!)).toEqual([]);
    await changePolicy(world.db, admin, id, { texts: { en: { ...mended, title: "Passphrases" } }, teams: [team.public_id], groups: [] }, world.now());
    await publish(id, 2, true);
    expect(await dueFor(person!)).toEqual([id]);
    await expect(acknowledgePolicy(world.db, person!, id, shown(1), world.now())).rejects.toThrow("replaced");
    await acknowledgePolicy(world.db, person!, id, shown(3, { ...mended, title: "Passphrases" }), world.now());
    expect((await listConfirmedBy(world.db, person!)).filter(({ number }) => number !== 0).map(({ number, text_hash }) => [number, text_hash])).toEqual([[3, hashOf({ ...mended, title: "Passphrases" })], [1, hashOf(TEXT)]]);
  });

  test("is confirmed once however often that is sent, published once however many do it, and never the same twice", async () => {
    const [person, id] = [await makePerson(world.db), await published()];
    await world.atOnce(...Array.from({ length: 4 }, () => () => acknowledgePolicy(world.db, person, id, shown(1), world.now())));
    expect((await listConfirmedBy(world.db, person)).length).toBe(1);
    await expect(publish(id, 1)).rejects.toThrow("same");
    await changePolicy(world.db, admin, id, { texts: { en: { ...TEXT, text: "New." } }, teams: [], groups: [] }, world.now());
    const outcomes = await world.atOnce(() => publish(id, 1), () => publish(id, 1));
    expect(outcomes.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  });

  test("keeps its counts when a person is erased", async () => {
    const [person, id] = [await makePerson(world.db), await published()];
    await acknowledgePolicy(world.db, person, id, shown(1), world.now());
    const [version] = await listPolicyVersions(world.db, (await findPolicy(world.db, id))!);
    await world.db("people").where({ id: person.id }).update({ deactivated_at: world.now().toISOString() });
    await erasePerson(world.db, admin, person.public_id, world.now());
    expect(await world.db("acknowledgements").where({ policy_version_id: version!.id })).toHaveLength(1);
    expect(await world.db("acknowledgements").where({ person_id: person.id })).toEqual([]);
  });

  test("tells no more of a group than the privacy mode does", async () => {
    const { team, people } = await makeStaffedTeam(world, 12);
    const id = await published([team.public_id]);
    const policy = (await findPolicy(world.db, id))!;
    for (const person of people.slice(0, 7)) await acknowledgePolicy(world.db, person, id, shown(1), world.now());
    const told = (privacyMode: "named" | "aggregate", whose?: number[]) => confirmedTold(world.db, { privacyMode, leastGroup: 5 }, policy, whose);
    expect(await told("named")).toEqual({ people: 12, low: 7, high: 7 });
    expect(await told("aggregate")).toMatchObject({ people: 12, low: 5, high: 9 });
    const small = await makeTeam(world.db);
    expect(await told("aggregate", [small.id])).toBeNull();
  });

  test("is shown without anything that acts", () => {
    const html = policyHtml("# A\n\n<script>alert(1)</script> ![x](https://a.example/x.png) [y](javascript:alert(1)) [z](https://a.example/) <img src=x onerror=alert(1)>");
    expect(html).toContain("<h2>A</h2>");
    expect(html).not.toMatch(/<script|<img|href="javascript/);
    expect(html).toContain('<a href="https://a.example/" rel="noreferrer">z</a>');
  });
});
