import type { Request, Response } from "express";
import { z } from "zod";
import { asPrinted } from "../../engine/knowledge/prose.ts";
import { parseEdtf } from "../../lib/edtf.ts";
import type { NewIncident } from "../../domain/placing-articles.ts";
import type { Article } from "../../storage/tables.ts";
import { flash } from "../http/flash.ts";
import { topicChoices } from "./words.ts";

const words = (least: number, most: number, empty: string) => z.string(empty).trim().min(least, empty).max(most, `Use at most ${most} characters.`).transform(asPrinted);

const newIncident = z.object({
  title: words(3, 120, "Give the incident a title."),
  label: words(3, 160, "Say how it is called within a sentence."),
  summary: words(20, 1500, "Tell in a sentence or two what happened."),
  happened: z.string("Say when it happened.").trim().refine((date) => parseEdtf(date) !== undefined, "Write a date as 2019-12-16, 2019-12, 2019 or 2015-12/2018-11."),
  topics: z.preprocess((boxes) => [boxes ?? []].flat(), z.array(z.string()).min(1, "Tick at least one topic."))
    .refine((ids) => ids.every((id) => topicChoices().some(({ value }) => value === id)), "Choose among the topics below."),
});

/** An incident that is known, by its slug, or what the fields for a new one say. */
export const incidentForm = z.object({ incident: z.string("Choose an incident.").max(100, "Choose an incident.").default("") }).loose().transform(({ incident, ...fields }, context): string | NewIncident => {
  if (incident !== "") return incident;
  const result = newIncident.safeParse(fields);
  if (result.success) return result.data;
  for (const { path, message } of result.error.issues) context.addIssue({ code: "custom", path, message });
  return z.NEVER;
});

/** Back to the review, where the incident is chosen: without one there are no facts. */
export function askForIncident(req: Request, res: Response, article: Pick<Article, "public_id">): void {
  flash(req, "Say first which incident the article is about. Then its facts can be accepted.", "alert");
  res.redirect(303, `/studio/articles/${article.public_id}#incident`);
}
