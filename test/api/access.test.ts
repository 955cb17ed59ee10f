import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { mayHave, SCOPE_NAMES, SCOPES } from "../../src/domain/api-scopes.ts";
import { makeToken } from "../../src/domain/api-tokens.ts";
import { OPERATIONS } from "../../src/api/v1/operations.ts";
import { DAY, later } from "../../src/lib/clock.ts";
import { findActiveMember } from "../../src/storage/visitors.ts";
import { ROLES, type Role } from "../../src/storage/tables.ts";
import { makePerson } from "../support/make.ts";
import { programOf, type Program } from "../support/api.ts";
import { openWorld, type World } from "../support/world.ts";

let world: World;
const programs = new Map<Role, Program>();
beforeAll(async () => {
  world = await openWorld();
  for (const role of ROLES.filter((each) => each !== "learner")) programs.set(role, await programOf(world, role));
});
afterAll(() => world.close());

const ask = (program: Program, { method, path }: (typeof OPERATIONS)[number]) => program.ask(method, path.replace(/:number/g, "1").replace(/:\w+/g, "nothing-here"), method === "get" || method === "delete" ? {} : { body: {}, headers: { "If-Match": "*" } });

/** What each operation asks for, beside what each role may have: a new operation with a scope that anybody may have fails here. */
describe("every operation", () => {
  test("is refused to a token without its scope, whatever its person may do", async () => {
    const bare = await programOf(world, "admin", ["scim"]);
    for (const operation of OPERATIONS.filter(({ scope }) => scope !== undefined)) {
      const { status, headers } = await ask(bare, operation);
      expect([operation.id, status, headers["www-authenticate"]]).toEqual([operation.id, 403, expect.stringContaining(`scope="${operation.scope}"`)]);
    }
  });

  test.each(["trainer", "manager", "auditor", "admin"] as const)("opens to a %s as far as their role goes, and leads to no error of ours", async (role) => {
    for (const operation of OPERATIONS) {
      const { status } = await ask(programs.get(role)!, operation);
      const mayPass = operation.scope === undefined || mayHave([role], operation.scope);
      expect([operation.id, mayPass ? status !== 403 && status < 500 : status === 403, status]).toEqual([operation.id, true, status]);
    }
  });

  test("asks for a scope of its own kind: what changes something is written in its name", () => {
    const odd = OPERATIONS.filter(({ method, scope }) => (method === "get") !== (scope === undefined || scope.endsWith(":read")));
    expect(odd.map(({ id }) => id)).toEqual([]);
  });
});

describe("no role", () => {
  test.each(ROLES)("lets a %s have a token for more than they may do", async (role) => {
    const member = (await findActiveMember(world.db, (await makePerson(world.db, { roles: [role] })).id))!;
    for (const scope of SCOPE_NAMES) {
      const making = makeToken(world.db, member, { name: "More", scopes: [scope], expiresAt: later(world.now(), DAY) }, world.now());
      await ((SCOPES[scope] as readonly Role[]).includes(role) ? expect(making).resolves.toBeDefined() : expect(making).rejects.toMatchObject({ name: "Refused" }));
    }
  });
});
