import { createServer } from "node:http";
import { describe, expect, test } from "vitest";
import { readConfig } from "../../src/config.ts";
import { explainFailure } from "../../src/lib/failures.ts";
import { listening } from "../../src/listening.ts";

describe("settings that cannot work", () => {
  test.each([
    [{ PORT: "0x10" }, "PORT: give a port"], [{ PORT: "70000" }, "PORT: give a port"], [{ METRICS_PORT: "abc" }, "METRICS_PORT: give a port"],
    [{ DATABASE_URL: "postgress://deb:secret@127.0.0.1/debrief" }, "DATABASE_URL: give the path"], [{ DATABASE_STATEMENT_TIMEOUT: "soon" }, "DATABASE_STATEMENT_TIMEOUT: give a number of seconds"],
    [{ PUBLIC_URL: "https://u:secret@debrief.example.org" }, "PUBLIC_URL: give scheme and host alone"], [{ PUBLIC_URL: "https://debrief.example.org/sub?x=1" }, "PUBLIC_URL: give scheme and host alone"], [{ PUBLIC_URL: "debrief.example.org" }, "PUBLIC_URL: give an address"],
    [{ DRAIN_WAIT: "8" }, "DRAIN_WAIT: give less than DRAIN_SECONDS"], [{ DRAIN_WAIT: "20", DRAIN_SECONDS: "10" }, "DRAIN_WAIT: give less than DRAIN_SECONDS"],
  ])("such as %j are refused in words, and what may be a password is not repeated", (env: NodeJS.ProcessEnv, words) => {
    const read = () => readConfig(env);
    expect(read).toThrow(words);
    expect(read).not.toThrow("secret");
  });

  test.each<[NodeJS.ProcessEnv]>([[{ PORT: "0", METRICS_PORT: "" }], [{ METRICS_PORT: "9100" }], [{ PUBLIC_URL: "https://debrief.example.org:8443/" }], [{ DATABASE_URL: "C:\\data\\debrief.sqlite" }], [{ DATABASE_URL: "sqlite:///var/lib/debrief.sqlite" }], [{ DATABASE_URL: "postgresql://db/debrief" }]])("but %j are not", (env) => {
    expect(() => readConfig(env)).not.toThrow();
  });
});

test.each([[{ TRUST_PROXY: "1" }, 8, 3], [{ TRUST_PROXY: "1", DRAIN_SECONDS: "2" }, 2, 1], [{ DRAIN_SECONDS: "0", DRAIN_WAIT: "0" }, 0, 0], [{}, 8, 0]])("with %j a process ends within %d seconds, of which /readyz says no for %d first", (env, limit, wait) => {
  expect(readConfig(env).drain).toEqual({ limit: 1_000 * limit, wait: 1_000 * wait });
});

test("a host that nobody knows is told apart from a database that does not answer", async () => {
  const unknown = Object.assign(new Error("getaddrinfo ENOTFOUND nonsense"), { code: "ENOTFOUND", syscall: "getaddrinfo" });
  expect(explainFailure(unknown)).toContain("database");
  const server = createServer();
  const failed = listening(Object.assign(server, { listen: () => { queueMicrotask(() => server.emit("error", unknown)); return server; } }), 0, "nonsense").then(() => undefined, (error: unknown) => error);
  expect(explainFailure(await failed)).toContain("HOST=");
});
