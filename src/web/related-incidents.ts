import { isEntityObject, type Fact } from "../engine/knowledge/fact.ts";
import { groupBy } from "../lib/groups.ts";
import { listNames } from "../storage/incident-reading.ts";
import { listTies, type ShelfLine, type Tie } from "../storage/readable-incidents.ts";
import type { Db, FactRow } from "../storage/tables.ts";
import { TELLING_RELATIONS } from "./fact-groups.ts";

/** Another incident and what the two have in common: the relation, and the name that both stand in it to. */
export interface RelatedIncident { incident: ShelfLine; relation: string; name: string }

const MOST_RELATED = 4;

/** Those among `others` that share a way of attack, a gap or a name with the one that these facts are of; the most in common first. */
export async function relatedTo(db: Db, facts: readonly FactRow[], others: readonly ShelfLine[]): Promise<RelatedIncident[]> {
  const told = facts.filter(({ relation, standing }) => TELLING_RELATIONS.includes(relation) && standing === "current").flatMap(tieOf);
  if (told.length === 0) return [];
  const own = new Set(told.map(markOf));
  const ties = groupBy(await listTies(db, TELLING_RELATIONS, [...new Set(told.map(({ object }) => object))]), ({ incident_id }) => String(incident_id));
  const shared = others.map((incident) => ({ incident, common: (ties.get(String(incident.id)) ?? []).filter((tie) => own.has(markOf(tie))) })).filter(({ common }) => common.length > 0);
  const nearest = shared.sort((one, other) => other.common.length - one.common.length).slice(0, MOST_RELATED);
  const names = await listNames(db, nearest.map(({ common }) => common[0]!.object));
  return nearest.map(({ incident, common: [first] }) => ({ incident, relation: first!.relation, name: names.get(first!.object) ?? first!.object.replaceAll("-", " ") }));
}

function tieOf({ incident_id, data }: FactRow): Tie[] {
  const { relation, object, polarity } = JSON.parse(data) as Fact;
  return isEntityObject(object) && polarity === "positive" ? [{ incident_id, relation, object }] : [];
}

function markOf({ relation, object }: Tie): string {
  return `${relation} ${object}`;
}
