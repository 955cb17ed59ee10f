import { kindInWords, NEW_KINDS, SPEAKERS } from "../../domain/resolving-names.ts";
import { VALUE_TYPES } from "../../domain/written-values.ts";
import { ENTITY_TYPES, type Entity } from "../../engine/knowledge/entity.ts";
import { foldedNamesOf } from "../../engine/knowledge/names.ts";
import type { Relation } from "../../engine/knowledge/relation.ts";
import { capitalise, fold } from "../../lib/text.ts";
import { listEntities, listIncidentTitles } from "../../storage/incident-reading.ts";
import type { Db, Incident } from "../../storage/tables.ts";
import type { Form } from "../http/forms.ts";
import { say } from "../../lib/messages.ts";
import { MODALITY_WORDS, type Choice } from "./words.ts";

/** What can be chosen on the form of a candidate. `valued`: the object is a date, a sum or a count. */
export interface CandidateChoices { relations: Choice[]; subjects: Choice[]; objects: Choice[]; speakers: Choice[]; kinds: Choice[]; modalities: Choice[]; valued: boolean }

/** Known things are offered where they fit the relation and share a word with what was found. */
export async function candidateChoices(db: Db, form: Form, relations: readonly Relation[], incident: Incident): Promise<CandidateChoices> {
  const relation = relations.find(({ id }) => id === form.values["relation"]);
  const things = await listEntities(db);
  const incidents = await listIncidentTitles(db);
  const offer = (field: string, types: readonly string[]) => [
    ...(types.includes("incident") ? [{ value: incident.slug, label: say("saying.this-incident", { title: incident.title }) }, ...others(incidents, incident, typed(form, `${field}_entity`))] : []),
    ...matching(things.filter(({ type }) => types.includes(type)), typed(form, `${field}_find`) || typed(form, field), typed(form, `${field}_entity`)),
  ];
  return {
    relations: relations.map(({ id }) => ({ value: id, label: capitalise(id.replaceAll("-", " ")) })).sort((a, b) => (a.label < b.label ? -1 : 1)),
    subjects: offer("subject", relation?.domain ?? ENTITY_TYPES), objects: offer("object", relation?.range ?? ENTITY_TYPES), speakers: offer("by", SPEAKERS),
    kinds: NEW_KINDS.map((type) => ({ value: type, label: kindInWords(type) })),
    modalities: Object.entries(MODALITY_WORDS).filter(([value]) => value !== "listed").map(([value, label]) => ({ value, label: say(label) })),
    valued: relation?.range.some((type) => VALUE_TYPES.includes(type)) ?? false,
  };
}

function typed({ values }: Form, field: string): string {
  const value = values[field];
  return typeof value === "string" ? value : "";
}

function others(incidents: readonly Pick<Incident, "slug" | "title">[], own: Incident, chosen: string): Choice[] {
  return incidents.filter(({ slug }) => slug !== own.slug && slug === chosen).map(({ slug, title }) => ({ value: slug, label: title }));
}

const MOST = 30;

/** The chosen one first, then those with most words in common; a word may be the beginning of another. */
export function matching(things: readonly Entity[], text: string, chosen: string): Choice[] {
  const words = fold(text).split(" ").filter((word) => word.length > 2 && word !== "the");
  const isLike = (word: string) => words.some((wanted) => word.startsWith(wanted) || (word.length > 3 && wanted.startsWith(word)));
  const likeness = (entity: Entity) => (entity.id === chosen ? Infinity : Math.max(...foldedNamesOf(entity).map((name) => name.split(" ").filter(isLike).length)));
  return things.map((entity) => ({ entity, like: likeness(entity) })).filter(({ like }) => like > 0).sort((a, b) => b.like - a.like).slice(0, MOST)
    .map(({ entity: { id, name, type } }) => ({ value: id, label: say("saying.known-thing", { name, kind: kindInWords(type, "name") }) }));
}
