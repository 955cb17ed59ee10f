import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ScimError } from "../../../src/lib/scim/errors.ts";
import { readFilter } from "../../../src/lib/scim/filter.ts";
import { readChanges, readResource } from "../../../src/lib/scim/normalising.ts";
import { patched, type Resource } from "../../../src/lib/scim/patching.ts";
import { ENTERPRISE, USER } from "../../../src/lib/scim/schemas.ts";
import { readSelection, selected } from "../../../src/lib/scim/selecting.ts";

const SEED: Resource = { userName: "ann", active: true, name: { givenName: "Ann", familyName: "Ark" }, emails: [{ value: "ann@a.example", type: "work", primary: true }], [ENTERPRISE]: { department: "Sales" } };
const change = (...Operations: unknown[]) => patched(SEED, readChanges("User", { Operations }).operations);
const refusal = (deed: () => unknown) => { try { deed(); } catch (error) { return error instanceof ScimError ? error.scimType : error; } return "taken"; };

describe("a change", () => {
  test.each<[string, unknown, Resource]>([
    ["with op in any case and false as a text", { op: "Replace", path: "Active", value: "False" }, { active: false }],
    ["without a path", { OP: "replace", VALUE: { active: false } }, { active: false }],
    ["with dots in its names", { op: "replace", value: { "name.givenName": "Bo", [`${ENTERPRISE}:Department`]: "Legal" } }, { name: { givenName: "Bo", familyName: "Ark" }, [ENTERPRISE]: { department: "Legal" } }],
    ["of part of a name leaves the rest", { op: "replace", path: "name", value: { familyName: "Bee" } }, { name: { givenName: "Ann", familyName: "Bee" } }],
    ["of a whole extension", { op: "add", path: ENTERPRISE, value: { employeeNumber: 7 } }, { [ENTERPRISE]: { department: "Sales", employeeNumber: "7" } }],
    ["of a manager by the bare id", { op: "Add", path: `${ENTERPRISE}:manager`, value: "m1" }, { [ENTERPRISE]: { department: "Sales", manager: { value: "m1" } } }],
    ["to null takes away", { op: "replace", path: "name.familyName", value: null }, { name: { givenName: "Ann" } }],
    ["of an email that the filter finds", { op: "replace", path: 'EMAILS[Type eq "WORK"].Value', value: "b@a.example" }, { emails: [{ value: "b@a.example", type: "work", primary: true }] }],
    ["of an email that is not there makes it", { op: "add", path: 'emails[type eq "home"].value', value: "h@a.example" }, { emails: [{ value: "ann@a.example", type: "work", primary: true }, { type: "home", value: "h@a.example" }] }],
    ["makes a new email the primary one", { op: "add", path: "emails", value: [{ value: "n@a.example", primary: "True" }] }, { emails: [{ value: "ann@a.example", type: "work", primary: false }, { value: "n@a.example", primary: true }] }],
    ["of what nobody knows is left alone", { op: "replace", value: { favouriteColour: "red", __proto__: { admin: true }, "constructor": "x" } }, {}],
    ["takes away by a filter", { op: "remove", path: 'emails[value ew ".example"]' }, { emails: undefined }],
  ])("%s", (_what, operation, expected) => {
    expect(change(operation)).toEqual({ ...SEED, ...expected });
  });

  test("tells what is wrong with it", () => {
    expect(refusal(() => change({ op: "move", path: "active" }))).toBe("invalidSyntax");
    expect(refusal(() => change({ op: "remove" }))).toBe("noTarget");
    expect(refusal(() => change({ op: "replace", path: "id", value: "x" }))).toBe("mutability");
    expect(refusal(() => change({ op: "replace", path: "active", value: "perhaps" }))).toBe("invalidValue");
    expect(refusal(() => change({ op: "replace", path: 'emails[type co "x"].value', value: "x" }))).toBe("noTarget");
    expect(refusal(() => change({ op: "replace", path: 'active[type eq "x"]', value: "x" }))).toBe("invalidPath");
    expect(refusal(() => readChanges("User", { Operations: [] }))).toBe("invalidSyntax");
    expect(readChanges("User", { Operations: [{ op: "add", path: "x.y", value: 1 }, { op: "replace", value: { roles: [], title: "Clerk" } }] }).ignored).toEqual(["x.y", "roles"]);
  });

  const name = fc.constantFrom("userName", "active", "name", "emails", "title", "externalId", "id", "x", "__proto__", ENTERPRISE, `${ENTERPRISE}:manager`, "name.givenName", "emails.value", 'emails[type eq "work"]', 'emails[type eq "work"].value', "emails[", "");
  const value = fc.oneof(fc.jsonValue({ maxDepth: 3 }), fc.constantFrom(null, "True", true, [{ value: "a@b.example", type: "work", primary: true }], { value: "z" }, { familyName: "Q" }));
  const operation = fc.record({ op: fc.constantFrom("add", "Replace", "REMOVE", "odd"), path: name, value }, { requiredKeys: ["op"] });

  test("of any shape is either refused in words or does the same however it is written", () => {
    fc.assert(fc.property(fc.array(operation, { minLength: 1, maxLength: 4 }), (operations) => {
      let once: Resource;
      try { once = change(...operations); } catch (error) { expect(error).toBeInstanceOf(ScimError); return; }
      const shouted = operations.map(({ op, path, ...rest }) => ({ Op: op.toUpperCase(), ...(path !== undefined && { PATH: path.replace(/"[^"]*"|[^"]/g, (part) => (part.startsWith("\"") ? part : part.toUpperCase())) }), ...("value" in rest && { Value: rest.value }) }));
      expect(patched(SEED, readChanges("User", { operations: shouted }).operations)).toEqual(once);
      expect(Object.prototype).not.toHaveProperty("admin");
    }), { numRuns: 400 });
  });

  test("that replaces without a path, done again, changes nothing more", () => {
    fc.assert(fc.property(fc.dictionary(name, value, { maxKeys: 4 }), (values) => {
      let wish;
      try { wish = readChanges("User", { Operations: [{ op: "replace", value: values }] }).operations; } catch (error) { expect(error).toBeInstanceOf(ScimError); return; }
      const once = patched(SEED, wish);
      expect(patched(once, wish)).toEqual(once);
    }), { numRuns: 300 });
  });
});

