import fc from "fast-check";
import { expect, test } from "vitest";
import { inChunks, type Write } from "../../../src/storage/sqlite/single-writes.ts";

const ROW = "INSERT INTO notes (text, number) VALUES (?, ?)";
const write = (sql: string, n: number): Write => ({ sql, bindings: [`text ${n}`, n], stamp: 1, isSure: true });

test("rows of the same words go in few statements, each once and in its order", () => {
  expect(inChunks(Array.from({ length: 23 }, (_, n) => write(ROW, n))).map(({ writes }) => writes.length)).toEqual([16, 4, 2, 1]);
  expect(inChunks([write(ROW, 1), write(ROW, 2)])).toMatchObject([{ sql: `${ROW}, (?, ?)`, bindings: ["text 1", 1, "text 2", 2] }]);
  const some = fc.array(fc.constantFrom(ROW, "INSERT INTO temp.written_1 VALUES (?, ?)", "UPDATE notes SET text = ? WHERE number = ?"), { maxLength: 80 });
  fc.assert(fc.property(some, (sqls) => {
    const writes = sqls.map(write);
    const chunks = inChunks(writes);
    for (const sql of new Set(sqls)) expect(chunks.flatMap((chunk) => chunk.writes).filter((each) => each.sql === sql)).toEqual(writes.filter((each) => each.sql === sql));
    for (const { sql, bindings, writes: its } of chunks) {
      expect(bindings).toEqual(its.flatMap((each) => each.bindings));
      expect(sql.split("?")).toHaveLength(bindings.length + 1);
    }
  }));
});

test("what has no row of values goes alone", () => {
  const sql = "UPDATE notes SET text = ? WHERE number = ?";
  expect(inChunks([write(sql, 1), write(sql, 2)]).map((chunk) => chunk.sql)).toEqual([sql, sql]);
});
