import { expect, test } from "vitest";
import { blanks } from "../../src/lib/shapes.ts";

test("blanks are objects of their own with every name, which know nothing yet", () => {
  const names = Array.from({ length: 40 }, (_, place) => `name ${place}`);
  const blank = blanks(names);
  const [one, other] = [blank(), blank()];
  for (const name of names) one[name] = name;
  expect(Object.values(one)).toEqual(names);
  expect(Object.keys(other)).toEqual(names);
  expect(new Set(Object.values(other))).toEqual(new Set([null]));
});
