import { setImmediate as turn } from "node:timers/promises";
import type * as Csv from "csv-parse";
import { delimiterOf, parserOptions, rowKeeper, tableErrorOf, type Row, type TableLimits } from "./delimited.ts";
import { onDemand } from "./on-demand.ts";

const csv = onDemand<typeof Csv>("csv-parse");

const CHUNK = 256 * 1024;

/** Reads the same as `readDelimited`, a portion at a time: between portions others get their turn, however long the table is. @throws TableError */
export async function* delimitedPortions(text: string, limits: TableLimits): AsyncGenerator<Row[]> {
  const { delimiter, body, skipped } = delimiterOf(text.replace(/^\ufeff/, ""));
  const rows: Row[] = [];
  const { keep, line } = rowKeeper(1 + skipped, limits, rows);
  const parser = csv().parse({ ...parserOptions(delimiter, limits), on_record: keep });
  let failure: unknown;
  parser.on("error", (error) => { failure = error; });
  parser.resume();
  const ended = new Promise<void>((resolve) => { parser.once("close", resolve); });
  for (let from = 0; from < body.length && failure === undefined; from += CHUNK) {
    parser.write(body.slice(from, from + CHUNK));
    await turn();
    if (rows.length > 0) yield rows.splice(0);
  }
  if (failure === undefined) parser.end();
  await ended;
  if (failure !== undefined) throw tableErrorOf(failure, line());
  if (rows.length > 0) yield rows.splice(0);
}
