import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { systemClock } from "../lib/clock.ts";
import { say, type Message } from "../lib/messages.ts";
import { faultsOfFile } from "../storage/backups/sqlite-copying.ts";
import { countMissingPictures, listInvalidKeys } from "../storage/checked-data.ts";
import type { Told } from "../storage/copying/digests.ts";
import { fileBehind } from "../storage/copying/rows.ts";
import { isSameShape, readShape, type Table } from "../storage/copying/shape.ts";
import { openDatabase } from "../storage/database.ts";
import { isPostgresDb } from "../storage/dialects.ts";
import { KNOWN_STEPS, migrate } from "../storage/migrations.ts";
import { findStep } from "../storage/steps.ts";
import type { Db } from "../storage/tables.ts";
import { countWrongFigures } from "./checking-figures.ts";
import { countWrongScores } from "./checking-scores.ts";

/** Something that is not as it must be; `words` say what to do. */
export interface DataFinding { kind: "damaged" | "keys" | "shape" | "step" | "score" | "picture" | "summary" | "left-over"; words: Message }

/** Looks whether a database and its folder are whole. Nothing is changed, but that figures about teams are brought up to date first. */
export async function checkData(db: Db, dataDir: string, told: Told): Promise<DataFinding[]> {
  const finding = (kind: DataFinding["kind"], values = {}): DataFinding => ({ kind, words: say(`checks.${kind}`, values) });
  const damaged = isPostgresDb(db) ? await listInvalidKeys(db) : await faultsOfFile(fileBehind(db));
  const step = await findStep(db);
  const isKnown = step !== undefined && KNOWN_STEPS.includes(step);
  const findings = damaged.map((fault) => finding(isPostgresDb(db) ? "keys" : "damaged", { fault }));
  if (!isKnown) return [...findings, finding("step", { step: step ?? "–" })];
  const differing = await differingShape(db, step);
  if (differing !== undefined) findings.push(finding("shape", { table: differing }));
  if (step !== KNOWN_STEPS.at(-1)) return [...findings, finding("step", { step })];
  const wrong = await countWrongScores(db, told);
  if (wrong > 0) findings.push(finding("score", { count: wrong }));
  const pictures = await countMissingPictures(db);
  if (pictures > 0) findings.push(finding("picture", { count: pictures }));
  const figures = await countWrongFigures(db, systemClock(), told);
  if (figures > 0) findings.push(finding("summary", { count: figures }));
  return [...findings, ...(await leftOvers(dataDir)).map((file) => finding("left-over", { file }))];
}

/** Held against a database that migrations make now. */
async function differingShape(db: Db, step: string): Promise<string | undefined> {
  const folder = await mkdtemp(join(tmpdir(), "debrief-check-"));
  const model = openDatabase(join(folder, "model.sqlite"));
  try {
    await migrate(model, step);
    const [wanted, there] = [await readShape(model), await readShape(db)];
    const named = (tables: readonly Table[], name: string) => tables.filter((table) => table.name === name);
    return [...new Set([...wanted, ...there].map(({ name }) => name))].find((name) => !isSameShape(named(wanted, name), named(there, name)));
  } finally {
    await model.destroy();
    await rm(folder, { recursive: true, force: true });
  }
}

/** What a backup, a restore or a move left beside its place when it was killed. */
async function leftOvers(dataDir: string): Promise<string[]> {
  const names = await readdir(dataDir).catch(() => [] as string[]);
  return names.filter((name) => /\.(?:part|copy|restoring|moving|model|opened|piped)-[0-9a-f]{8}$/.test(name)).sort();
}
