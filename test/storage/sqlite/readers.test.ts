import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Handle } from "../../../src/storage/sqlite/handle.ts";
import { readersOf } from "../../../src/storage/sqlite/readers.ts";
import { openNotes, type NotesFile } from "../../support/notes-file.ts";

let file: NotesFile;
beforeEach(async () => { file = await openNotes(50, "text TEXT NOT NULL"); });
afterEach(() => file.close());

const counted = "SELECT count(*) AS notes FROM notes";

/** Opens connections to the file; those of these numbers, from 1, fail. */
function opening(failing: readonly number[]): { open: () => Promise<Handle>; opened: () => number } {
  let number = 0;
  return { opened: () => number, open: () => { number += 1; return failing.includes(number) ? Promise.reject(new Error("unable to open database file")) : file.connect(); } };
}

describe("readers", () => {
  test("that could not be opened for a moment are opened by whoever asks next", async () => {
    const { open, opened } = opening([2]);
    const readers = readersOf(open, 2);
    const first = await Promise.allSettled(Array.from({ length: 8 }, () => readers.query(counted, [])));
    expect(first.filter(({ status }) => status === "rejected")).toHaveLength(1);
    for (let round = 0; round < 3; round++) expect((await Promise.allSettled(Array.from({ length: 8 }, () => readers.query(counted, [])))).every(({ status }) => status === "fulfilled")).toBe(true);
    expect(opened()).toBe(3);
  });

  test("are closed also where one could not be opened", async () => {
    const readers = readersOf(opening([1]).open, 1);
    await expect(readers.query(counted, [])).rejects.toThrow("unable to open");
    await readers.close();
  });
});
