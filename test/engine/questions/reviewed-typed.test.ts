import { describe, expect, test } from "vitest";
import { keyOf } from "../../../src/engine/questions/reviewed-typed.ts";
import type { NumericQuestion } from "../../../src/engine/questions/question.ts";

describe("the right answer in words", () => {
  test.each([[{ value: 2022 }, "2022"], [{ value: 2022, unit: "turbines" }, "2,022 turbines"], [{ value: 5800 }, "5,800"], [{ value: 1999.5 }, "1,999.5"]])("of %o is %s: a year is not grouped in threes", (answer, words) => {
    expect(keyOf({ kind: "numeric", answer: { tolerance: 0, ...answer } } as NumericQuestion)).toBe(words);
  });
});
