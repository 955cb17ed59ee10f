import type { Request } from "express";
import { say } from "../../lib/messages.ts";
import { listAuthors } from "../../storage/bulk-questions.ts";
import { listIncidentTitles } from "../../storage/incident-reading.ts";
import { FLAGS, type QuestionFilter } from "../../storage/question-filter.ts";
import { listTagsInUse } from "../../storage/question-tags.ts";
import { listTopicsInUse } from "../../storage/questions.ts";
import type { Db } from "../../storage/tables.ts";
import { topicChoices, type Choice } from "./words.ts";

/** The names of a filter in addresses and forms. */
export const FILTER_FIELDS = ["q", "topic", "kind", "level", "difficulty", "state", "incident", "author", "tag", "flag", "origin"] as const;

export function questionFilter(req: Request): QuestionFilter {
  return filterIn(req.query);
}

/** What is not there, or there twice, filters nothing. */
export function filterIn(given: Request["query"]): QuestionFilter {
  const textOf = (field: string) => { const value = given[field]; return typeof value === "string" ? value.trim().slice(0, 300) : ""; };
  return Object.fromEntries(FILTER_FIELDS.map((field) => [field, textOf(field)])) as unknown as QuestionFilter;
}

/** The filter as the end of an address: "&q=turla&level=recall". */
export function filterQuery(filter: QuestionFilter): string {
  return FILTER_FIELDS.filter((field) => filter[field]).map((field) => `&${field}=${encodeURIComponent(filter[field]!)}`).join("");
}

export interface FilterChoices { topics: Choice[]; incidents: Choice[]; authors: Choice[]; tags: Choice[]; flags: Choice[] }

/** More tags than these nobody reads in a list; the word in the search box finds the others. */
const MOST_TAGS = 200;

export async function filterChoices(db: Db): Promise<FilterChoices> {
  const topics = topicChoices(await listTopicsInUse(db));
  return {
    topics, incidents: (await listIncidentTitles(db)).map(({ slug, title }) => ({ value: slug, label: title })), authors: (await listAuthors(db)).map(({ public_id, name }) => ({ value: public_id, label: name })),
    tags: (await listTagsInUse(db, MOST_TAGS)).map(({ tag }) => ({ value: tag, label: tag })), flags: FLAGS.map((flag) => ({ value: flag, label: say(`flags.${flag}`) })),
  };
}
