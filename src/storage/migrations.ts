import type { Knex } from "knex";
import { isPostgresDb } from "./dialects.ts";
import { oneAtATime } from "./one-at-a-time.ts";
import { migrateInSteps } from "./postgres/steps.ts";
import { putOnTriggers, takeOffTriggers } from "./summary-triggers.ts";
import type { Db } from "./tables.ts";
import * as first from "./migrations/001-first.ts";
import * as signInTries from "./migrations/002-sign-in-tries.ts";
import * as triesByAddress from "./migrations/003-tries-by-address.ts";
import * as collections from "./migrations/004-collections.ts";
import * as articles from "./migrations/005-articles.ts";
import * as standings from "./migrations/006-standings.ts";
import * as reviewing from "./migrations/007-reviewing.ts";
import * as lessonsAndDrops from "./migrations/008-lessons-and-drops.ts";
import * as modelReadings from "./migrations/009-model-readings.ts";
import * as taking from "./migrations/010-taking.ts";
import * as limits from "./migrations/011-limits.ts";
import * as reviews from "./migrations/012-reviews.ts";
import * as erasures from "./migrations/013-erasures.ts";
import * as certificates from "./migrations/014-certificates.ts";
import * as languages from "./migrations/015-languages.ts";
import * as statistics from "./migrations/016-statistics.ts";
import * as questionImports from "./migrations/017-question-imports.ts";
import * as bank from "./migrations/018-bank.ts";
import * as workingCopies from "./migrations/019-working-copies.ts";
import * as regrades from "./migrations/020-regrades.ts";
import * as quizRules from "./migrations/021-quiz-rules.ts";
import * as bankSearch from "./migrations/022-bank-search.ts";
import * as quizPools from "./migrations/023-quiz-pools.ts";
import * as lineTallies from "./migrations/024-line-tallies.ts";
import * as people from "./migrations/025-people.ts";
import * as summaries from "./migrations/026-summaries.ts";
import * as auditChain from "./migrations/027-audit-chain.ts";
import * as assignments from "./migrations/028-assignments.ts";
import * as mail from "./migrations/029-mail.ts";
import * as policies from "./migrations/030-policies-and-evidence.ts";
import * as retention from "./migrations/031-retention.ts";
import * as deskViews from "./migrations/032-desk-views.ts";
import * as api from "./migrations/033-api.ts";
import * as accounts from "./migrations/034-accounts.ts";
import * as singleSignOn from "./migrations/035-single-sign-on.ts";
import * as directories from "./migrations/036-directories.ts";
import * as hooks from "./migrations/037-hooks.ts";
import * as learningSystems from "./migrations/038-learning-systems.ts";
import * as calendarEntries from "./migrations/040-calendar-entries.ts";
import * as backupRuns from "./migrations/043-backup-runs.ts";
import * as library from "./migrations/044-library.ts";
import * as pathWeeks from "./migrations/044-path-weeks.ts";
import * as pathRuns from "./migrations/045-path-runs.ts";
import * as directoryInvitations from "./migrations/046-directory-invitations.ts";
import * as learningCourses from "./migrations/047-learning-courses.ts";
import * as toldAnew from "./migrations/047-told-anew.ts";
import * as toldResults from "./migrations/048-told-results.ts";
import * as memoryVersions from "./migrations/049-memory-versions.ts";
import * as progressSums from "./migrations/049-progress-sums.ts";
import * as listedStems from "./migrations/050-listed-stems.ts";
import * as articleSources from "./migrations/052-article-sources.ts";
import * as filling from "./migrations/053-filling.ts";
import * as openings from "./migrations/054-openings.ts";

/** A step that no transaction may surround says so in `config`. */
interface Step { name: string; up: (db: Knex) => Promise<void>; config?: { transaction: boolean } }

