import { HEADER } from "../storage/backups/manifest.ts";
import type { ArchiveWriter } from "../storage/backups/writing.ts";
import { countAll, type Told } from "../storage/copying/digests.ts";
import { withRows, type Rows } from "../storage/copying/rows.ts";
import type { Table } from "../storage/copying/shape.ts";
import type { Db } from "../storage/tables.ts";
import { headerOf, plain, type Base, type Payload } from "./backing-up-files.ts";
import type { Telling } from "./backups.ts";

/** Puts every row of one snapshot of a database into an archive. */
export async function archiveRows(db: Db, archive: ArchiveWriter, base: Base, told: Telling): Promise<Payload> {
  return withRows(db, async (rows) => {
    const header = headerOf({ ...base, payload: "rows", tables: rows.tables.map(plain), numbers: Object.fromEntries(rows.numbers) });
    await archive.put(HEADER, header);
    const tables: Payload["tables"] = [];
    const counted = counting(rows, await countAll(rows), told("packing"));
    for (const table of rows.tables) {
      const before = counted.done();
      const { sha256 } = await archive.putAll(`tables/${table.name}`, counted.bytesOf(table));
      tables.push({ name: table.name, rows: counted.done() - before, sha256 });
    }
    return { header, tables, database: null };
  });
}

function counting(rows: Rows, total: number, told: Told): { done: () => number; bytesOf: (table: Table) => AsyncGenerator<Buffer> } {
  let done = 0;
  return {
    done: () => done,
    async *bytesOf(table) {
      for await (const lines of rows.linesOf(table)) {
        yield Buffer.from(`${lines.join("\n")}\n`);
        told((done += lines.length), total);
      }
    },
  };
}
