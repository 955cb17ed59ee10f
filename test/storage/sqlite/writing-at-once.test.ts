import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { commitsIn, type Commits } from "../../../src/storage/sqlite/commits.ts";
import { groupCommit, type Writer } from "../../../src/storage/sqlite/group-commit.ts";
import type { Handle } from "../../../src/storage/sqlite/handle.ts";
import { openNotes, type NotesFile } from "../../support/notes-file.ts";

const INSERT = "INSERT INTO notes (text) VALUES (?)";

let file: NotesFile;
let handle: Handle;
let other: Handle;
let commits: Commits;
let said: string[];
let refuse: (sql: string) => boolean;
let afterCommit: () => Promise<unknown>;
let writer: Writer;
beforeEach(async () => {
  file = await openNotes(50, "text TEXT NOT NULL UNIQUE");
  [handle, other] = [await file.connect(), await file.connect()];
  commits = (await commitsIn(file.filename, handle))!;
  said = [];
  refuse = () => false;
  afterCommit = () => Promise.resolve();
  const query: Handle["query"] = (sql, bindings, way) => { said.push(sql); return handle.query(sql, bindings, way); };
  writer = groupCommit({ ...handle, query, exec: async (sql) => { if (refuse(sql)) throw new Error("the disk is full"); await handle.exec(sql); if (sql.endsWith("COMMIT")) await afterCommit(); } }, () => commits);
});
afterEach(() => file.close());

const write = (text: string | null, stamp = commits.stamp()) => writer.write({ sql: INSERT, bindings: [text], stamp, isSure: true });
const insert = (text: string, to = handle) => to.query(INSERT, [text], "run");
const notes = async () => (await other.query("SELECT text FROM notes ORDER BY text", [], "all")).rows.map((row) => (row as { text: string }).text);

/** A deed of several statements. */
async function inTurn(texts: readonly string[], loudness: "quiet" | "loud" = "loud"): Promise<void> {
  const turn = await writer.begin();
  for (const text of texts) await insert(text);
  await turn.commit(loudness);
}

describe("deeds of one statement", () => {
  test("that wait together are rows of one, and are told when they are on disk", async () => {
    const seen = Array.from({ length: 21 }, (_, n) => write(`note ${n + 10}`).then(async (isKept) => isKept && (await notes()).includes(`note ${n + 10}`)));
    expect(await Promise.all(seen)).toEqual(Array.from({ length: 21 }, () => true));
    expect(said.length).toBeLessThan(6);
  });

  test("are written beside others, whoever comes first", async () => {
    const outcomes = await Promise.all([inTurn(["a", "b"], "quiet"), write("c"), write("d"), inTurn(["e"], "quiet"), write("f")]);
    expect(outcomes.filter((outcome) => outcome === false)).toEqual([]);
    expect(await notes()).toEqual(["a", "b", "c", "d", "e", "f"]);
  });

  test("are not written where others wrote since they looked: another process, a deed before them in the group, or one on its way to disk", async () => {
    const stamp = commits.stamp();
    await insert("theirs", other);
    expect(await write("late", stamp)).toBe(false);
    const [, late, later] = await Promise.all([inTurn(["loud"]), write("behind it"), inTurn(["loud too"]).then(() => write("after it"))]);
    expect([late, later]).toEqual([false, true]);
    expect(await notes()).toEqual(["after it", "loud", "loud too", "theirs"]);
  });

  test("are not noticed themselves, nor do they hide what others commit in the same breath where they change nothing", async () => {
    const stamp = commits.stamp();
    expect(await write("one")).toBe(true);
    expect(commits.stamp()).toBe(stamp);
    const idle = { sql: "UPDATE notes SET text = ? WHERE text IS NULL", bindings: ["x"], stamp, isSure: false };
    expect(await writer.write(idle)).toBe(true);
    expect(commits.stamp()).toBe(stamp);
    afterCommit = () => insert("theirs", other);
    expect(await writer.write(idle)).toBe(true);
    expect(commits.stamp()).not.toBe(stamp);
  });

  test("that fail are not written, and nobody else's is lost with them", async () => {
    await insert("taken");
    expect(await Promise.all([write("a"), write("b"), inTurn(["in turn"], "quiet").then(() => true)])).toEqual([true, true, true]);
    expect(await write("taken")).toBe(false);
    const outcomes = await Promise.all([inTurn(["in turn too"], "quiet"), write("c"), write("taken"), write("d"), inTurn(["last"], "quiet")]);
    const kept = ["a", "b", "in turn", "in turn too", "last", "taken", ...["c", "d"].filter((_, place) => outcomes[[1, 3][place]!] === true)];
    expect(outcomes[2]).toBe(false);
    expect(await notes()).toEqual(kept.sort());
  });

  test("are refused with their group where the disk refuses it, and go on after that", async () => {
    refuse = (sql) => sql.endsWith("COMMIT");
    expect((await Promise.allSettled([write("a"), write("b")])).map(({ status }) => status)).toEqual(["rejected", "rejected"]);
    refuse = (sql) => sql.startsWith("BEGIN");
    await expect(write("c")).rejects.toThrow("the disk is full");
    refuse = () => false;
    expect(await write("d")).toBe(true);
    expect(await notes()).toEqual(["d"]);
  });

  test("promise nothing where the database took the whole transaction back", async () => {
    await handle.exec("CREATE TRIGGER all_of_it BEFORE INSERT ON notes WHEN NEW.text = 'fatal' BEGIN SELECT RAISE(ROLLBACK, 'all of it'); END");
    const before = writer.begin();
    const outcomes = Promise.allSettled([before.then(async (turn) => { await insert("before"); await turn.commit("quiet"); }), write("fatal"), inTurn(["behind"]).then(() => true)]);
    expect((await outcomes).map((each) => (each.status === "fulfilled" ? each.value : "rejected"))).toEqual(["rejected", false, true]);
    await inTurn(["after"]);
    expect(await notes()).toEqual(["after", "behind"]);
  });

  test("are done otherwise where nobody watches what others write", async () => {
    expect(await groupCommit(handle).write({ sql: INSERT, bindings: ["a"], stamp: 1, isSure: true })).toBe(false);
    expect(await notes()).toEqual([]);
  });
});
