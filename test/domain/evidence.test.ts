import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { periodOf } from "../../src/domain/evidence-case.ts";
import { askForEvidence, makeEvidence, openEvidence } from "../../src/domain/evidence-packs.ts";
import { usualSettings } from "../../src/domain/installation.ts";
import { packEvidence } from "../../src/domain/packing-evidence.ts";
import { verifyEvidence } from "../../src/domain/verifying-evidence.ts";
import { readArchive } from "../../src/lib/archive.ts";
import { writeArchive } from "../../src/lib/archive-writing.ts";
import { findPack } from "../../src/storage/evidence-packs.ts";
import type { PrivacyMode } from "../../src/domain/installation-sections.ts";
import { debrief } from "../support/command-line.ts";
import { makePerson, makeQuiz } from "../support/make.ts";
import { assign, makeStaffedTeam, take } from "../support/organisation.ts";
import { openWorld, type World } from "../support/world.ts";

let world: World;
let folder: string;
const NAME = "=cmd|' /C calc'!A0";
beforeAll(async () => {
  world = await openWorld();
  folder = await mkdtemp(join(tmpdir(), "evidence-test-"));
  const { team, people } = await makeStaffedTeam(world, 8);
  await world.db("people").where({ id: people[0]!.id }).update({ name: NAME });
  const { quiz } = await makeQuiz(world.db, { questions: 2, certificate_months: 12 });
  await assign(world, quiz, team);
  for (const person of people) await take(world, person, quiz, 2);
  world.travelTo("2026-02-03T09:00:00Z");
});
afterAll(async () => { await rm(folder, { recursive: true, force: true }); await world.close(); });

const PERIOD = { first: "2026-01-01", last: "2026-01-31", zone: "Europe/Berlin" };
async function pack(privacyMode: PrivacyMode): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  await packEvidence(world.db, { settings: { ...usualSettings(world.config), privacyMode }, period: PERIOD, secret: "a secret" }, (piece) => { pieces.push(piece); return Promise.resolve(); });
  return Buffer.concat(pieces);
}
const filesOf = async (bytes: Buffer) => new Map([...(await readArchive(bytes))].map(([path, content]) => [path, Buffer.from(content).toString("utf8")]));
async function verified(bytes: Uint8Array): Promise<string[]> {
  const path = join(folder, "pack.zip");
  await writeFile(path, bytes);
  return (await verifyEvidence(path)).faults.map(({ kind, path: which }) => `${kind} ${which}`.trim());
}

