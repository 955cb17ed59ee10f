import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openDatabase } from "../src/storage/database.ts";
import { makeBundle } from "./support/bundle.ts";
import { debrief as run } from "./support/command-line.ts";
import { makePerson } from "./support/make.ts";

let folder: string;
beforeAll(() => { folder = mkdtempSync(join(tmpdir(), "debrief-import-")); });
afterAll(() => { rmSync(folder, { recursive: true }); });

const debrief = (...words: string[]) => run(["import", ...words], { env: { DATA_DIR: join(folder, "data") } });
const file = (name: string, content: string | Buffer) => { writeFileSync(join(folder, name), content); return join(folder, name); };
const BUNDLE = JSON.stringify(makeBundle({ groups: 6, software: 10, techniques: 12, campaigns: 2, mitigations: 2, relationships: 150 }));
const GALAXY = JSON.stringify({ name: "Threat Actor", type: "threat-actor", source: "MISP Project", version: 7, values: [{ uuid: "00000000-0000-4000-8000-000000000001", value: "Velmora", meta: { country: "CN" } }] });

interface Said { id: string; date: string; counts: { entities: Record<string, number> }; stored?: { added: number; same: number; changed: number } }
const json = async (...args: string[]) => JSON.parse((await debrief(...args, "--json")).stdout) as Said;

describe("debrief import", () => {
  test("--dry-run says what it would do and opens no database", async () => {
    const { status, stdout, stderr } = await debrief("stix", file("plain.json", BUNDLE), "--dry-run");
    expect([status, stderr]).toEqual([0, ""]);
    expect(stdout).toMatch(/^ATT&CK for Test v7\.1 \(attack-for-test-7-1\), 13 November 2025\nentities: .*6 intrusion-set/);
    expect(stdout).toContain("dry run");
  });

  test("makes the database of the environment, takes a packed bundle, and the second time finds the same", async () => {
    const path = file("bundle.json.gz", gzipSync(BUNDLE));
    const first = await json("stix", path);
    expect(first).toMatchObject({ id: "attack-for-test-7-1", counts: { entities: { "intrusion-set": 6 } }, stored: { changed: 0, same: 0 } });
    expect((await json("stix", path)).stored).toMatchObject({ added: 0, changed: 0, same: first.stored!.added });
    const db = openDatabase(join(folder, "data/debrief.sqlite"));
    expect(await db("incidents").select("slug", "kind")).toEqual([{ slug: "attack-for-test-7-1", kind: "collection" }]);
    await db.destroy();
  });

  test("takes a MISP galaxy, which keeps the day on which it came in first", async () => {
    const path = file("galaxy.json", GALAXY);
    expect((await json("misp", path, "--date", "2024-05-06")).date).toBe("2024-05-06");
    expect((await json("misp", path)).stored).toMatchObject({ added: 0, changed: 0, same: 4 });
  });

  test.each([
    ["a file that is not there", () => "/no/such/file", /no such file/], ["a folder", () => folder, /is no file/], ["what is no JSON", () => file("broken.json", "{"), /no JSON/], ["what is no text", () => file("bytes.json", Buffer.from([0xff, 0xfe, 0])), /UTF-8/],
    ["a damaged archive", () => file("damaged.gz", gzipSync(BUNDLE).subarray(0, 500)), /cannot be unpacked/], ["an archive that unfolds far too large", () => file("bomb.gz", gzipSync(Buffer.alloc(301_000_000, 32), { level: 1 })), /larger than 300 MB/],
    ["a galaxy in place of a bundle", () => file("galaxy.json", GALAXY), /debrief import misp/],
  ])("ends with 1 and says why, for %s", async (_, path, reason) => {
    const { status, stdout, stderr } = await debrief("stix", path());
    expect([status, stdout]).toEqual([1, ""]);
    expect(stderr).toMatch(reason);
    expect(stderr).not.toMatch(/^\s+at /m);
  });

  test.each([["no format", ["csv", "x"]], ["no file", ["stix"]], ["no date", ["stix", "x", "--date", "yesterday"]]])("ends with 2 for %s", async (_, args) => {
    expect((await debrief(...args)).status).toBe(2);
  });
});

describe("questions of another system", () => {
  const GIFT = "::Doors::Who may hold the door? {=Nobody#Right. ~Everybody#Wrong. ~%50%A colleague#Nearly.}\n\n::Year::When? {#1988:1}\n";
  const exported = (name: string, ...words: string[]) => run(["export", "questions", join(folder, name), ...words], { env: { DATA_DIR: join(folder, "data") } });
  const linesOf = async (path: string) => (await debrief("questions", path, "--dry-run", "--json")).stdout.trim().split("\n").slice(0, -1).map((line) => ({ ...(JSON.parse(line) as object), line: 0, dropped: [] }));

  test("come into the bank as drafts of a trainer, once, and go out to the same file", async () => {
    const path = file("doors.gift", GIFT);
    expect(await debrief("questions", path)).toMatchObject({ status: 1, stderr: expect.stringContaining("--by EMAIL") as string });
    await debrief("stix", file("plain.json", BUNDLE));
    expect(await debrief("questions", path, "--by", "nobody@example.org")).toMatchObject({ status: 1, stderr: "No trainer or administrator has the address nobody@example.org.\n" });
    const db = openDatabase(join(folder, "data/debrief.sqlite"));
    const trainer = await makePerson(db, { roles: ["trainer"] });
    expect((await debrief("questions", path, "--by", trainer.email, "--topic", "access")).stdout).toContain("2 questions stored as drafts.");
    expect((await debrief("questions", path, "--by", trainer.email)).stdout).toContain("0 questions stored as drafts; 2 twins");
    expect(await db("questions").where({ author_id: trainer.id }).orderBy("id").select("kind", "state", "topic")).toEqual([{ kind: "single", state: "draft", topic: "access" }, { kind: "numeric", state: "draft", topic: "access" }]);
    await db.destroy();

    expect((await exported("out.gift", "--format", "gift", "--by", trainer.email, "--topic", "access")).stderr).toContain("2 questions written, 0 left out.");
    expect(await linesOf(join(folder, "out.gift"))).toEqual(await linesOf(path));
    expect((await exported("out.gift", "--format", "gift", "--by", trainer.email)).status).toBe(1);
  });
});
