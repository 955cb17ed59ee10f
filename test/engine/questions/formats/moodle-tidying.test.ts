import { describe, expect, test } from "vitest";
import { shortened } from "../../../../src/engine/questions/formats/moodle-tidying.ts";

describe("shortening a text as Moodle does", () => {
  test.each([
    ["Who <b>paid</b> the ransom?", 14, "Who <b>paid</b> th..."], ["Who <b>paid</b>?", 14, "Who <b>paid</b>?"], ["one <two three four", 12, "one two ..."], ["a\n<b\nc> d", 20, "a\n<b\nc> d"],
  ])("makes of %j in %i signs what it makes of it", (text, most, short) => {
    expect(shortened(text, most)).toBe(short);
  });

  test.each(["<", "<a ", "<!--", "<b>a<", "\n<"])("comes to an end where %j stands there very often", (piece) => {
    expect(shortened(piece.repeat(300_000), 80)).toMatch(/\.\.\.$/);
  });
});
