import fc from "fast-check";
import { expect, test } from "vitest";
import { anEmail, isEmail, plainDomain, plainEmail } from "../../src/lib/emails.ts";

test.each([
  [" Ann@Example.ORG ", "ann@example.org"], ["ann@Bücher.example", "ann@xn--bcher-kva.example"], ["ann@xn--bcher-kva.example", "ann@xn--bcher-kva.example"], ["ann@пример.рф", "ann@xn--e1afmkfd.xn--p1ai"],
  ["ann@bu\u0308cher.example", "ann@xn--bcher-kva.example"], ["ann@straße.example", "ann@xn--strae-oqa.example"],
])("an address is one however its domain is written: %s", (typed, plain) => {
  expect([plainEmail(typed), isEmail(plain), anEmail().parse(typed)]).toEqual([plain, true, plain]);
});

test.each(["", "ann", "ann@", "@example.org", "ann@example", "ann@-x.example", "ann@a..b", "änn@example.org", "ann@exa mple.org", "ann@bü\u200dcher..de", "ann@[127.0.0.1]", "ann@example.org@other.example "])("what is no address is none: %j", (typed) => {
  expect(isEmail(plainEmail(typed)) && !/^ann@example.org@/.test(typed)).toBe(false);
  expect(anEmail().safeParse(typed).success).toBe(false);
});

test("making plain twice is making plain once, and throws at nothing", () => {
  fc.assert(fc.property(fc.string({ unit: "binary", maxLength: 40 }), (text) => { expect(plainEmail(plainEmail(text))).toBe(plainEmail(text)); expect(plainDomain(plainDomain(text))).toBe(plainDomain(text)); }));
});
