import { TOTP } from "otpauth";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { confirmOneTimeCodes, offerOneTimeCodes } from "../../src/domain/one-time-codes.ts";
import { isChallenge, newChallenge, spendChallenge } from "../../src/domain/challenges.ts";
import { checkPasskey } from "../../src/domain/passkeys.ts";
import { checkSecondFactor } from "../../src/domain/proofs-of-person.ts";
import { renewOwnCodes } from "../../src/domain/recovery-codes.ts";
import { findSecondFactors, mayLoseFactor, removeSecondFactors } from "../../src/domain/second-factors.ts";
import { later, MINUTE } from "../../src/lib/clock.ts";
import type { Person } from "../../src/storage/tables.ts";
import { makePerson } from "../support/make.ts";
import { openWorld, type World } from "../support/world.ts";

const SECRET = "the secret of the tests";
const SITE = { id: "localhost", origin: "http://localhost", name: "Debrief" };
let world: World;
beforeAll(async () => { world = await openWorld(); });
afterAll(() => world.close());

const codeAt = (secret: string, at: Date) => new TOTP({ secret }).generate({ timestamp: at.getTime() });
const give = (person: Person, code: string, ip = "192.0.2.1", at = world.now()) => checkSecondFactor(world.db, person, { code }, { ip, site: SITE, secret: SECRET }, at);

/** Somebody with an authenticator app; gives its secret and the recovery codes. */
async function enrolled(): Promise<{ person: Person; secret: string; codes: string[] }> {
  const person = await makePerson(world.db);
  const before = later(world.now(), -10 * MINUTE);
  const { secret } = (await offerOneTimeCodes(world.db, person, "Debrief", SECRET, before))!;
  const codes = await confirmOneTimeCodes(world.db, person, codeAt(secret, before), { secret: SECRET, session: "" }, before);
  return { person, secret, codes: codes! };
}

describe("an authenticator app", () => {
  test("is asked for once it showed its first code; what it shares with us is sealed, and other sessions end", async () => {
    const person = await makePerson(world.db);
    for (const id of ["here", "there"]) await world.db("sessions").insert({ id: `${id}-${person.id}`, person_id: person.id, data: "{}", touched_at: "", expires_at: "9" });
    const offer = (await offerOneTimeCodes(world.db, person, "Acme", SECRET, world.now()))!;
    expect(await offerOneTimeCodes(world.db, person, "Acme", SECRET, world.now())).toEqual(offer);
    expect(JSON.stringify(await world.db("one_time_secrets"))).not.toContain(offer.secret);
    expect(await give(person, codeAt(offer.secret, world.now()))).toBe("wrong");

    await expect(confirmOneTimeCodes(world.db, person, "000000", { secret: SECRET, session: `here-${person.id}` }, world.now())).rejects.toThrow("not the code");
    const codes = await confirmOneTimeCodes(world.db, person, codeAt(offer.secret, world.now()), { secret: SECRET, session: `here-${person.id}` }, world.now());
    expect(codes).toHaveLength(10);
    expect(await findSecondFactors(world.db, person)).toEqual({ codes: true, passkeys: 0, recoveryCodes: 10 });
    expect(await world.db("sessions").where({ person_id: person.id }).pluck("id")).toEqual([`here-${person.id}`]);
    expect(await offerOneTimeCodes(world.db, person, "Acme", SECRET, world.now())).toBeUndefined();
  });

  test("has each code taken once, also when it comes twice at once, and none older than the last", async () => {
    const { person, secret } = await enrolled();
    const code = codeAt(secret, world.now());
    const outcomes = await world.atOnce(...Array.from({ length: 6 }, () => () => give(person, code)));
    expect(outcomes.filter((outcome) => outcome.status === "fulfilled" && typeof outcome.value === "object")).toHaveLength(1);
    expect(await give(person, codeAt(secret, later(world.now(), -30_000)))).toBe("wrong");
    expect(await give(person, ` ${codeAt(secret, later(world.now(), 30_000)).replace(/(...)/, "$1 ")}`)).toEqual({ factor: "password-code" });
  });

  test("of somebody else proves nothing, nor does one under another secret of the installation", async () => {
    const [one, other] = [await enrolled(), await enrolled()];
    expect(await give(one.person, codeAt(other.secret, world.now()))).toBe("wrong");
    expect(await checkSecondFactor(world.db, one.person, { code: codeAt(one.secret, world.now()) }, { ip: "192.0.2.1", site: SITE, secret: "another one" }, world.now())).toBe("wrong");
  });
});

