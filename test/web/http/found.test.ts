import { describe, expect, test } from "vitest";
import { NotFound } from "../../../src/domain/errors.ts";
import { positionParam } from "../../../src/domain/found.ts";

describe("a position in an address", () => {
  test.each([["1", 1], ["10", 10], ["2147483647", 2_147_483_647]])("may be %s", (text, number) => {
    expect(positionParam(text)).toBe(number);
  });

  test.each(["0", "01", "-1", "+1", "1.0", "1e1", "0x1", " 1", "2147483648", "", undefined, ["1"]])("is not found as %s", (text) => {
    expect(() => positionParam(text)).toThrow(NotFound);
  });
});
