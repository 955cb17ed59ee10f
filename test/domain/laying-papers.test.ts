import { expect, test } from "vitest";
import { poolEntry } from "../../src/domain/laying-papers.ts";
import { shippedQuestions } from "../support/knowledge.ts";
import { isLaidOutOnce } from "../support/layout.ts";

const body = JSON.stringify({ ...shippedQuestions()[0]!, tags: ["as it was imported"] });

test("a question of a quiz has the tags that it was published with, whatever its own words say, and is laid out as others are", () => {
  const version = { id: 1, question_id: 2, body };
  expect(poolEntry({ ...version, tags: JSON.stringify(["as published"]) }).tags).toEqual(["as published"]);
  expect(poolEntry(version).tags).toEqual([]);
  expect(poolEntry(version).version).toBe(version);
  expect(isLaidOutOnce(() => poolEntry(version))).toBe(true);
});