describe("a recovery code", () => {
  test("works once, however it is typed, and not for somebody else", async () => {
    const [{ person, codes }, other] = [await enrolled(), await enrolled()];
    expect(await give(other.person, codes[0]!)).toBe("wrong");
    const outcomes = await world.atOnce(...Array.from({ length: 4 }, () => () => give(person, codes[0]!.toUpperCase().replaceAll("-", " "))));
    expect(outcomes.filter((outcome) => outcome.status === "fulfilled" && typeof outcome.value === "object")).toHaveLength(1);
    expect((await findSecondFactors(world.db, person)).recoveryCodes).toBe(9);
    expect(JSON.stringify(await world.db("recovery_codes"))).not.toContain(codes[1]);
  });

  test("is worth nothing once new ones were made", async () => {
    const { person, codes } = await enrolled();
    const renewed = await renewOwnCodes(world.db, person, SECRET, world.now());
    expect(await give(person, codes[1]!)).toBe("wrong");
    expect(await give(person, renewed[1]!)).toEqual({ factor: "password-recovery" });
    await expect(renewOwnCodes(world.db, await makePerson(world.db), SECRET, world.now())).rejects.toThrow("first");
  });
});

describe("guessing codes", () => {
  test("ends after ten tries from one address, and its owner goes on from another", async () => {
    const { person, secret } = await enrolled();
    for (let tries = 0; tries < 10; tries++) expect(await give(person, "000000", "203.0.113.1")).toBe("wrong");
    expect(await give(person, codeAt(secret, world.now()), "203.0.113.1")).toBe("too often");
    expect(await give(person, codeAt(secret, world.now()), "203.0.113.2")).toEqual({ factor: "password-code" });
  });

  test("ends after fifty from many addresses, but not where its owner is signed in already", async () => {
    const { person, secret } = await enrolled();
    for (let from = 1; from <= 5; from++) for (let tries = 0; tries < 10; tries++) await give(person, "000000", `203.0.113.${100 + from}`);
    expect(await give(person, codeAt(secret, world.now()), "203.0.113.200")).toBe("too often");
    await world.db("sessions").insert({ id: `known-${person.id}`, person_id: person.id, data: "{}", touched_at: "", expires_at: "9", network: "203.0.113.200" });
    expect(await give(person, codeAt(secret, world.now()), "203.0.113.200")).toEqual({ factor: "password-code" });
  });
});

describe("the last second factor", () => {
  test("stays where it is needed, and an admin can take all away from somebody who lost theirs", async () => {
    const [{ person }, admin] = [await enrolled(), await makePerson(world.db, { roles: ["admin"] })];
    await expect(mayLoseFactor(world.db, { id: person.id, roles: ["learner"] }, { secondFactorRoles: ["learner"] })).rejects.toThrow("another one");
    await mayLoseFactor(world.db, { id: person.id, roles: ["learner"] }, { secondFactorRoles: ["admin"] });
    await removeSecondFactors(world.db, admin, person.public_id, world.now());
    expect(await findSecondFactors(world.db, person)).toEqual({ codes: false, passkeys: 0, recoveryCodes: 0 });
    expect(await world.db("audit_events").where({ deed: "person.second-factors-removed", subject: person.public_id, actor_id: admin.id })).toHaveLength(1);
  });
});

describe("a challenge", () => {
  const textOf = (bytes: Uint8Array) => Buffer.from(bytes).toString("base64url");

  test("is good for its purpose, for five minutes, under our secret, and once", async () => {
    const challenge = textOf(newChallenge(SECRET, "signing in", world.now()));
    const isGood = (given: string, { secret = SECRET, purpose = "signing in", at = world.now() } = {}) => isChallenge(given, secret, purpose, at);
    expect([isGood(challenge), isGood(challenge, { at: later(world.now(), 5 * MINUTE - 1) })]).toEqual([true, true]);
    expect([isGood(challenge, { at: later(world.now(), 5 * MINUTE) }), isGood(challenge, { secret: "x" }), isGood(challenge, { purpose: "confirming" }), isGood(`${challenge.startsWith("A") ? "B" : "A"}${challenge.slice(1)}`), isGood(""), isGood("A".repeat(51))]).not.toContain(true);
    const outcomes = await world.atOnce(...Array.from({ length: 4 }, () => () => spendChallenge(world.db, challenge)));
    expect(outcomes.filter((outcome) => outcome.status === "fulfilled" && outcome.value)).toHaveLength(1);
  });

  test.each(["", "{", "null", "[]", '{"id":"x"}', JSON.stringify({ id: "x", rawId: "x", type: "public-key", response: { clientDataJSON: "e30" } }), `{"id":"${"x".repeat(9_000)}"}`])("is not met by nonsense: %s", async (answer) => {
    expect(await checkPasskey(world.db, answer, "signing in", true, SITE, SECRET, world.now())).toBeUndefined();
  });
});
