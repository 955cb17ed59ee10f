import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { troubleOf } from "../../../src/lib/troubles.ts";
import { groupCommit, type Writer } from "../../../src/storage/sqlite/group-commit.ts";
import type { Handle } from "../../../src/storage/sqlite/handle.ts";
import { openNotes, type NotesFile } from "../../support/notes-file.ts";

let file: NotesFile;
let handle: Handle;
beforeEach(async () => {
  file = await openNotes(50, "text TEXT NOT NULL UNIQUE");
  handle = await file.connect();
});
afterEach(() => file.close());

const insert = (text: string, to = handle) => to.query("INSERT INTO notes (text) VALUES (?)", [text], "run");
const notesIn = async (from: Handle) => (await from.query("SELECT text FROM notes ORDER BY text", [], "all")).rows.map((row) => (row as { text: string }).text);

/** One deed of several statements; it fails after its writes where it is told to. */
async function write(writer: Writer, texts: readonly string[], fails = false, to = handle): Promise<void> {
  const turn = await writer.begin();
  try {
    for (const text of texts) await insert(text, to);
    if (fails) throw new Error("thought better of it");
  } catch (error) {
    await turn.rollback();
    throw error;
  }
  await turn.commit();
}

/** The same connection, which notes what it is told to do, and does not do what `refuse` names. */
function watched(refuse: (sql: string) => boolean = () => false): { watch: Handle; said: string[] } {
  const said: string[] = [];
  return { said, watch: { ...handle, exec: (sql) => { said.push(sql); return refuse(sql) ? Promise.reject(new Error("the disk is full")) : handle.exec(sql); } } };
}

describe("group commit", () => {
  test("takes deeds that come at once to disk together, and tells each only then", async () => {
    const { watch, said } = watched();
    const writer = groupCommit(watch);
    const reader = await file.connect();
    const seen = Array.from({ length: 20 }, (_, n) => write(writer, [`note ${n}`]).then(async () => (await notesIn(reader)).includes(`note ${n}`)));
    expect(await Promise.all(seen)).toEqual(Array.from({ length: 20 }, () => true));
    const [begun, ended] = [said.filter((sql) => sql.startsWith("BEGIN")).length, said.filter((sql) => sql.endsWith("COMMIT")).length];
    expect(ended).toBeLessThan(20);
    expect(begun).toBe(ended);
  });

  test("keeps exactly the deeds that did not fail, whatever fails beside them", async () => {
    await fc.assert(fc.asyncProperty(fc.array(fc.record({ size: fc.integer({ min: 0, max: 3 }), fails: fc.boolean(), clashes: fc.boolean() }), { minLength: 1, maxLength: 12 }), async (deeds) => {
      await handle.exec("DELETE FROM notes");
      await insert("taken");
      const writer = groupCommit(handle);
      const textsOf = ({ size, clashes }: (typeof deeds)[number], n: number) => [...Array.from({ length: size }, (_, part) => `${n}.${part}`), ...(clashes ? ["taken"] : [])];
      const outcomes = await Promise.allSettled(deeds.map((deed, n) => write(writer, textsOf(deed, n), deed.fails)));
      expect(outcomes.map(({ status }) => status === "rejected")).toEqual(deeds.map(({ fails, clashes }) => fails || clashes));
      const kept = deeds.flatMap((deed, n) => (deed.fails || deed.clashes ? [] : textsOf(deed, n)));
      expect(await notesIn(handle)).toEqual([...kept, "taken"].sort());
    }), { numRuns: 60 });
  });

  test("fails every deed of a group that the disk refuses, and goes on with the next ones", async () => {
    let isFull = true;
    const { watch } = watched((sql) => sql.endsWith("COMMIT") && isFull);
    const writer = groupCommit(watch);
    const outcomes = await Promise.allSettled([write(writer, ["one"]), write(writer, ["two"])]);
    expect(outcomes.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
    expect(await notesIn(handle)).toEqual([]);
    isFull = false;
    await write(writer, ["three"]);
    expect(await notesIn(handle)).toEqual(["three"]);
  });

  test("says that the disk is full to everybody whose group it takes back, and keeps those that come after", async () => {
    await handle.exec("CREATE TABLE plain (text TEXT); PRAGMA max_page_count = 40");
    const writer = groupCommit(handle);
    const huge = async () => {
      const turn = await writer.begin();
      const failure: unknown = await handle.query("INSERT INTO plain (text) VALUES (?)", ["x".repeat(1_000_000)], "run").then(() => undefined, (error: unknown) => error);
      await turn.rollback(failure);
      throw failure;
    };
    const outcomes = await Promise.allSettled([write(writer, ["one"]), write(writer, ["two"]), huge(), write(writer, ["after"])]);
    expect(outcomes.map((each) => (each.status === "rejected" ? troubleOf(each.reason) : "kept"))).toEqual(["full", "full", "full", "kept"]);
    expect(await notesIn(handle)).toEqual(["after"]);
  });

  test("promises nothing where the database took the whole transaction back in the middle", async () => {
    const writer = groupCommit(handle);
    const lost = (async () => {
      const turn = await writer.begin();
      await insert("lost");
      await handle.exec("ROLLBACK");
      await turn.commit();
    })();
    const outcomes = await Promise.allSettled([write(writer, ["first"]), lost, write(writer, ["after"])]);
    expect(outcomes[1].status).toBe("rejected");
    const kept = outcomes.flatMap(({ status }, place) => (status === "fulfilled" ? [["first", "lost", "after"][place]!] : []));
    expect(await notesIn(handle)).toEqual([...kept].sort());
    expect(kept).toContain("after");
  });

  test("fails a deed that waits too long for another process, and not those behind it", async () => {
    const other = await file.connect();
    await other.exec("BEGIN IMMEDIATE");
    const writer = groupCommit(handle);
    await expect(write(writer, ["early"])).rejects.toThrow("SQLITE_BUSY");
    await other.exec("COMMIT");
    await write(writer, ["late"]);
    expect(await notesIn(handle)).toEqual(["late"]);
  });

  test("shares a file with another process that does the same", async () => {
    const other = await file.connect();
    await Promise.all([handle, other].map((each) => each.exec("PRAGMA busy_timeout = 20000")));
    const [mine, theirs] = [groupCommit(handle), groupCommit(other)];
    await Promise.all(Array.from({ length: 30 }, (_, n) => (n % 2 === 0 ? write(mine, [`${n}`]) : write(theirs, [`${n}`], false, other))));
    expect(await notesIn(handle)).toHaveLength(30);
  });

  test("puts no transaction around what wants none", async () => {
    const writer = groupCommit(handle);
    const [, vacuumed] = await Promise.all([write(writer, ["kept"]), writer.alone(() => handle.query("VACUUM", [], "run")), write(writer, ["too"])]);
    expect(vacuumed.rows).toEqual([]);
    expect(await notesIn(handle)).toEqual(["kept", "too"]);
  });
});
