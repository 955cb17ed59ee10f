import type { Message } from "../lib/messages.ts";
import type { Told } from "../storage/copying/digests.ts";
import { KNOWN_STEPS } from "../storage/migrations.ts";
import { findStep } from "../storage/steps.ts";
import type { Db } from "../storage/tables.ts";
import { findDamage, findLooseKeys } from "./checking-files.ts";
import { findWrongFigures } from "./checking-figures.ts";
import { findDamagedBackup, findLeftOvers } from "./checking-folders.ts";
import { findMissingPictures, findWrongScores } from "./checking-scores.ts";
import { findOtherShape, findOtherStep } from "./checking-shape.ts";

/** What is looked at, and when. */
export interface Checked { db: Db; dataDir: string; backupDir: string; step: string | undefined; at: Date }
/** One kind of thing that can be wrong: gives words for each that is, which say what to do. `told` hears how far it is, where that takes a while. Nothing is changed but what errands would do soon. */
export type Check = (checked: Checked, told: Told) => Promise<Message[]>;
/** Something that is not as it must be. */
export interface DataFinding { kind: string; words: Message }

/** In this order. Each name has its words under `checks.looking`, for whoever waits; those from `newest` on need the tables of this release. */
const CHECKS = { any: { damaged: findDamage, keys: findLooseKeys, step: findOtherStep, shape: findOtherShape }, newest: { score: findWrongScores, picture: findMissingPictures, summary: findWrongFigures }, folders: { backup: findDamagedBackup, "left-over": findLeftOvers } } satisfies Record<string, Record<string, Check>>;

/** Looks whether a database and its folders are whole. `telling` begins to tell of one check. */
export async function checkData(where: Omit<Checked, "step">, telling: (name: string) => Told): Promise<DataFinding[]> {
  const step = await findStep(where.db);
  const checks: [string, Check][] = [...Object.entries(CHECKS.any), ...(step === KNOWN_STEPS.at(-1) ? Object.entries(CHECKS.newest) : []), ...Object.entries(CHECKS.folders)];
  const findings: DataFinding[] = [];
  for (const [kind, look] of checks) {
    const told = telling(kind);
    findings.push(...(await look({ ...where, step }, told)).map((words) => ({ kind, words })));
    told(1, 1);
  }
  return findings;
}
