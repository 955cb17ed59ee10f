import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { say, type Message } from "../lib/messages.ts";
import { readRules, type Rule } from "../storage/copying/rules.ts";
import { isSameShape, readShape, type Table } from "../storage/copying/shape.ts";
import { openDatabase } from "../storage/database.ts";
import { isPostgresDb } from "../storage/dialects.ts";
import { KNOWN_STEPS, migrate } from "../storage/migrations.ts";
import { withUntouched } from "../storage/postgres/untouched.ts";
import type { Db } from "../storage/tables.ts";
import type { Check } from "./checking-data.ts";

/** SQLSTATE of PostgreSQL. */
const NO_RIGHT = "42501";

export const findOtherStep: Check = ({ step }) => {
  const newest = KNOWN_STEPS.at(-1)!;
  if (step === newest) return Promise.resolve([]);
  return Promise.resolve([say(step !== undefined && step > newest ? "checks.newer-step" : "checks.step", { step: step ?? "–" })]);
};

/** Tables that are not as migrations make them now, up to the step that the database is at; and their indexes, triggers and constraints: these see to it that an answer counts once and that the audit log only grows. */
export const findOtherShape: Check = async ({ db, step }) => {
  if (step === undefined || !KNOWN_STEPS.includes(step)) return [];
  const folder = await mkdtemp(join(tmpdir(), "debrief-check-"));
  const model = openDatabase(join(folder, "model.sqlite"));
  try {
    await migrate(model, step);
    const [wanted, there] = [await readShape(model), await readShape(db)];
    const named = (tables: readonly Table[], name: string) => tables.filter((table) => table.name === name);
    const names = [...new Set([...wanted, ...there].map(({ name }) => name))];
    const tables = names.filter((name) => !isSameShape(named(wanted, name), named(there, name)));
    const rules = await (isPostgresDb(db) ? rulesBeside(db, step) : readRules(model));
    return [...tables.map((table) => say("checks.shape", { table })), ...(rules ? lackingRules(rules, await readRules(db), tables) : [say("checks.no-rules")])];
  } finally {
    await model.destroy();
    await rm(folder, { recursive: true, force: true });
  }
};

/** What PostgreSQL keeps untouched tables right by; undefined where the user of the database may not make any. */
async function rulesBeside(db: Db, step: string): Promise<Rule[] | undefined> {
  try {
    return await withUntouched(db, step, readRules);
  } catch (error) {
    if ((error as { code?: string }).code === NO_RIGHT) return undefined;
    throw error;
  }
}

/** Those that are gone or in other words; what somebody added is theirs. Tables that are told of as a whole are left out. */
function lackingRules(wanted: readonly Rule[], there: readonly Rule[], told: readonly string[]): Message[] {
  const words = new Map(there.map((rule) => [`${rule.table} ${rule.name}`, plain(rule)]));
  return wanted.filter((rule) => !told.includes(rule.table) && words.get(`${rule.table} ${rule.name}`) !== plain(rule)).map(({ name, table }) => say("checks.rule", { name, table }));
}

function plain({ words }: Rule): string {
  return words.replace(/[\s"`]+/g, " ").trim();
}
