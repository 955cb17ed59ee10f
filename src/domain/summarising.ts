import * as marks from "../storage/summary-marks.ts";
import { SUMMARY_PARTS, type SummaryMark, type SummaryPart } from "../storage/summary-tables.ts";
import type { Db } from "../storage/tables.ts";
import { surroundings, type Surroundings } from "./contributing.ts";
import { countPeople } from "./counting-people.ts";
import { rollUpAnew } from "./rolling-up.ts";

/** As many marks as are worked off before others have their turn. */
const PORTION = 1_500;
/** A page waits for so many portions, a second at most; the errands do the rest. */
const FEW = 1;

/** Brings the figures of teams up to date with everything that was marked, or with the oldest few portions of it; says whether nothing is left. Any number of processes may do so at once. */
export async function summarise(db: Db, at: Date, { all = true }: { all?: boolean } = {}): Promise<boolean> {
  for (let portion = 0; all || portion < FEW; portion++) {
    if (!(await marks.hasMarks(db))) return true;
    await db.transaction((tx) => countPortion(tx, at));
  }
  return !(await marks.hasMarks(db));
}

async function countPortion(tx: Db, at: Date): Promise<void> {
  await marks.lockMarks(tx);
  const next = await marks.listMarks(tx, PORTION);
  const around = await surroundings(tx);
  for (const mark of next.filter(({ kind }) => kind !== "person")) await spread(tx, mark, around);
  await countPeople(tx, partsByPerson(next.filter(({ kind }) => kind === "person")), around, at);
  await marks.deleteMarks(tx, next.map(({ id }) => id));
}

/** Counts somebody anew at once, in the transaction of who changed them. */
export async function summarisePerson(tx: Db, personId: number, at: Date): Promise<void> {
  await marks.lockMarks(tx);
  await countPeople(tx, new Map([[personId, new Set(SUMMARY_PARTS)]]), await surroundings(tx), at);
}

/** Marks everybody whom a mark stands for: they come later. */
async function spread(tx: Db, { kind, ref, part }: SummaryMark, { teamsBelow }: Surroundings): Promise<void> {
  if (kind === "team" && part === "place" && ref !== 0) await rollUpAnew(tx);
  if (kind === "team") await marks.markPeopleOf(tx, teamsBelow(ref), part);
  else if (kind === "quiz") await marks.markPeopleGiven(tx, ref);
  else await (kind === "question" ? marks.markPeopleAsked : marks.markPeopleTold)(tx, ref);
}

/** Where somebody stands decides what they are assigned. */
function partsByPerson(next: readonly SummaryMark[]): Map<number, Set<SummaryPart>> {
  const parts = new Map<number, Set<SummaryPart>>();
  for (const { ref, part } of next) parts.set(ref, (parts.get(ref) ?? new Set()).add(part === "place" ? "duties" : part));
  return parts;
}
