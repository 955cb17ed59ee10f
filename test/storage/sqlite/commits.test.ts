import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { commitsIn, type Commits } from "../../../src/storage/sqlite/commits.ts";
import { groupCommit } from "../../../src/storage/sqlite/group-commit.ts";
import type { Handle } from "../../../src/storage/sqlite/handle.ts";
import { openNotes, type NotesFile } from "../../support/notes-file.ts";

let file: NotesFile;
let [mine, other]: Handle[] = [];
let commits: Commits;
beforeEach(async () => {
  file = await openNotes(5000, "text TEXT NOT NULL");
  [mine, other] = [await file.connect(), await file.connect()];
  commits = (await commitsIn(file.filename, mine))!;
});
afterEach(() => file.close());

const insert = (to: Handle) => to.query("INSERT INTO notes (text) VALUES ('a note')", [], "run");
async function isNoticed(deed: () => Promise<unknown>): Promise<boolean> {
  const before = commits.stamp();
  await deed();
  return commits.stamp() !== before;
}

/** A transaction of ours that goes to disk quietly, with what happens before it begins, before it is on disk, and before we hear that it is. */
async function quietly({ writes = true, before, meanwhile, after }: { writes?: boolean; before?: () => Promise<unknown>; meanwhile?: () => void; after?: () => Promise<unknown> }): Promise<void> {
  await before?.();
  await mine!.exec("BEGIN IMMEDIATE");
  commits.begun();
  if (writes) await insert(mine!);
  commits.committing(writes);
  meanwhile?.();
  await mine!.exec("COMMIT");
  meanwhile?.();
  await after?.();
  commits.ended();
}

describe("what was committed to a file", () => {
  test("is noticed, whoever did it", async () => {
    expect(await isNoticed(() => insert(mine!))).toBe(true);
    expect(await isNoticed(() => insert(other!))).toBe(true);
    expect(await isNoticed(() => mine!.exec("VACUUM"))).toBe(true);
    expect(await isNoticed(() => Promise.resolve())).toBe(false);
  });

  test("is not what was taken back, read, or moved from the log to its place", async () => {
    expect(await isNoticed(() => other!.exec("BEGIN IMMEDIATE; INSERT INTO notes (text) VALUES ('a note'); ROLLBACK"))).toBe(false);
    expect(await isNoticed(() => other!.query("SELECT * FROM notes", [], "all"))).toBe(false);
    expect(await isNoticed(() => other!.exec("PRAGMA wal_checkpoint(TRUNCATE)"))).toBe(false);
    expect(await isNoticed(() => insert(other!))).toBe(true);
  });

  test("is not noticed where it is ours and quiet, also while it is on its way", async () => {
    expect(await isNoticed(() => quietly({}))).toBe(false);
    const stamp = commits.stamp();
    const seen: number[] = [];
    await quietly({ meanwhile: () => { seen.push(commits.stamp()); } });
    expect(seen).toEqual([stamp, stamp]);
    expect(await isNoticed(() => quietly({ writes: false }))).toBe(false);
  });

  test.each<[string, Parameters<typeof quietly>[0]]>([
    ["before ours began", { before: () => insert(other!) }],
    ["as soon as ours was on disk, before we heard of that", { after: () => insert(other!) }],
    ["as soon as ours was over in which nothing was written", { writes: false, after: () => insert(other!) }],
  ])("is noticed where others did it %s", async (_when, between) => {
    expect(await isNoticed(() => quietly(between))).toBe(true);
    expect(await isNoticed(() => Promise.resolve())).toBe(false);
  });

  test("is noticed where one deed of many that go to disk together is not quiet", async () => {
    const writer = groupCommit(mine!, () => commits);
    const deed = async (loudness: "quiet" | "loud" | "nothing") => { const turn = await writer.begin(); if (loudness !== "nothing") await insert(mine!); await turn.commit(loudness); };
    expect(await isNoticed(() => Promise.all([deed("quiet"), deed("quiet"), deed("nothing"), deed("quiet")]))).toBe(false);
    expect(await isNoticed(() => Promise.all([deed("quiet"), deed("loud"), deed("nothing"), deed("quiet")]))).toBe(true);
    expect(await isNoticed(() => deed("nothing"))).toBe(false);
    expect(await isNoticed(() => deed("loud"))).toBe(true);
  });

  test("is watched only where there is such a file, and something can be written", async () => {
    expect(await commitsIn(`${file.filename}-elsewhere`, mine!)).toBeUndefined();
    const reader = await file.connect("PRAGMA query_only = ON");
    expect(await commitsIn(file.filename, reader)).toBeUndefined();
  });
});
