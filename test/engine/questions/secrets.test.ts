import { expect, test } from "vitest";
import { givesAway, secretsOf } from "../../../src/engine/questions/secrets.ts";
import { EVERY_KIND } from "../../support/every-kind.ts";

test.each(EVERY_KIND.map((question) => [question.kind, question] as const))("a %s question tells its own secrets, and no other's", (_kind, question) => {
  for (const other of EVERY_KIND) expect(givesAway(secretsOf(question), secretsOf(other))).toBe(other === question);
});

test("a name that is shown after the answer counts as told", () => {
  const short = EVERY_KIND.find(({ kind }) => kind === "short")!;
  expect(secretsOf(short).reveals).toContain("sealed short snake");
});
