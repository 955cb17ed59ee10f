import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseDocument } from "yaml";
import { yamlDocument } from "../../src/lib/yaml-document.ts";

const key = fc.constantFrom("a", "b", '"a"', "'b'", "1", "0x1", "1.0", "-0", "0", ".nan", "~", "null", "true", '"true"', "!!str 1", "[a]", "? a", "&x a");
const { value } = fc.letrec<{ value: string }>((tie) => ({
  value: fc.oneof({ depthSize: "small", withCrossShrink: true }, fc.constantFrom("1", "x"), fc.array(fc.tuple(key, tie("value")), { maxLength: 4 }).map((pairs) => `{ ${pairs.map(([name, held]) => `${name} : ${held}`).join(",\n ")} }`), fc.array(tie("value"), { maxLength: 3 }).map((items) => `[${items.join(", ")}]`)),
}));
const table = fc.array(fc.tuple(key, value), { minLength: 1, maxLength: 8 }).map((pairs) => pairs.map(([name, held]) => (name.startsWith("?") ? `${name}\n: ${held}` : `${name} : ${held}`)).join("\n"));

const told = ({ code, message, pos }: { code: string; message: string; pos: [number, number] }) => `${pos[0]} ${code} ${message.split(" at line")[0]}`;

describe("reading a YAML text", () => {
  test("finds the keys that stand there twice as the package does in the same words", () => {
    fc.assert(fc.property(table, (text) => {
      const expected = parseDocument(text, { uniqueKeys: true, version: "1.2" }).errors.sort((one, other) => one.pos[0] - other.pos[0]).map(told);
      expect(yamlDocument(text)!.document.errors.map(told)).toEqual(expected);
    }), { numRuns: 500 });
  });

  test.each([
    ["keys of a table", Array.from({ length: 40_000 }, (_, place) => `k${place}: 1`).join("\n"), 0],
    ["keys in braces", `{${Array.from({ length: 40_000 }, (_, place) => `k${place}: 1`).join(", ")}}`, 0],
    ["keys of an ordered table", `%YAML 1.1\n---\n!!omap\n${Array.from({ length: 40_000 }, (_, place) => `- k${place}: 1`).join("\n")}`, 0],
    ["errors on one line", `[${",".repeat(100_000)}]`, 100_000],
  ])("comes to an end with very many %s", (_what, text, errors) => {
    expect(yamlDocument(text)!.document.errors).toHaveLength(errors);
  });
});
