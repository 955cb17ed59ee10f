import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { complain, configureLog, flushLog, note } from "../../src/lib/log.ts";

let written = "";
let writes = 0;
beforeEach(() => { [written, writes] = ["", 0]; vi.spyOn(process.stderr, "write").mockImplementation((text) => { written += String(text); writes += 1; return true; }); });
afterEach(() => { vi.restoreAllMocks(); configureLog({ format: "text", level: "warn" }); });

describe("the log", () => {
  test("is one JSON object a line, of what is wished for, in the order in which it happened", () => {
    configureLog({ format: "json", level: "info" });
    note("debug", "not wished for");
    note("info", "a request", { route: "/attempts/:id", status: 200, nothing: undefined });
    expect(written).toBe("");
    complain("It failed", new Error("no\nroom", { cause: new Error("the disk") }), { request: "abc" });
    const [first, second, ...rest] = written.trimEnd().split("\n").map((line) => JSON.parse(line) as Record<string, string>);
    expect(first).toEqual({ time: expect.stringMatching(/^\d{4}-.*Z$/) as string, level: "info", message: "a request", route: "/attempts/:id", status: 200 });
    expect(second).toMatchObject({ level: "error", message: "It failed", request: "abc", error: "no\nroom", stack: expect.stringMatching(/log\.test[\s\S]*Caused by: Error: the disk/) as string });
    expect(rest).toEqual([]);
  });

  test("is for people as text, with the stack below its line, and one write for many lines", () => {
    configureLog({ format: "text", level: "info" });
    note("info", "a request", { status: 200 });
    note("info", "another", {});
    flushLog();
    complain("It failed", new Error("no room"));
    expect(written).toMatch(/^\S+Z info {2}a request status=200\n\S+Z info {2}another\n\S+Z error It failed\nError: no room\n {4}at /);
    expect(writes).toBe(2);
  });

  test.each([
    ["addresses of people", 'Key (email)=(ada@example.test) already exists. Ada <ada.l+x@mail.example.test> "b@c"', /ada|b@c|example\.test/],
    ["what a database repeats", 'invalid input syntax for type integer: "the secret words"', /secret/],
    ["what a reader of JSON repeats", 'Unexpected token \'t\', "the secret words" is not valid JSON', /secret/],
    ["queries and passwords of addresses", "could not fetch https://idp.example/cb?code=secret from postgres://debrief:secret@db/x", /secret/],
  ])("leaves out %s", (_what, words, told) => {
    complain("It failed", Object.assign(new Error(words), { detail: "the secret" }));
    expect(written).not.toMatch(told);
    expect(written).toContain("at ");
  });

  test("takes a hostile text in no time, and keeps the end of a long one, where the reason stands", () => {
    complain("It failed", new Error(`insert into people ${"a".repeat(500_000)} - the reason`));
    expect(written.length).toBeLessThan(10_000);
    complain("It failed", `${"x, ".repeat(500)}the reason`);
    expect(written).toContain("the reason");
  });
});
