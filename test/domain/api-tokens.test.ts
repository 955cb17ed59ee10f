import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { deactivatePerson, reactivatePerson } from "../../src/domain/people.ts";
import { holderOf, makeToken, MOST_DAYS, noteUse, revokeToken } from "../../src/domain/api-tokens.ts";
import { DAY, later } from "../../src/lib/clock.ts";
import { findToken } from "../../src/storage/api-tokens.ts";
import { updateRoles } from "../../src/storage/people.ts";
import { findActiveMember, type Member } from "../../src/storage/visitors.ts";
import type { Role } from "../../src/storage/tables.ts";
import { makePerson } from "../support/make.ts";
import { openWorld, type World } from "../support/world.ts";

let world: World;
beforeAll(async () => { world = await openWorld(); });
afterAll(() => world.close());

const member = async (...roles: Role[]): Promise<Member> => (await findActiveMember(world.db, (await makePerson(world.db, { roles })).id))!;
const made = (maker: Member, scopes = ["people:read"], days = 30) => makeToken(world.db, maker, { name: "Personnel", scopes, expiresAt: later(world.now(), days * DAY) }, world.now());
const holder = (secret: string, at = world.now()) => holderOf(world.db, secret, at);

describe("a token", () => {
  test("acts as whoever made it, within its scopes, and is kept as a digest only", async () => {
    const maker = await member("admin");
    const { secret } = await made(maker, ["people:read", "teams:read", "people:read"]);
    expect(secret).toMatch(/^dbt_[\w-]{43}$/);
    expect(await holder(secret)).toMatchObject({ member: { id: maker.id }, scopes: ["people:read", "teams:read"] });
    expect(JSON.stringify([await world.db("api_tokens"), await world.db("audit_events")])).not.toContain(secret.slice(8));
  });

  test.each([
    ["for nothing", [], 30], ["for something that nobody can have", ["everything"], 30], ["for what its maker may not do", ["people:write"], 30], ["that has expired", ["incidents:read"], 0], ["that lives too long", ["incidents:read"], MOST_DAYS + 2],
  ])("%s is refused", async (_what, scopes, days) => {
    await expect(made(await member("trainer"), scopes, days)).rejects.toMatchObject({ name: "Refused" });
  });

  test("of the same form is made once", async () => {
    const wish = { id: "sixteen-letters-", name: "Twice", scopes: ["people:read"], expiresAt: later(world.now(), DAY) };
    const maker = await member("admin");
    await makeToken(world.db, maker, wish, world.now());
    await expect(makeToken(world.db, maker, wish, world.now())).rejects.toMatchObject({ words: { key: "api-tokens.made-already" } });
  });

  test("is nobody's when it is unknown, expired or revoked", async () => {
    const maker = await member("admin");
    const { secret, token } = await made(maker);
    expect(await holder(`${secret.slice(0, -1)}${secret.endsWith("a") ? "b" : "a"}`)).toBeUndefined();
    expect(await holder(secret, later(world.now(), 30 * DAY))).toBeUndefined();
    await revokeToken(world.db, maker, token.public_id, world.now());
    expect(await holder(secret)).toBeUndefined();
  });

  test("is nobody's while its maker lacks a role that it needs, or is deactivated", async () => {
    const [maker, other] = [await member("admin", "trainer"), await member("admin")];
    const { secret } = await made(maker, ["questions:read"]);
    await updateRoles(world.db, maker.id, ["admin"]);
    expect(await holder(secret)).toMatchObject({ scopes: ["questions:read"] });
    await updateRoles(world.db, maker.id, ["manager"]);
    expect(await holder(secret)).toBeUndefined();
    await updateRoles(world.db, maker.id, ["trainer"]);
    await deactivatePerson(world.db, other, maker.public_id, world.now());
    expect(await holder(secret)).toBeUndefined();
    await reactivatePerson(world.db, other, maker.public_id, world.now());
    expect(await holder(secret)).toBeDefined();
  });

  test("says to the minute when it was used last", async () => {
    const { secret, token } = await made(await member("admin"));
    await noteUse(world.db, (await holder(secret))!.token, new Date("2026-01-05T09:07:31Z"));
    expect((await findToken(world.db, token.public_id))?.last_used_at).toBe("2026-01-05T09:07:00.000Z");
  });
});
