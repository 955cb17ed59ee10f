import { readFile, stat } from "node:fs/promises";
import { basename } from "node:path";
import { applyImport, confirmPeopleImport } from "../domain/applying-people.ts";
import { bringPeople, cancelPeopleImport } from "../domain/bringing-people.ts";
import { comparePeople } from "../domain/comparing-people.ts";
import { LARGEST_PEOPLE_FILE } from "../engine/people/file.ts";
import type { FieldChange, PlanCounts } from "../engine/people/plan.ts";
import { systemClock } from "../lib/clock.ts";
import type { Message } from "../lib/messages.ts";
import { showProgress } from "../lib/progress-bar.ts";
import { inEnglish } from "../lib/readers.ts";
import { findPeopleImport, listPeopleLinesAfter, type ImportHead } from "../storage/people-imports.ts";
import type { PeopleImportLine } from "../storage/people-tables.ts";
import type { Db } from "../storage/tables.ts";
import { withDatabase } from "../storage/with-database.ts";
import { printLines } from "./printing.ts";

export interface PeopleWish { dryRun?: boolean; json?: boolean; createTeams?: boolean; invite?: boolean; leavers?: true | number }

/** What became of each row goes to standard output, how far it is to standard error. Exit 1 where nothing was done or a row was refused. */
export async function importPeople(path: string, wish: PeopleWish, database: () => string): Promise<void> {
  const found = await stat(path).catch(() => undefined);
  if (!found?.isFile()) throw new Error(`There is no such file: ${path}`);
  if (found.size > LARGEST_PEOPLE_FILE) throw new Error(inEnglish("people-imports.too-large", { most: LARGEST_PEOPLE_FILE / 1_000_000 }));
  const bytes = await readFile(path);
  await withDatabase(database(), async (db) => {
    const brought = await bringPeople(db, null, { name: basename(path), bytes }, { createsTeams: wish.createTeams === true, withLeavers: wish.leavers !== undefined, invites: wish.invite === true }, systemClock());
    const compared = await seen(db, brought, "Comparing", () => comparePeople(db, brought, systemClock));
    if (compared.state === "broken") throw new Error(inEnglish(JSON.parse(compared.problem!) as Message));
    await tell(db, compared, wish);
    if (!wish.dryRun) return apply(db, compared, wish);
    await cancelPeopleImport(db, null, compared, systemClock());
    console.error("Nothing was changed, because this was a dry run.");
  });
}

async function apply(db: Db, compared: ImportHead, { leavers }: PeopleWish): Promise<void> {
  try {
    await confirmPeopleImport(db, compared, typeof leavers === "number" ? leavers : null);
  } catch (error) {
    await cancelPeopleImport(db, null, compared, systemClock());
    throw error;
  }
  const { state, problem } = await seen(db, compared, "Applying", async () => applyImport(db, (await findPeopleImport(db, compared.public_id))!, systemClock));
  if (state !== "done") throw new Error(problem ? inEnglish(JSON.parse(problem) as Message) : "Nothing was changed. Try again.");
}

const POLL = 250;

/** Does it with a bar, and gives the import as it is afterwards. */
async function seen(db: Db, { public_id }: ImportHead, title: string, deed: () => Promise<void>): Promise<ImportHead> {
  const show = showProgress(title, "rows");
  const look = setInterval(() => { void findPeopleImport(db, public_id).then((now) => { if (now && now.done < now.total) show(now.done, now.total); }).catch(() => undefined); }, POLL);
  await deed().finally(() => { clearInterval(look); });
  const after = (await findPeopleImport(db, public_id))!;
  if (after.total > 0) show(after.total, after.total);
  return after;
}

async function tell(db: Db, { id, counts }: ImportHead, { json }: PeopleWish): Promise<void> {
  for (let after = 0; ;) {
    const lines = await listPeopleLinesAfter(db, id, after, 1_000);
    if (lines.length === 0) break;
    await printLines(lines.filter(({ outcome }) => json || outcome !== "unchanged").map((line) => (json ? asJson(line) : inWords(line))));
    after = lines.at(-1)!.id;
  }
  const plan = JSON.parse(counts!) as PlanCounts;
  await printLines([json ? JSON.stringify({ summary: plan }) : `added ${plan.added}, changed ${plan.changed}, reactivated ${plan.reactivated}, unchanged ${plan.unchanged}, leaving ${plan.left}, refused ${plan.refused}`]);
  if (plan.refused > 0) process.exitCode = 1;
}

function asJson({ line, outcome, email, external_id, name, changes, problem }: PeopleImportLine): string {
  return JSON.stringify({ line, outcome, email, external_id, name, changes: JSON.parse(changes ?? "[]") as FieldChange[], ...(problem ? { reason: inEnglish(JSON.parse(problem) as Message) } : {}) });
}

function inWords({ line, outcome, email, name, changes, problem }: PeopleImportLine): string {
  const which = (JSON.parse(changes ?? "[]") as FieldChange[]).map(({ field, from, to }) => `${field}: ${from || "–"} -> ${to || "–"}`);
  return [`${line > 0 ? `line ${line}, ` : ""}${outcome}: ${[name, email].filter(Boolean).join(", ")}`, ...which.map((each) => `  ${each}`), ...(problem ? [`  ${inEnglish(JSON.parse(problem) as Message)}`] : [])].join("\n");
}
