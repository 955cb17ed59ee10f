import { z } from "zod";
import { found } from "../../domain/found.ts";
import { isEntityObject, MODALITIES, type Fact } from "../../engine/knowledge/fact.ts";
import { STANDINGS } from "../../engine/knowledge/standing.ts";
import { findIncident, listEvidenceFor, listNames, listSources } from "../../storage/incident-reading.ts";
import { listFactsAfter, listIncidentsAfter } from "../../storage/portions.ts";
import type { Db, FactRow, Incident } from "../../storage/tables.ts";
import { list, operation } from "../http/declaring.ts";
import { pageOf } from "./fields.ts";

const read = { group: "incidents", scope: "incidents:read" } as const;
const edtf = z.string().describe("A date by EDTF, such as 2019-10 or 2015-12/2018-11.");

const line = { id: z.string(), title: z.string(), label: z.string().describe("What it is called in a sentence."), summary: z.string(), happened: edtf, topics: z.array(z.string()), is_hidden: z.boolean().describe("Whether learners cannot read it.") };
const incidentLine = z.strictObject(line).meta({ id: "IncidentSummary", description: "An incident as lists tell of it." });
const source = z.strictObject({ id: z.string(), publisher: z.string(), title: z.string(), published: edtf, url: z.string() }).meta({ id: "Source", description: "A page on which something about the incident stands." });
export const incident = z.strictObject({ ...line, sources: z.array(source) }).meta({ id: "Incident", description: "Something that happened." });
const thing = z.strictObject({ id: z.string(), name: z.string() }).meta({ id: "Thing", description: "What a fact speaks of: an actor, a victim, malware and so on." });
const evidence = z.strictObject({ quote: z.string(), publisher: z.string(), title: z.string(), published: edtf, url: z.string() }).meta({ id: "Evidence", description: "The exact words that say so, and where they stand; no words where the source says so without a sentence that could be quoted." });
const value = z.record(z.string(), z.union([z.string(), z.number()])).meta({ id: "FactValue", description: "A date, a sum or a count.", examples: [{ number: 6500, unit: "computers" }] });
const fact = z.strictObject({
  id: z.string(), subject: thing, relation: z.string(), object: z.union([thing, value]), is_negative: z.boolean(), modality: z.enum(MODALITIES), asserted_by: thing, said: edtf.nullable(), when: edtf.nullable(),
  standing: z.enum(STANDINGS).describe("What is disputed or retracted is not asked."), evidence: z.array(evidence),
}).meta({ id: "Fact", description: "What somebody says was so. How surely, is in modality; who says it, in asserted_by." });

const lineOf = ({ slug, title, label, summary, happened, topics, hidden_at }: Incident) => ({ id: slug, title, label, summary, happened, topics: JSON.parse(topics) as string[], is_hidden: (hidden_at ?? null) !== null });

export async function showIncident(db: Db, row: Incident): Promise<z.output<typeof incident>> {
  return { ...lineOf(row), sources: (await listSources(db, row.id)).map(({ key, publisher, title, published, url }) => ({ id: key, publisher, title, published, url })) };
}

async function showFacts(db: Db, rows: readonly FactRow[]): Promise<z.output<typeof fact>[]> {
  const facts = rows.map((row) => ({ row, data: JSON.parse(row.data) as Fact }));
  const quotes = await listEvidenceFor(db, rows.map(({ id }) => id));
  const names = await listNames(db, [...new Set(facts.flatMap(({ data: { subject, object, asserted_by } }) => [subject, asserted_by, ...(isEntityObject(object) ? [object] : [])]))]);
  const called = (key: string) => ({ id: key, name: names.get(key) ?? key });
  return facts.map(({ row, data }) => ({
    id: row.key, subject: called(data.subject), relation: data.relation, object: isEntityObject(data.object) ? called(data.object) : (JSON.parse(JSON.stringify(data.object)) as Record<string, string | number>), is_negative: data.polarity === "negative",
    modality: data.modality, asserted_by: called(data.asserted_by), said: data.said ?? null, when: data.when ?? null, standing: row.standing,
    evidence: quotes.filter(({ fact_id }) => fact_id === row.id).map(({ quote, publisher, title, published, url }) => ({ quote, publisher, title, published, url })),
  }));
}

export const incidents = [
  list("/incidents", pageOf("IncidentPage", incidentLine), { id: "incidents-list", ...read, filter: { q: z.string().max(300).optional().describe("A part of the title or the summary.") }, rows: ({ db, query }, after, limit) => listIncidentsAfter(db, query.q ?? "", after, limit), show: (rows) => rows.map(lineOf) }),
  operation("get", "/incidents/:id", { 200: incident }, {
    id: "incidents-read", ...read,
    handle: async ({ db, params }) => ({ body: await showIncident(db, await found(findIncident(db, params.id))) }),
  }),
  list("/incidents/:id/facts", pageOf("FactPage", fact), { id: "facts-list", ...read, rows: async ({ db, params }, after, limit) => listFactsAfter(db, (await found(findIncident(db, params.id))).id, after, limit), show: (rows, { db }) => showFacts(db, rows) }),
];
