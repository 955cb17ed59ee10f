import { DAY, later } from "../../lib/clock.ts";
import { parseEdtf, type Span } from "../../lib/edtf.ts";
import { isEntityObject, type Fact } from "../knowledge/fact.ts";
import type { IncidentFile } from "../knowledge/incident.ts";
import { about, type Library, type LibraryFinding } from "./finding.ts";

/** Dates that cannot be: in the future, said before it happened, quoted from a page that is older than what it says. */
export function checkDates(library: Library): LibraryFinding[] {
  const tomorrow = dayAfter(library.today);
  return library.content.incidents.flatMap((incident) => {
    const { facts, sources, verified, happened } = incident;
    const later = (text: string | undefined) => text !== undefined && (spanOf(text)?.from ?? "") > tomorrow;
    const future = [["happened", happened, incident.id], ["verified", verified?.on, incident.id], ...sources.map(({ id, published }) => ["published", published, id]), ...facts.flatMap(({ id, said, when }) => [["said", said, id], ["when", when, id]])] as [string, string | undefined, string][];
    return [
      ...future.filter(([, text]) => later(text)).map(([key, date, id]) => about(library, incident, "future", { key, date: date! }, { id, severity: "error" })),
      ...facts.flatMap((fact) => impossibleIn(incident, fact).map(({ rule, ...values }) => about(library, incident, rule, values, { id: fact.id }))),
    ];
  });
}

interface Impossible { rule: string; date: string; other: string }

function impossibleIn({ id, happened, sources }: IncidentFile, fact: Omit<Fact, "incident">): Impossible[] {
  const { said, evidence } = fact;
  const at = spanOf(said);
  if (!said || !at) return [];
  const since = earliestOf(fact) ?? (fact.subject === id || fact.object === id ? happened : undefined);
  const published = new Map(sources.map((source) => [source.id, source.published]));
  const dates = evidence.map(({ source }) => published.get(source)!);
  const isTooOld = dates.every((date) => (spanOf(date)?.to ?? "9") < at.from);
  return [
    ...(since && at.to < (spanOf(since)?.from ?? "") ? [{ rule: "said-early", date: said, other: since }] : []),
    ...(isTooOld ? [{ rule: "published-early", date: said, other: dates[0]! }] : []),
  ];
}

/** What was so before the incident, such as a warning, says when. */
function earliestOf({ when, object }: Omit<Fact, "incident">): string | undefined {
  return when ?? (isEntityObject(object) || !("date" in object) ? undefined : object.date);
}

function spanOf(text: string | undefined): Span | undefined {
  return text === undefined ? undefined : parseEdtf(text);
}

/** It is tomorrow already where some authors live. */
function dayAfter(day: string): string {
  return later(new Date(`${day}T00:00:00Z`), DAY).toISOString().slice(0, 10);
}
