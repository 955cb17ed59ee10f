import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { say } from "../lib/messages.ts";
import { isSameShape, readShape, type Table } from "../storage/copying/shape.ts";
import { openDatabase } from "../storage/database.ts";
import { KNOWN_STEPS, migrate } from "../storage/migrations.ts";
import type { Check } from "./checking-data.ts";

export const findOtherStep: Check = ({ step }) => Promise.resolve(step === KNOWN_STEPS.at(-1) ? [] : [say("checks.step", { step: step ?? "–" })]);

/** Tables that are not as migrations make them now, up to the step that the database is at. */
export const findOtherShape: Check = async ({ db, step }) => {
  if (step === undefined || !KNOWN_STEPS.includes(step)) return [];
  const folder = await mkdtemp(join(tmpdir(), "debrief-check-"));
  const model = openDatabase(join(folder, "model.sqlite"));
  try {
    await migrate(model, step);
    const [wanted, there] = [await readShape(model), await readShape(db)];
    const named = (tables: readonly Table[], name: string) => tables.filter((table) => table.name === name);
    const names = [...new Set([...wanted, ...there].map(({ name }) => name))];
    return names.filter((name) => !isSameShape(named(wanted, name), named(there, name))).map((table) => say("checks.shape", { table }));
  } finally {
    await model.destroy();
    await rm(folder, { recursive: true, force: true });
  }
};
