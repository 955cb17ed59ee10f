import type * as Yaml from "yaml";
import { onDemand } from "../../../lib/on-demand.ts";
import type { DecideFile, IncidentFile } from "../../knowledge/incident.ts";
import { quotationForFile } from "../../knowledge/quotation.ts";
import { PACK_FORMAT, type PackParts } from "./pack.ts";
import { sumOf } from "./sums.ts";

const yaml = onDemand<typeof Yaml>("yaml");

/** A pack as the text of its file (docs/formats/pack.md): YAML without anchors, the sum among its first lines. The same parts give the same text. */
export function writePack({ version, made, incident, entities, decide }: PackParts): string {
  const head = { pack: PACK_FORMAT, version, made };
  const body = { incident: incidentForFile(incident), entities: entities.map(withoutEmpty), decide: decide.map(decisionForFile) };
  const text = yaml().stringify({ ...head, sum: sumOf({ ...head, ...body }), ...body }, { lineWidth: 120, aliasDuplicateObjects: false });
  return `# A pack of Debrief: one incident with its sources, facts, lessons and decisions. Change the incident, not this file: the sum would not fit.\n${text}`;
}

/** As a person would write it: what is usual is left out. */
export function incidentForFile({ facts, entities, ...incident }: IncidentFile): object {
  return withoutEmpty({ ...incident, entities: entities.map(withoutEmpty), facts: facts.map(({ polarity, evidence, ...fact }) => withoutEmpty({
    ...fact, ...(polarity === "negative" ? { polarity } : {}), evidence: evidence.map(({ quote, ...place }) => withoutEmpty({ ...place, quote: quotationForFile(quote) })),
  })) });
}

export function decisionForFile({ options, ...decision }: DecideFile): object {
  return { ...decision, options: options.map(({ text, correct, feedback }) => ({ text, ...(correct ? { correct } : {}), feedback })) };
}

function withoutEmpty(value: object): object {
  return Object.fromEntries(Object.entries(value).filter(([, inner]) => inner !== undefined && inner !== null && !(Array.isArray(inner) && inner.length === 0)));
}
