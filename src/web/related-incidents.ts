import { isEntityObject, type Fact } from "../engine/knowledge/fact.ts";
import { groupBy } from "../lib/groups.ts";
import { listNames } from "../storage/incident-reading.ts";
import { listReadableFacts, type ShelfLine } from "../storage/readable-incidents.ts";
import type { Db, FactRow, Incident } from "../storage/tables.ts";
import { TELLING_RELATIONS } from "./fact-groups.ts";

/** Another incident and what the two have in common: the relation, and the name that both stand in it to. */
export interface RelatedIncident { incident: ShelfLine; relation: string; name: string }

const MOST_RELATED = 4;

/** Those among `others` that share a way of attack, a gap or a name with this one; the most in common first. */
export async function relatedTo(db: Db, { id }: Pick<Incident, "id">, others: readonly ShelfLine[]): Promise<RelatedIncident[]> {
  const rows = (await listReadableFacts(db, [id, ...others.map((other) => other.id)])).filter(({ relation, standing }) => TELLING_RELATIONS.includes(relation) && standing === "current");
  const marks = groupBy(rows.flatMap(marksOf), ({ incident_id }) => String(incident_id));
  const own = new Set((marks.get(String(id)) ?? []).map(({ mark }) => mark));
  const shared = others.map((incident) => ({ incident, common: (marks.get(String(incident.id)) ?? []).filter(({ mark }) => own.has(mark)) })).filter(({ common }) => common.length > 0);
  const nearest = shared.sort((one, other) => other.common.length - one.common.length).slice(0, MOST_RELATED);
  const names = await listNames(db, nearest.map(({ common }) => common[0]!.object));
  return nearest.map(({ incident, common: [first] }) => ({ incident, relation: first!.relation, name: names.get(first!.object) ?? first!.object.replaceAll("-", " ") }));
}

function marksOf({ incident_id, data }: FactRow): { incident_id: number; relation: string; object: string; mark: string }[] {
  const { relation, object, polarity } = JSON.parse(data) as Fact;
  return isEntityObject(object) && polarity === "positive" ? [{ incident_id, relation, object, mark: `${relation} ${object}` }] : [];
}