const STEPS: Step[] = [
  { name: "001-first", up: first.up },
  { name: "002-sign-in-tries", up: signInTries.up },
  { name: "003-tries-by-address", up: triesByAddress.up },
  { name: "004-collections", up: collections.up },
  { name: "005-articles", up: articles.up },
  { name: "006-standings", up: standings.up },
  { name: "007-reviewing", up: reviewing.up },
  { name: "008-lessons-and-drops", up: lessonsAndDrops.up },
  { name: "009-model-readings", up: modelReadings.up },
  { name: "010-taking", up: taking.up },
  { name: "011-limits", up: limits.up },
  { name: "012-reviews", up: reviews.up },
  { name: "013-erasures", up: erasures.up },
  { name: "014-certificates", up: certificates.up },
  { name: "015-languages", up: languages.up },
  { name: "016-statistics", up: statistics.up },
  { name: "017-question-imports", up: questionImports.up },
  { name: "018-bank", up: bank.up },
  { name: "019-working-copies", up: workingCopies.up },
  { name: "020-regrades", up: regrades.up },
  { name: "021-quiz-rules", up: quizRules.up },
  { name: "022-bank-search", up: bankSearch.up },
  { name: "023-quiz-pools", up: quizPools.up },
  { name: "024-line-tallies", up: lineTallies.up },
  { name: "025-people", up: people.up },
  { name: "026-summaries", up: summaries.up },
  { name: "027-audit-chain", up: auditChain.up },
  { name: "028-assignments", up: assignments.up },
  { name: "029-mail", up: mail.up },
  { name: "030-policies-and-evidence", up: policies.up },
  { name: "031-retention", up: retention.up },
  { name: "032-desk-views", up: deskViews.up },
  { name: "033-api", up: api.up },
  { name: "034-accounts", up: accounts.up },
  { name: "035-single-sign-on", up: singleSignOn.up },
  { name: "036-directories", up: directories.up },
  { name: "037-hooks", up: hooks.up },
  { name: "038-learning-systems", up: learningSystems.up },
  { name: "040-calendar-entries", up: calendarEntries.up },
  { name: "043-backup-runs", up: backupRuns.up },
  { name: "044-library", up: library.up },
  { name: "044-path-weeks", up: pathWeeks.up },
  { name: "045-path-runs", up: pathRuns.up },
  { name: "046-directory-invitations", up: directoryInvitations.up },
  { name: "047-learning-courses", up: learningCourses.up },
  { name: "047-told-anew", up: toldAnew.up },
  { name: "048-told-results", up: toldResults.up },
  { name: "049-memory-versions", up: memoryVersions.up },
  { name: "049-progress-sums", up: progressSums.up },
  { name: "050-listed-stems", up: listedStems.up },
  { name: "052-article-sources", up: articleSources.up },
  { name: "053-filling", up: filling.up },
  { name: "054-openings", up: openings.up },
];

/** The steps of the shape of the database that this release knows, in order. */
export const KNOWN_STEPS: readonly string[] = STEPS.map(({ name }) => name);

/** Brings the database to the shape this program knows, or to that which it had after the step `last`. Forward only; safe when several processes start at once, and after one that died over it. */
export function migrate(db: Db, last = STEPS.at(-1)!.name): Promise<void> {
  return oneAtATime(db, (alone) => migrateAlone(alone, last));
}

/** Makes all tables of the step `last` in the transaction `tx`, where there are none of them. */
export async function makeTables(tx: Db, last: string): Promise<void> {
  for (const { up } of STEPS.filter(({ name }) => name <= last)) await up(tx);
}

async function migrateAlone(db: Db, last: string): Promise<void> {
  const migrationSource = sourceUpTo(last);
  const [done, waiting] = (await db.migrate.list({ migrationSource })) as [unknown[], unknown[]];
  const onSqlite = !isPostgresDb(db);
  if (waiting.length > 0) {
    await db.migrate.forceFreeMigrationsLock();
    if (onSqlite) await takeOffTriggers(db);
    if (onSqlite || done.length === 0) await db.migrate.latest({ migrationSource }); else await migrateInSteps(db, migrationSource);
  }
  if (onSqlite && last >= "026-summaries") await putOnTriggers(db);
}

const sourceUpTo = (last: string): Knex.MigrationSource<Step> => ({
  getMigrations: () => Promise.resolve(STEPS.filter(({ name }) => name <= last)),
  getMigrationName: (step) => step.name,
  getMigration: (step) => Promise.resolve({ ...(step.config && { config: step.config }), up: step.up, down: () => Promise.reject(new Error("Migrations only go forward: restore a backup instead.")) }),
});
