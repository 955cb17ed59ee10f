import { expect, test } from "vitest";
import { asPrinted } from "../../../src/engine/knowledge/prose.ts";

test.each([
  ["the attackers' own tracks", "the attackers’ own tracks"], ["another group's \"tools\"", "another group’s “tools”"], ["\"So\", he said ('once')", "“So”, he said (‘once’)"],
  ["a “massive” attack", "a “massive” attack"], ["one - 'two'", "one - ‘two’"],
])("%s", (typed, printed) => {
  expect(asPrinted(typed)).toBe(printed);
});
