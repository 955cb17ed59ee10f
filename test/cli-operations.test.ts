import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openDatabase } from "../src/storage/database.ts";
import { migrate } from "../src/storage/migrations.ts";
import { debrief } from "./support/command-line.ts";
import { makePerson } from "./support/make.ts";

let folder: string;
const at = (name: string) => join(folder, name);
const command = (url: string, ...words: string[]) => debrief(words, { env: { DATABASE_URL: url, DATA_DIR: at("data") } });
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "debrief-operations-"));
  mkdirSync(at("data"));
  const db = openDatabase(at("good.sqlite"));
  await migrate(db).then(() => makePerson(db)).finally(() => db.destroy());
  expect(await command(at("good.sqlite"), "backup", at("good.backup"))).toMatchObject({ status: 0 });
});
afterAll(() => rmSync(folder, { recursive: true }));

async function people(url: string): Promise<number> {
  const db = openDatabase(url);
  return db("people").then((rows) => rows.length).finally(() => db.destroy());
}

describe("debrief restore", () => {
  test.each<[name: string, damage: (file: string) => void]>([
    ["cut off", (file) => truncateSync(file, 300_000)],
    ["overwritten at its beginning", (file) => writeFileSync(file, Buffer.concat([Buffer.alloc(4096, 7), readFileSync(file).subarray(4096)]))],
    ["no database at all", (file) => writeFileSync(file, "# Read me\n".repeat(100))],
  ])("puts a backup in the place of a file that is %s, which it keeps, and says how without being told to", async (name, damage) => {
    const file = at(`${name}.sqlite`);
    expect(await command(file, "restore", at("good.backup"))).toMatchObject({ status: 0 });
    damage(file);
    const bytes = readFileSync(file);
    expect(await command(file, "restore", at("good.backup"))).toMatchObject({ status: 1, stderr: expect.stringContaining("--replace") as string });
    expect(readFileSync(file).equals(bytes)).toBe(true);
    expect(await command(file, "restore", at("good.backup"), "--replace")).toMatchObject({ status: 0 });
    expect(await people(file)).toBe(1);
    const kept = readdirSync(folder).find((each) => each.startsWith(`${name}.sqlite.before-restore`))!;
    expect(readFileSync(at(kept)).equals(bytes)).toBe(true);
  });

  test("says of what never was a backup that it is none", async () => {
    writeFileSync(at("readme"), "# Read me\n".repeat(200));
    expect(await command(at("new.sqlite"), "restore", at("readme"))).toMatchObject({ status: 1, stderr: expect.stringContaining("This is no backup of Debrief") as string });
  });
});

describe("an address that names no database of ours", () => {
  test.each(["mysql://deb:secret@127.0.0.1/debrief", "postgress://deb:secret@127.0.0.1/debrief", "postgres:/deb:secret@127.0.0.1/debrief", "file:///var/lib/debrief.sqlite", ":memory:"])("such as %s is refused, not taken for a file, and not repeated", async (url) => {
    for (const said of [await command(url, "check"), await command(at("good.sqlite"), "move", "--to", url)]) {
      expect(said.status).toBe(1);
      expect(said.stderr).toContain("postgres://");
      expect(said.stderr).not.toContain("secret");
    }
  });

  test("may hold what is not allowed there, and is told how to write it", async () => {
    const said = await command("postgres://deb:s3/cret@127.0.0.1/debrief", "check");
    expect([said.status, said.stderr]).toEqual([1, expect.stringContaining("%2F")]);
  });
});

describe("debrief backup", () => {
  const piped = (reader: string) => spawnSync("bash", ["-c", `set -o pipefail; "${process.execPath}" dist/cli.js backup - | ${reader}`], { encoding: "utf8", env: { ...process.env, DATABASE_URL: at("good.sqlite"), DATA_DIR: at("data") } });

  test("through a pipe fails where nobody takes it to its end, and leaves nothing behind", () => {
    const { status, stderr } = piped("head -c 10 > /dev/null");
    expect([status, stderr]).toEqual([1, expect.stringContaining("There is no backup")]);
    expect(readdirSync(at("data")).filter((name) => name.includes("piped"))).toEqual([]);
    expect(piped("cat > /dev/null").status).toBe(0);
  });

  test.each(["backup", "restore", "move"])("and its like make every file, also those that are there only meanwhile, for their owner alone: %s", (name) => {
    const tell = 'process.on("exit", () => console.log(process.umask().toString(8)))';
    const { stdout } = spawnSync("bash", ["-c", `umask 022; "${process.execPath}" --import 'data:text/javascript,${tell}' dist/cli.js ${name} --help`], { encoding: "utf8" });
    expect(stdout.trim().split("\n").at(-1)).toBe("77");
  });
});
