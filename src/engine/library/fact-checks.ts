import type { Fact } from "../knowledge/fact.ts";
import type { IncidentFile } from "../knowledge/incident.ts";
import { saysTheSame } from "../knowledge/same-facts.ts";
import { about, type Library, type LibraryFinding } from "./finding.ts";

/** Offsets that do not fit their quotation, and facts that say the same twice. */
export function checkFacts(library: Library): LibraryFinding[] {
  return library.content.incidents.flatMap((incident) => [
    ...incident.facts.filter(hasOddOffsets).map(({ id }) => about(library, incident, "offsets", {}, { id, severity: "error" })),
    ...twinsIn(incident).map(([one, other]) => about(library, incident, "fact-twice", { other: one.id }, { id: other.id, severity: "error" })),
    ...echoesOf(library, incident).map(([one, other]) => about(library, incident, "fact-elsewhere", { other: one.id, incident: one.incident }, { id: other.id, severity: "warning" })),
  ]);
}

function hasOddOffsets({ evidence }: Omit<Fact, "incident">): boolean {
  return evidence.some(({ quote, start, end }) => (start === undefined) !== (end === undefined) || (start !== undefined && (start < 0 || end! - start !== quote.length)));
}

type Told = Omit<Fact, "incident">;

function twinsIn({ facts }: IncidentFile): [Told, Told][] {
  return facts.flatMap((other, place) => {
    const one = facts.slice(0, place).find((earlier) => saysTheSame(earlier as Fact, other as Fact));
    return one ? [[one, other] as [Told, Told]] : [];
  });
}

/** The same said of the same thing by the same source in another incident's file: one place is enough. */
function echoesOf({ content }: Library, { id, facts }: IncidentFile): [Fact, Told][] {
  const before = content.incidents.slice(0, content.incidents.findIndex((incident) => incident.id === id)).map((incident) => incident.id);
  const earlier = new Map(content.facts.filter(({ incident }) => before.includes(incident)).map((fact) => [gistOf(fact), fact]));
  return facts.flatMap((fact) => {
    const one = earlier.get(gistOf(fact));
    return one ? [[one, fact] as [Fact, Told]] : [];
  });
}

function gistOf({ subject, relation, object, asserted_by, polarity }: Told): string {
  return JSON.stringify([subject, relation, object, asserted_by, polarity]);
}
