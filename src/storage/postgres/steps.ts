import { randomInt } from "node:crypto";
import { setTimeout as wait } from "node:timers/promises";
import type { Knex } from "knex";
import type { Db } from "../tables.ts";
import { note } from "../../lib/log.ts";

/** In milliseconds: how long a step waits for a table that somebody uses, and then lets everybody pass who queued behind it. */
export interface Rhythm { lock: number; pause: number; tries: number }
const RHYTHM: Rhythm = { lock: 3_000, pause: 2_000, tries: 60 };

type Source = Knex.MigrationSource<unknown>;

/**
 * Migrates while others work: step by step, each a transaction of its own, so that no table is held for longer than its step takes.
 * A step that does not get its table soon gives up its place in the queue, for everybody else would wait behind it, and tries again.
 */
export async function migrateInSteps(db: Db, migrationSource: Source, rhythm = RHYTHM): Promise<void> {
  const source = hasty(migrationSource, rhythm);
  for (let isMore = true; isMore;) isMore = await step(db, source, rhythm);
}

async function step(db: Db, migrationSource: Source, { pause, tries }: Rhythm): Promise<boolean> {
  for (let left = tries; ; left--) {
    try {
      const [, done] = (await db.migrate.up({ migrationSource })) as [number, string[]];
      return done.length > 0;
    } catch (error) {
      if ((error as { code?: string }).code !== "55P03" || left <= 1) throw error;
      note("warn", "A table that must change is in use. Trying again.");
      await wait(pause + randomInt(1 + pause));
    }
  }
}

const hasty = (source: Source, { lock }: Rhythm): Source => ({
  ...source,
  getMigration: async (each) => {
    const given: Knex.Migration & { config?: { transaction?: boolean } } = await source.getMigration(each);
    if (given.config?.transaction === false) return given;
    return { ...given, up: async (tx) => { await tx.raw(`SET LOCAL lock_timeout = ${lock}`); await tx.raw("SET LOCAL statement_timeout = 0"); await given.up(tx); } };
  },
});