describe("a whole resource", () => {
  test("is the same in any case, with its extensions nested or not, and without what is null or read-only", () => {
    const read = (body: unknown) => patched({}, readResource("User", body).operations);
    const expected = { userName: "ann", active: true, [ENTERPRISE]: { department: "Sales" } };
    expect(read({ schemas: [USER], id: "x", USERNAME: "ann", active: "true", nickName: null, meta: { version: "1" }, [ENTERPRISE]: { DEPARTMENT: "Sales", manager: null } })).toEqual(expected);
    expect(read({ [`${USER}:userName`]: "ann", active: true, [`${ENTERPRISE}:department`]: "Sales" })).toEqual(expected);
  });
});

describe("a filter", () => {
  test("is read with its words in any case, and by rank", () => {
    expect(readFilter('userName EQ "a" Or not (active eq true AND title pr)')).toEqual({ is: "or", parts: [{ is: "eq", path: "userName", value: "a" }, { is: "not", part: { is: "and", parts: [{ is: "eq", path: "active", value: true }, { is: "pr", path: "title", value: null }] } }] });
    expect(readFilter(`emails[type eq "work"].value sw "a\\"b"`)).toEqual({ is: "has", path: "emails", part: { is: "and", parts: [{ is: "eq", path: "type", value: "work" }, { is: "sw", path: "value", value: 'a"b' }] } });
    expect(readFilter(`${ENTERPRISE}:department eq "x"`)).toMatchObject({ path: `${ENTERPRISE}:department` });
  });

  test("that is none is refused, however long", () => {
    for (const text of ["", "a", "a eq", 'a eq "b', 'a eq "b" and', "(a pr", "a pr)", "a xx 1", 'a[b eq "c"', `a eq "${"\\".repeat(3_001)}`, "(".repeat(50) + "a pr", "a pr or ".repeat(600)]) expect(refusal(() => readFilter(text)), text.slice(0, 30)).toBe("invalidFilter");
    fc.assert(fc.property(fc.oneof(fc.string(), fc.array(fc.constantFrom("a", "eq", '"x"', "and", "not", "(", ")", "[", "]", ".b", " ", "pr", "1")).map((parts) => parts.join(" "))), (text) => {
      try { readFilter(text); } catch (error) { expect(error).toBeInstanceOf(ScimError); }
    }));
  });
});

describe("what is chosen of a resource", () => {
  test("is these attributes or all but these, and always its id", () => {
    const whole = { schemas: [USER], id: "1", ...SEED };
    expect(selected(whole, readSelection("User", { attributes: "USERNAME, name.familyName,emails.value,x" }))).toEqual({ schemas: [USER], id: "1", userName: "ann", name: { familyName: "Ark" }, emails: [{ value: "ann@a.example" }] });
    expect(selected(whole, readSelection("User", { attributes: `${ENTERPRISE}:department` }))).toEqual({ schemas: [USER], id: "1", [ENTERPRISE]: { department: "Sales" } });
    expect(Object.keys(selected(whole, readSelection("User", { excludedAttributes: `id,emails,name.givenName,${ENTERPRISE}` })))).toEqual(["schemas", "id", "userName", "active", "name"]);
  });
});
