import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { questionSchema } from "../src/engine/questions/question.ts";

const debrief = (...args: string[]) => spawnSync(process.execPath, ["dist/cli.js", ...args], { encoding: "utf8" });

describe("debrief generate", () => {
  test("writes one question a line, each a valid one, and words to standard error", () => {
    const { status, stdout, stderr } = debrief("generate", "--incident", "turla-piggybacking", "--json");
    expect(status).toBe(0);
    const questions = stdout.trim().split("\n").map((line) => questionSchema.parse(JSON.parse(line)));
    expect(questions.length).toBeGreaterThan(20);
    expect(questions.every(({ incident }) => incident === "turla-piggybacking")).toBe(true);
    expect(stderr).toContain(`${questions.length} questions from`);
  });

  test("gives the same for the same seed", () => {
    expect(debrief("generate", "--seed", "x", "--limit", "50").stdout).toBe(debrief("generate", "--seed", "x", "--limit", "50").stdout);
  });
});

describe("debrief check-content", () => {
  test("counts what is there", () => {
    const { status, stdout } = debrief("check-content", "--json");
    expect(status).toBe(0);
    expect((JSON.parse(stdout) as { incidents: number }).incidents).toBeGreaterThanOrEqual(6);
  });

  test("ends with 1 and names file, line and reason of what is wrong", () => {
    const folder = mkdtempSync(join(tmpdir(), "debrief-content-"));
    mkdirSync(join(folder, "entities"));
    writeFileSync(join(folder, "entities/groups.yaml"), "- id: turla\n  type: gang\n  name: Turla\n");
    const { status, stdout, stderr } = debrief("check-content", folder);
    expect([status, stdout]).toEqual([1, ""]);
    expect(stderr).toMatch(/entities\/groups\.yaml:2: 0\.type: /);
    rmSync(folder, { recursive: true });
  });

  test("ends with 1 and says so when there is no such folder", () => {
    const { status, stderr } = debrief("check-content", "/no/such/folder");
    expect(status).toBe(1);
    expect(stderr).toMatch(/no such folder/i);
  });
});

test.each([["an unknown command", ["frobnicate"]], ["an unknown option", ["generate", "--frob"]], ["a limit that is no number", ["generate", "--limit", "many"]]])("wrong usage ends with 2: %s", (_, args) => {
  const { status, stderr } = debrief(...args);
  expect(status).toBe(2);
  expect(stderr).toContain("error:");
});
