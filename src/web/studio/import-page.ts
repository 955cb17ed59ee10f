import type { Request, Response } from "express";
import { keptUntil } from "../../domain/adding-imports.ts";
import { KINDS } from "../../engine/questions/question.ts";
import type { Message } from "../../lib/messages.ts";
import type { QuestionImport } from "../../storage/import-tables.ts";
import { countImportLines, listImportLines, type LineFilter, type TwinnedLine } from "../../storage/question-imports.ts";
import { listTagsInUse } from "../../storage/question-tags.ts";
import type { Deps } from "../deps.ts";
import { emptyForm, type Form } from "../http/forms.ts";
import { pageNumber, queryText } from "../http/paging.ts";
import { render } from "../http/render.ts";
import { filterChoices } from "./question-filter.ts";
import { MOST_OFFERED } from "./tags.ts";

/** A line with its messages to be put into words. */
export type ShownLine = Omit<TwinnedLine, "notes" | "error"> & { notes: Message[]; error: Message | undefined };

/** What a file holds, as far as its author has not decided about it; else what became of it. */
export async function showImport(req: Request, res: Response, { db }: Pick<Deps, "db">, brought: QuestionImport, form: Form = emptyForm(), status = 200): Promise<void> {
  const counts = await countImportLines(db, brought.id);
  if (brought.state !== "waiting" && brought.state !== "failed") {
    if (brought.state === "running") res.set("Refresh", "2");
    return render(res, "studio/imports/state", { brought, form, total: Math.max(counts.taken, brought.done) }, status);
  }
  const filter = lineFilter(req);
  const lines = await listImportLines(db, brought.id, filter, pageNumber(req));
  const { topics, incidents } = await filterChoices(db);
  render(res, "studio/imports/show", {
    brought, filter, form, knownTags: await listTagsInUse(db, MOST_OFFERED), topics, incidents, lines: { ...lines, rows: lines.rows.map(shownLine) }, query: queryOf(filter), taken: counts.taken, notes: counts.notes, keptUntil: keptUntil(brought).toISOString(),
    kinds: KINDS.flatMap((kind) => (counts.byKind.has(kind) ? [{ kind, count: counts.byKind.get(kind)! }] : [])), lacks: { topic: counts.withoutTopic, level: counts.withoutLevel }, inCategories: counts.withCategory,
  }, status);
}

const SHOWS = ["errors", "twins", "likes", "notes"] as const;

function lineFilter(req: Request): LineFilter {
  return { show: SHOWS.find((show) => show === queryText(req, "show")) ?? "", kind: KINDS.find((kind) => kind === queryText(req, "kind")) ?? "" };
}

function queryOf({ show, kind }: LineFilter): string {
  return [show && `&show=${show}`, kind && `&kind=${kind}`].filter(Boolean).join("");
}

function shownLine(line: TwinnedLine): ShownLine {
  return { ...line, notes: JSON.parse(line.notes) as Message[], error: line.error === null ? undefined : (JSON.parse(line.error) as Message) };
}
