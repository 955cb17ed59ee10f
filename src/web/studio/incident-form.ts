import type { Request, Response } from "express";
import { z } from "zod";
import { asPrinted } from "../../engine/knowledge/prose.ts";
import { parseEdtf } from "../../lib/edtf.ts";
import { readDate } from "../../lib/written-dates.ts";
import type { NewIncident } from "../../domain/placing-articles.ts";
import { say } from "../../lib/messages.ts";
import type { Article } from "../../storage/tables.ts";
import { flash } from "../http/flash.ts";
import { topicChoices } from "./words.ts";

const words = (least: number, most: number, empty: string) => z.string(empty).trim().min(least, empty).max(most, "fields.too-long").transform(asPrinted);

const newIncident = z.object({
  title: words(3, 120, "reviewing.title-missing"),
  label: words(3, 160, "reviewing.label-missing"),
  summary: words(20, 1500, "reviewing.summary-missing"),
  happened: z.string("reviewing.happened-missing").trim().transform((typed) => readDate(typed) ?? typed).refine((date) => parseEdtf(date) !== undefined, "reviewing.happened-odd"),
  topics: z.preprocess((boxes) => [boxes ?? []].flat(), z.array(z.string()).min(1, "reviewing.topics-missing"))
    .refine((ids) => ids.every((id) => topicChoices().some(({ value }) => value === id)), "reviewing.topics-odd"),
});

/** An incident that is known, by its slug, or what the fields for a new one say. */
export const incidentForm = z.object({ incident: z.string("reviewing.incident-missing").max(100, "reviewing.incident-missing").default("") }).loose().transform(({ incident, ...fields }, context): string | NewIncident => {
  if (incident !== "") return incident;
  const result = newIncident.safeParse(fields);
  if (result.success) return result.data;
  for (const issue of result.error.issues) context.addIssue({ code: "custom", path: issue.path, message: issue.message, ...("maximum" in issue && { params: { maximum: issue.maximum } }) });
  return z.NEVER;
});

/** Back to the review, where the incident is chosen: without one there are no facts. */
export function askForIncident(req: Request, res: Response, article: Pick<Article, "public_id">): void {
  flash(req, say("reviewing.incident-first"), "alert");
  res.redirect(303, `/studio/articles/${article.public_id}#incident`);
}
