import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { copiedIntoImage } from "./support/image.ts";

interface Service { image: string; healthcheck?: { test: string[] }; read_only?: boolean; stop_grace_period?: string; environment?: Record<string, string> }
interface Composed { services: Record<string, Service>; secrets?: Record<string, { file: string }> }

const read = (name: string) => readFileSync(`deploy/${name}`, "utf8");
const FILES = ["docker-compose.yml", "docker-compose.several.yml"];
const composed = (name: string) => parse(read(name), { merge: true }) as Composed;

/** Every text that says how the program or the demo is started. */
const STARTS = ["package.json", "bench/support/serving.ts", "docs/deployment.md", ...readdirSync("deploy").filter((name) => readFileSync(`deploy/${name}`, "utf8").includes("dist/server.js")).map((name) => `deploy/${name}`)];

describe("whoever starts the program", () => {
  test("gives Node the same options", () => {
    const { scripts } = JSON.parse(readFileSync("package.json", "utf8")) as { scripts: Record<string, string> };
    const options = /^node (.*) dist\/server\.js$/.exec(scripts["start"]!)![1]!;
    expect(options).toMatch(/^--\S+/);
    expect(STARTS).toEqual(expect.arrayContaining(["deploy/Dockerfile", "deploy/debrief.service", "deploy/debrief@.service", "deploy/docker-compose.several.yml"]));
    for (const name of STARTS) {
      const words = readFileSync(name, "utf8").replace(/[",[\]]+/g, " ").replace(/ +/g, " ");
      expect(words, name).toContain(options);
      for (const [start] of words.matchAll(/\bnode [^\n]*?dist\/(?:server|demo)\.js/g)) expect(start.replace(/ dist\/\w+\.js$/, ""), name).toBe(`node ${options}`);
    }
  });
});

describe("the files for containers", () => {
  test("start Debrief with SQLite on one machine, or twice on PostgreSQL behind nginx, each looked after", () => {
    const [one, several] = FILES.map((name) => composed(name).services);
    expect(Object.keys(one!)).toEqual(["debrief"]);
    expect(Object.keys(several!)).toEqual(["nginx", "debrief-1", "debrief-2", "database"]);
    for (const [name, { healthcheck, read_only, stop_grace_period }] of [...Object.entries(one!), ...Object.entries(several!)]) {
      expect(healthcheck?.test[0], name).toBe("CMD");
      if (name.startsWith("debrief")) expect([healthcheck!.test.join(" "), read_only, stop_grace_period]).toEqual([expect.stringContaining("/healthz"), true, "45s"]);
    }
  });

  test("hold no secret: passwords come from a file that is not kept here", () => {
    for (const name of FILES) {
      expect(read(name)).not.toMatch(/postgres:\/\/\w+:\w/);
      for (const { environment = {} } of Object.values(composed(name).services)) for (const [variable, value] of Object.entries(environment)) if (/PASSWORD|SECRET|KEY|TOKEN/.test(variable)) expect(value, variable).toMatch(/^\/run\/secrets\//);
    }
    expect(composed("docker-compose.several.yml").secrets).toEqual({ "database-password": { file: "./database-password" } });
    expect(read(".gitignore")).toContain("database-password");
  });

  test.runIf(spawnSync("docker", ["compose", "version"]).status === 0)("are understood by Docker", () => {
    for (const name of FILES) expect(spawnSync("docker", ["compose", "-f", `deploy/${name}`, "config", "--quiet"], { env: { ...process.env, PUBLIC_URL: "https://debrief.example.org" }, encoding: "utf8" })).toMatchObject({ status: 0 });
  });

  test("take the program, what it reads, and the packages that it imports, without those for tests", async () => {
    const { dependencies } = JSON.parse(readFileSync("package.json", "utf8")) as { dependencies: Record<string, string> };
    const texts = readdirSync("src", { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".ts")).map((name) => readFileSync(`src/${name}`, "utf8"));
    const imported = texts.flatMap((text) => [...text.matchAll(/(?:^import (?!type\b).* from |import\(|onDemand<[^>]+>\()"((?:@[\w-]+\/)?[\w-]+)[^"]*"/gm)].map(([, name]) => name!)).filter((name) => name !== "node");
    expect(imported).toEqual(expect.arrayContaining(["zod", "pdfkit", "yaml", "@node-saml/node-saml"]));
    expect([...new Set(imported)].filter((name) => !(name in dependencies))).toEqual([]);
    expect(read("Dockerfile")).toContain("npm ci --omit=dev");
    expect(await copiedIntoImage()).toEqual(expect.arrayContaining(["dist", "package.json", "views", "public", "locales", "questions", "frameworks", "passwords"]));
    for (const name of await copiedIntoImage()) if (name !== "dist") expect(read("Dockerfile.dockerignore")).toContain(`!${name}`);
  });
});

describe("the units for systemd", () => {
  test("differ in the port alone, leave time to end, and keep the program to its folder", () => {
    const [one, each] = [read("debrief.service"), read("debrief@.service")].map((text) => text.replace(/^#.*\n/gm, ""));
    expect(each!.replace(" on port %i", "").replace("PORT=%i", "PORT=3000")).toBe(one);
    expect(Number(/^TimeoutStopSec=(\d+)$/m.exec(one!)![1])).toBeGreaterThan(20);
    for (const line of ["DynamicUser=yes", "ProtectSystem=strict", "NoNewPrivileges=yes", "StateDirectory=debrief"]) expect(one).toContain(`\n${line}\n`);
  });
});
