import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { questionJsonSchema } from "../../../src/engine/questions/question-json-schema.ts";
import { KINDS } from "../../../src/engine/questions/question.ts";

test("docs/formats/question.schema.json is the schema of the program: `npm run -s debrief -- schema` prints it anew", () => {
  expect(JSON.parse(readFileSync("docs/formats/question.schema.json", "utf8"))).toEqual(JSON.parse(JSON.stringify(questionJsonSchema())));
});

test("every kind has its example in docs/formats/question.md", () => {
  const text = readFileSync("docs/formats/question.md", "utf8");
  for (const kind of KINDS) expect(text, kind).toContain(`"kind":"${kind}"`);
});