describe("a pack of evidence", () => {
  test("is the same bytes for the same data, and verifies", async () => {
    const [one, other] = [await pack("named"), await pack("named")];
    expect(one.equals(other)).toBe(true);
    expect(await verified(one)).toEqual([]);
    const files = await filesOf(one);
    expect([...files.keys()].filter((path) => !path.endsWith(".json"))).toEqual(["README.txt", ...["acknowledgements", "assignments", "audit-log", "certificates", "completions", "policies", "questions", "regrades", "settings-changes"].map((name) => `${name}.csv`)]);
    expect(files.get("completions.csv")).toContain(`,'${NAME},`);
    expect((JSON.parse(files.get("completions.json")!) as { name: string }[]).map(({ name }) => name)).toContain(NAME);
    expect(JSON.parse(files.get("questions.json")!)).toHaveLength(2);
    expect(files.get("README.txt")).toContain("2025-12-31T23:00:00.000Z");
  });

  test("tells no more of people than the privacy mode does, and its chain can be checked all the same", async () => {
    const people = await world.db("people").whereNotNull("team_id");
    const secrets = people.flatMap(({ name, email, public_id }) => [name, email, public_id]);
    for (const mode of ["pseudonymous", "aggregate"] as const) {
      const bytes = await pack(mode);
      expect(await verified(bytes)).toEqual([]);
      const files = await filesOf(bytes);
      const text = [...files.values()].join("\n");
      expect(secrets.filter((secret) => text.includes(secret))).toEqual([]);
      expect(["completions.csv", "certificates.json", "acknowledgements.csv"].map((path) => files.get(path)).join()).not.toContain("T09:");
    }
    const counts = JSON.parse((await filesOf(await pack("aggregate"))).get("completions.json")!) as object[];
    expect(counts[0]).toMatchObject({ what: "finished", at_least: 5 });
  });

  test("shows every changed byte, and every file that was put in or taken out", async () => {
    const files = await readArchive(await pack("pseudonymous"));
    const paths = [...files.keys()];
    await fc.assert(fc.asyncProperty(fc.nat(), fc.nat(), fc.integer({ min: 1, max: 255 }), async (which, where, by) => {
      const path = paths[which % paths.length]!;
      const changed = Uint8Array.from(files.get(path)!);
      if (changed.length === 0) return;
      changed[where % changed.length] = changed[where % changed.length]! ^ by;
      expect(await verified(writeArchive(new Map([...files, [path, changed]])))).toEqual([path === "manifest.json" ? "manifest manifest.json" : `altered ${path}`]);
    }), { numRuns: 60 });
    expect(await verified(writeArchive(new Map([...files].filter(([path]) => path !== "completions.csv"))))).toEqual(["missing completions.csv"]);
    expect(await verified(writeArchive(new Map([...files, ["more.csv", new Uint8Array(3)]])))).toEqual(["added more.csv"]);
    expect(await verified(Buffer.from("no archive"))).toEqual(["unreadable"]);
  });

  test("is made in the background, noted, taken away by those who may, and removed when its days are over", async () => {
    const admin = await makePerson(world.db, { roles: ["admin"] });
    const asked = await askForEvidence(world.db, world.config, admin, { from: "2026-01-01", to: "2026-01-31" }, world.now());
    await makeEvidence(world.db, world.config, "a secret", world.now);
    const made = (await findPack(world.db, asked.public_id))!;
    expect(made).toMatchObject({ state: "done", done: made.total });
    const agent = await world.signedInAs(admin);
    const sent: { body: unknown } = await agent.get(`/admin/evidence/${made.public_id}/pack.zip`).buffer(true).parse((res, done) => { const all: Buffer[] = []; res.on("data", (piece: Buffer) => all.push(piece)); res.on("end", () => done(null, Buffer.concat(all))); }).expect(200);
    expect((sent.body as Buffer).length).toBe(made.bytes);
    expect(await verified(sent.body as Buffer)).toEqual([]);
    expect((await world.db("audit_events").where({ subject: made.public_id }).orderBy("number")).map(({ deed }) => deed)).toEqual(expect.arrayContaining(["evidence.asked", "evidence.made", "evidence.downloaded"]));
    world.travelTo("2026-03-20T09:00:00Z");
    await makeEvidence(world.db, world.config, "a secret", world.now);
    expect(await world.db("evidence_pieces").where({ pack_id: made.id })).toEqual([]);
    const look = { viewer: admin, address: "", place: "evidence", subject: made.public_id } as const;
    await expect(openEvidence(world.db, world.config, (await findPack(world.db, made.public_id))!, look, world.now())).rejects.toThrow("not kept");
  });

  test("is written and checked from the command line", async () => {
    const [file, env] = [join(folder, "written.zip"), { DATABASE_URL: world.config.databaseUrl, TIME_ZONE: "UTC" }];
    const written = await debrief(["evidence", "--from", "2026-01-01", "--to", "2026-01-31", file], { env });
    expect(written).toMatchObject({ status: 0, stdout: expect.stringMatching(/^[0-9a-f]{64}\n$/) as string });
    expect(await debrief(["evidence", "--verify", file, "--sha256", written.stdout.trim()])).toMatchObject({ status: 0, stdout: "" });
    expect(await debrief(["evidence", "--verify", file, "--sha256", "0".repeat(64), "--json"])).toMatchObject({ status: 1, stdout: '{"kind":"other","path":""}\n' });
    expect((await debrief(["evidence", file], { env })).status).toBe(2);
    expect((await debrief(["evidence", "--from", "2026-01-01", "--to", "2026-01-31", file], { env })).status).toBe(1);
    expect((await verifyEvidence(file)).faults).toEqual([]);
  });

  test("is about days that there are, and whole months where only counts are told", () => {
    const about = (from: string, to: string, privacyMode: PrivacyMode = "named") => () => periodOf(from, to, { timeZone: "UTC", privacyMode }, "2026-02-03");
    expect(about("2026-01-01", "2026-02-03")()).toMatchObject({ first: "2026-01-01" });
    for (const bad of [about("2026-02-30", "2026-02-03"), about("x", "2026-02-03"), about("2026-02-02", "2026-02-01"), about("2026-01-01", "2026-02-04"), about("2020-01-01", "2026-02-01"), about("2026-01-01", "2026-01-30", "aggregate")]) expect(bad).toThrow();
    expect(about("2025-12-01", "2026-01-31", "aggregate")()).toMatchObject({ last: "2026-01-31" });
  });
});
