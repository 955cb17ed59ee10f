import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { inFieldOrder } from "../../../src/web/http/forms.ts";

const orderOf = (values: string[], errors: string[]) => inFieldOrder({ values: Object.fromEntries(values.map((field) => [field, ""])), errors: Object.fromEntries(errors.map((field) => [field, "!"])) }).map(([field]) => field);

describe("complaints", () => {
  test.each([
    [["title", "due", "quiz-1"], ["quiz-1", "title", "due"], ["title", "due", "quiz-1"]],
    [["title", "due"], ["due", "choice", "title"], ["title", "due", "choice"]],
    [["title"], ["form", "title"], ["form", "title"]],
    [[], ["b", "a"], ["b", "a"]],
  ])("with %j sent and %j found stand as %j", (sent, found, expected) => {
    expect(orderOf(sent, found)).toEqual(expected);
  });

  test("about fields that were sent follow these, and none is lost or added", () => {
    const fields = fc.uniqueArray(fc.constantFrom(..."abcdefgh"));
    fc.assert(fc.property(fields, fields, (sent, found) => {
      const order = orderOf(sent, found);
      expect(order.filter((field) => sent.includes(field))).toEqual(sent.filter((field) => found.includes(field)));
      expect([...order].sort()).toEqual([...found].sort());
    }));
  });
});
