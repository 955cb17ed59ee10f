import type { IncidentFile, Source } from "../knowledge/incident.ts";
import { fold } from "../../lib/text.ts";
import { about, type Library, type LibraryFinding } from "./finding.ts";

const LEAST_SOURCES = 2;
const TRACKING = /^(?:utm_|fbclid$|gclid$|mc_cid$)/;

/** Where facts come from: independent sources, links that are well formed and stand once, and that what is quoted was read. */
export function checkSources(library: Library): LibraryFinding[] {
  return library.content.incidents.flatMap((incident) => [
    ...(publishersOf(incident).size < LEAST_SOURCES ? [about(library, incident, "few-sources", { least: LEAST_SOURCES })] : []),
    ...incident.sources.flatMap((source) => linkFlaws(source).map((rule) => about(library, incident, rule, { url: source.url }, { id: source.id, severity: rule === "link-odd" ? "error" : "warning" }))),
    ...repeated(incident.sources).map(({ id, url }) => about(library, incident, "link-twice", { url }, { id, severity: "error" })),
    ...unread(incident).map((source) => about(library, incident, "not-read", { source })),
    ...unused(incident).map(({ id }) => about(library, incident, "source-unused", {}, { id, severity: "warning" })),
  ]);
}

/** Those whose words facts rest on: a source that nothing is taken from proves nothing. */
function publishersOf({ sources, facts }: IncidentFile): Set<string> {
  const used = new Set(facts.flatMap(({ evidence }) => evidence.map(({ source }) => source)));
  return new Set(sources.filter(({ id }) => used.has(id)).map(({ publisher }) => fold(publisher)));
}

function linkFlaws({ url }: Source): string[] {
  const { protocol, hostname, username, searchParams } = new URL(url);
  return [
    ...(username !== "" || !/^[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z][a-z0-9-]+$/.test(hostname) || /[\s<>"]/.test(url) ? ["link-odd"] : []),
    ...(protocol === "http:" ? ["link-http"] : []),
    ...([...searchParams.keys()].some((name) => TRACKING.test(name)) ? ["link-tracking"] : []),
  ];
}

/** Addresses that differ in nothing but http, www, a fragment or a slash at the end lead to the same page. */
function repeated(sources: readonly Source[]): Source[] {
  const seen = new Set<string>();
  return sources.filter(({ url }) => {
    const page = url.replace(/^https?:\/\/(?:www\.)?/, "").replace(/#.*$/, "").replace(/\/$/, "");
    return seen.has(page) || !seen.add(page);
  });
}

function unread({ facts, verified }: IncidentFile): string[] {
  if (!verified) return [];
  return [...new Set(facts.flatMap(({ evidence }) => evidence.map(({ source }) => source)))].filter((source) => !verified.against.includes(source));
}

function unused({ sources, facts }: IncidentFile): Source[] {
  const used = new Set(facts.flatMap(({ evidence, disputed, retracted }) => [...evidence.map(({ source }) => source), disputed?.source, retracted?.source]));
  return sources.filter(({ id }) => !used.has(id));
}
