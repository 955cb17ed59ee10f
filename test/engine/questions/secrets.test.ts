import { expect, test } from "vitest";
import { givesAway, secretsOf } from "../../../src/engine/questions/secrets.ts";
import { SEVEN_KINDS } from "../../support/seven-kinds.ts";

test.each(SEVEN_KINDS.map((question) => [question.kind, question] as const))("a %s question tells its own secrets, and no other's", (_kind, question) => {
  for (const other of SEVEN_KINDS) expect(givesAway(secretsOf(question), secretsOf(other))).toBe(other === question);
});

test("a name that is shown after the answer counts as told", () => {
  const short = SEVEN_KINDS.find(({ kind }) => kind === "short")!;
  expect(secretsOf(short).reveals).toContain("sealed short snake");
});
