import type { Request, Router } from "express";
import { found } from "../domain/found.ts";
import { isClosing } from "../engine/questions/telling.ts";
import { dateline } from "../lib/dateline.ts";
import { parseEdtf } from "../lib/edtf.ts";
import type { Words } from "../lib/messages.ts";
import type { Reader } from "../lib/readers.ts";
import { listOpenPapersOf, type OpenPaper } from "../storage/incident-papers.ts";
import { listPage, type Page } from "../storage/page.ts";
import { findReadableIncident, listIncidentIdsSaying, listIncidentsByIds, listShelf, type ShelfLine } from "../storage/readable-incidents.ts";
import type { Incident } from "../storage/tables.ts";
import { findTopicWords } from "../storage/vocabulary.ts";
import type { Deps } from "./deps.ts";
import { exactRouter } from "./http/exact-router.ts";
import { currentMember } from "./http/locals.ts";
import { pageNumber, queryText } from "./http/paging.ts";
import { render } from "./http/render.ts";
import { closedAmong, storyOf, topicsOf } from "./incident-story.ts";

interface Choice { value: string; label: string }
export interface ShelfFilter { q: string; topic: string; year: string }
/** `closed`: how many incidents are left out now, and for which open attempt. What they are called, when they were and where they would stand may answer its questions. */
export interface IncidentShelf {
  list: Page<Incident & { when: string; names: Words[] }>; filter: ShelfFilter; query: string; topics: Choice[]; years: Choice[]; closed: { count: number; open: OpenPaper } | undefined;
}

const MOST_WORDS = 8;

/** Incidents to read: what happened, who says so, and what follows from it. */
export function incidents(deps: Deps): Router {
  const { db } = deps;
  return exactRouter()
    .get("/incidents", async (req, res) => {
      const papers = (await listOpenPapersOf(db, currentMember(res))).filter(isClosing);
      const closed = closedAmong(papers);
      const all = await listShelf(db);
      const shelf = all.filter(({ id }) => !closed.has(id));
      const filter = filterOf(req);
      const words = filter.q.split(/\s+/).filter(Boolean).slice(0, MOST_WORDS);
      const saying = words.length === 0 ? undefined : await listIncidentIdsSaying(db, words);
      const list = listPage(shelf.filter((line) => fits(line, filter) && (!saying || saying.has(line.id))), pageNumber(req));
      const rows = (await listIncidentsByIds(db, list.rows.map(({ id }) => id))).map((incident) => ({ ...incident, when: dateline(incident.happened, res.locals.reader), names: topicsOf(incident).map(({ name }) => name) }));
      const leftOut = all.length > shelf.length ? { count: all.length - shelf.length, open: papers[0]! } : undefined;
      render(res, "incidents/index", { list: { ...list, rows }, filter, query: queryOf(filter), topics: topicsIn(shelf, res.locals.reader), years: yearsIn(shelf), closed: leftOut });
    })
    .get("/incidents/:slug", async (req, res) => {
      const papers = await listOpenPapersOf(db, currentMember(res));
      const incident = await found(findReadableIncident(db, req.params.slug));
      const open = papers.filter((paper) => paper.incident_id === incident.id && isClosing(paper));
      if (open.length > 0) return render(res, "incidents/closed", { open });
      render(res, "incidents/show", await storyOf(deps, res, incident, papers));
    });
}

function filterOf(req: Request): ShelfFilter {
  return { q: queryText(req, "q").trim().slice(0, 200), topic: queryText(req, "topic"), year: queryText(req, "year") };
}

function queryOf(filter: ShelfFilter): string {
  return (Object.entries(filter) as [string, string][]).filter(([, value]) => value !== "").map(([name, value]) => `&${name}=${encodeURIComponent(value)}`).join("");
}

/** An incident that went on for years is found in each of them. */
function fits({ topics, happened }: ShelfLine, { topic, year }: ShelfFilter): boolean {
  return (topic === "" || (JSON.parse(topics) as string[]).includes(topic)) && (year === "" || yearsOf(happened).includes(year));
}

function yearsOf(happened: string): string[] {
  const span = parseEdtf(happened);
  if (!span) return [];
  const [first, last] = [span.from, span.to].map((day) => Number(day.slice(0, 4))) as [number, number];
  return Array.from({ length: Math.min(last - first, 50) + 1 }, (_, after) => String(first + after).padStart(4, "0"));
}

function topicsIn(shelf: readonly ShelfLine[], { inWords, language }: Reader): Choice[] {
  const ids = new Set(shelf.flatMap(({ topics }) => JSON.parse(topics) as string[]));
  return [...ids].map((value) => ({ value, label: inWords(findTopicWords(value)) })).sort((one, other) => one.label.localeCompare(other.label, language));
}

function yearsIn(shelf: readonly ShelfLine[]): Choice[] {
  return [...new Set(shelf.flatMap(({ happened }) => yearsOf(happened)))].sort().reverse().map((value) => ({ value, label: value }));
}
