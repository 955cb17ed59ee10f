import type { Request } from "express";
import { listIncidentTitles } from "../../storage/incident-reading.ts";
import { listTopicsInUse, type QuestionFilter } from "../../storage/questions.ts";
import type { Db } from "../../storage/tables.ts";
import { queryText } from "../http/paging.ts";
import { topicChoices, type Choice } from "./words.ts";

const FIELDS = ["q", "topic", "kind", "level", "state", "incident", "origin"] as const;

export function questionFilter(req: Request): QuestionFilter {
  return Object.fromEntries(FIELDS.map((field) => [field, queryText(req, field).trim()])) as unknown as QuestionFilter;
}

/** The filter as the end of an address: "&q=turla&level=recall". */
export function filterQuery(filter: QuestionFilter): string {
  return FIELDS.filter((field) => filter[field]).map((field) => `&${field}=${encodeURIComponent(filter[field])}`).join("");
}

export interface FilterChoices { topics: Choice[]; incidents: Choice[] }

export async function filterChoices(db: Db): Promise<FilterChoices> {
  const topics = topicChoices(await listTopicsInUse(db));
  return { topics, incidents: (await listIncidentTitles(db)).map(({ slug, title }) => ({ value: slug, label: title })) };
}
