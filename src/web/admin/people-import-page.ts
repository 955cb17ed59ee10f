import type { Request, Response } from "express";
import type { Column } from "../../engine/people/columns.ts";
import { needsNumber, type FieldChange, type PlanCounts } from "../../engine/people/plan.ts";
import { writeDelimited } from "../../lib/delimited.ts";
import type { Message } from "../../lib/messages.ts";
import type { Reader } from "../../lib/readers.ts";
import type { Page } from "../../storage/page.ts";
import { listPeopleLines, listPeopleLinesAfter, type ImportHead } from "../../storage/people-imports.ts";
import type { Outcome, PeopleImportLine } from "../../storage/people-tables.ts";
import type { Db } from "../../storage/tables.ts";
import type { Deps } from "../deps.ts";
import { emptyForm, type Form } from "../http/forms.ts";
import { pageNumber } from "../http/paging.ts";
import { render } from "../http/render.ts";

export type ShownPeopleLine = Pick<PeopleImportLine, "line" | "outcome" | "name" | "email" | "external_id" | "person_id"> & { changes: FieldChange[]; problem: Message | undefined };

/** A file of people: how far it is, or what it would do, or what it did. */
export interface PeopleImportPage { brought: ImportHead; form: Form; canMail: boolean; problem: Message | undefined; plan: { counts: PlanCounts; columns: Column[]; lines: Page<ShownPeopleLine>; outcome: Outcome | ""; mustType: boolean } | undefined }

export const OUTCOMES: readonly Outcome[] = ["added", "changed", "reactivated", "left", "refused", "unchanged"];

export async function showPeopleImport(req: Request, res: Response, { db, config }: Pick<Deps, "db" | "config">, brought: ImportHead, form: Form = emptyForm(), status = 200): Promise<void> {
  const isGoing = brought.state === "reading" || brought.state === "running";
  if (isGoing) res.set("Refresh", "2");
  const outcome: Outcome | "" = OUTCOMES.find((known) => known === req.query["show"]) ?? "";
  const counts = brought.counts === null || isGoing ? undefined : (JSON.parse(brought.counts) as PlanCounts);
  const hasLines = brought.state === "waiting" || brought.state === "done";
  const plan = counts && hasLines ? { counts, columns: JSON.parse(brought.columns ?? "[]") as Column[], lines: await linesOf(db, brought, outcome, pageNumber(req)), outcome, mustType: brought.state === "waiting" && needsNumber(counts) } : undefined;
  render(res, "admin/people/imports/show", { brought, form, canMail: config.mail !== undefined, problem: brought.problem === null ? undefined : (JSON.parse(brought.problem) as Message), plan }, status);
}

async function linesOf(db: Db, { id }: ImportHead, outcome: Outcome | "", page: number): Promise<Page<ShownPeopleLine>> {
  const lines = await listPeopleLines(db, id, outcome, page);
  return { ...lines, rows: lines.rows.map(shown) };
}

function shown({ line, outcome, name, email, external_id, person_id, changes, problem }: PeopleImportLine): ShownPeopleLine {
  return { line, outcome, name, email, external_id, person_id, changes: JSON.parse(changes ?? "[]") as FieldChange[], problem: problem === null ? undefined : (JSON.parse(problem) as Message) };
}

/** What became of every row, as a table to work through. */
export async function* resultLines(db: Db, { id }: ImportHead, { t }: Reader): AsyncGenerator<string> {
  yield writeDelimited([["line", "outcome", "name", "email", "external-id", "said"].map((column) => t(`people-imports.result.${column}`))]);
  for (let after = 0; ;) {
    const lines = await listPeopleLinesAfter(db, id, after, 1_000);
    if (lines.length === 0) return;
    yield writeDelimited(lines.map(shown).map(({ line, outcome, name, email, external_id, changes, problem }) => [
      line > 0 ? String(line) : "", t(`people-imports.outcomes.${outcome}`), name ?? "", email ?? "", external_id ?? "", problem ? t(problem) : changes.map(({ field, from, to }) => `${t(`person-fields.${field.replaceAll("_", "-")}`)}: ${from || "–"} → ${to || "–"}`).join("; "),
    ])).slice(1);
    after = lines.at(-1)!.id;
  }
}
