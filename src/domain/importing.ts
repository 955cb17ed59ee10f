import type { Entity } from "../engine/knowledge/entity.ts";
import type { Fact } from "../engine/knowledge/fact.ts";
import type { Imported } from "../engine/knowledge/imports/imported.ts";
import { capitalise } from "../lib/text.ts";
import { insertAuditEvent } from "../storage/audit-events.ts";
import { isIncident, listHoldings, updateEvidenceOf, upsertEntities, upsertFacts, upsertSources, type Holding } from "../storage/collections.ts";
import { updateToGone, upsertIncident } from "../storage/knowledge.ts";
import type { Db, EntityRow, Incident } from "../storage/tables.ts";
import { waitForOthers } from "./content-turns.ts";
import { Refused } from "./errors.ts";

/** How many entities and facts were new or came out differently, and how many stand as another data set or our own content has them. */
export interface ImportOutcome { added: number; changed: number; same: number; heldByOthers: number }

/** What an import tells while it runs: facts stored so far, of how many. */
export type OnStored = (done: number, of: number) => void;

type Data = Omit<Imported, "counts" | "skipped">;
interface Sorted<T> { fresh: T[]; outcome: ImportOutcome }

/**
 * Stores an imported data set, all of it or nothing. Again changes nothing; a corrected one brings its changes, and facts that it has no more are gone.
 * Of a thing or fact that two data sets share the later one's form stands, and our own content's before any.
 * @throws Refused when an incident has its id, or something else that is no data set.
 */
export function importCollection(db: Db, collection: Data, at: Date, onStored: OnStored = () => undefined): Promise<ImportOutcome> {
  return db.transaction(async (tx) => {
    await waitForOthers(tx);
    const owner = await keepCollection(tx, collection);
    const entities = sortOut(collection.entities, await listHoldings(tx, "entities", collection.entities.map(({ id }) => id)), owner);
    const facts = sortOut(collection.facts, await listHoldings(tx, "facts", collection.facts.map(({ id }) => id)), owner);
    await upsertEntities(tx, entities.fresh.map((entity) => entityRow(entity, owner)));
    await keepFacts(tx, collection, facts.fresh, owner, onStored);
    await updateToGone(tx, { id: owner.id }, collection.facts.map(({ id }) => id));

    const outcome = sum(entities.outcome, facts.outcome);
    if (outcome.added + outcome.changed > 0) await insertAuditEvent(tx, null, "collection.imported", collection.id, { ...outcome }, at);
    return outcome;
  });
}

async function keepCollection(tx: Db, { id, name, date, topics, entities }: Data): Promise<Incident> {
  const held = (await listHoldings(tx, "entities", [id])).get(id);
  const isTaken = (await isIncident(tx, id)) || (held !== undefined && (JSON.parse(held.data) as Entity).type !== "collection");
  if (isTaken) throw new Refused(`Something that is no data set has the id ${id}. Give the data set another name with --name.`, "name");
  const summary = entities.find((entity) => entity.id === id)?.about ?? "";
  return upsertIncident(tx, { kind: "collection", slug: id, title: capitalise(name), label: name, summary, happened: date, class: null, topics: JSON.stringify(topics) });
}

/** What is to be written: what is not there, what came with this data set and is different now, and what an earlier data set brought. */
function sortOut<T extends { id: string }>(items: readonly T[], holdings: ReadonlyMap<string, Holding>, owner: Incident): Sorted<T> {
  const outcome: ImportOutcome = { added: 0, changed: 0, same: 0, heldByOthers: 0 };
  const fresh = items.filter((item) => {
    const fate = fateOf(item, holdings.get(item.id), owner);
    outcome[fate] += 1;
    return fate === "added" || fate === "changed";
  });
  return { fresh, outcome };
}

function fateOf(item: object, held: Holding | undefined, owner: Incident): keyof ImportOutcome {
  if (!held) return "added";
  if (held.owner?.id !== owner.id) return held.owner?.kind === "collection" && held.owner.happened < owner.happened ? "changed" : "heldByOthers";
  return held.state !== "gone" && held.data === JSON.stringify(item) ? "same" : "changed";
}

function entityRow(entity: Entity, { id }: Incident): Omit<EntityRow, "id"> {
  return { key: entity.id, incident_id: id, type: entity.type, name: entity.name, data: JSON.stringify(entity) };
}

const PORTION = 2000;

async function keepFacts(tx: Db, { sources }: Data, facts: readonly Fact[], { id: incident_id }: Incident, onStored: OnStored): Promise<void> {
  const rows = await upsertSources(tx, sources.map(({ id: key, ...source }) => ({ incident_id, key, ...source, kind: source.kind ?? null })));
  for (let done = 0; done < facts.length; done += PORTION) {
    const portion = facts.slice(done, done + PORTION);
    const ids = await upsertFacts(tx, portion.map((fact) => {
      const { id: key, subject, relation, modality, asserted_by } = fact;
      return { key, incident_id, subject, relation, modality, asserted_by, data: JSON.stringify(fact), state: "current" as const };
    }));
    const quotes = portion.flatMap(({ id, evidence }) => evidence.map(({ source, quote }) => ({ fact_id: ids.get(id)!, source_id: rows.get(source)!, quote, start_offset: null, end_offset: null })));
    await updateEvidenceOf(tx, [...ids.values()], quotes);
    onStored(Math.min(done + PORTION, facts.length), facts.length);
  }
}

function sum(a: ImportOutcome, b: ImportOutcome): ImportOutcome {
  return { added: a.added + b.added, changed: a.changed + b.changed, same: a.same + b.same, heldByOthers: a.heldByOthers + b.heldByOthers };
}
