import { z } from "zod";
import { entitySchema } from "../../knowledge/entity.ts";
import { day, decideSchema, incidentSchema } from "../../knowledge/incident.ts";
import { prose } from "../../knowledge/prose.ts";

/** The format of docs/formats/pack.md. */
export const PACK_FORMAT = 1;

/** In characters; what a pack may hold at most, and an incident file could hold no more. */
export const LARGEST_PACK = 1_000_000;
const MOST = { entities: 500, decisions: 30, facts: 300, sources: 100, lessons: 30 };

const few = <T>(most: number) => (items: readonly T[]) => items.length <= most;

/** One incident with everything that it needs, as one file. `version` goes up with every change that is shared. */
export const packSchema = z.strictObject({
  pack: z.literal(PACK_FORMAT, `this program reads packs of format ${PACK_FORMAT}: bring it up to date, or ask for the pack in that format`),
  version: z.number().int().min(1).max(1_000_000),
  made: z.strictObject({ on: day, by: prose(1, 200).optional() }),
  sum: z.string().regex(/^sha256:[0-9a-f]{64}$/, "this is no sum"),
  incident: incidentSchema.refine(({ facts }) => few(MOST.facts)(facts), `at most ${MOST.facts} facts`).refine(({ sources }) => few(MOST.sources)(sources), `at most ${MOST.sources} sources`)
    .refine(({ lessons }) => few(MOST.lessons)(lessons), `at most ${MOST.lessons} lessons`).refine(({ entities }) => few(MOST.entities)(entities), `at most ${MOST.entities} entities`),
  /** What its facts speak of and other incidents may speak of too. */
  entities: z.array(entitySchema).max(MOST.entities).default([]),
  decide: z.array(decideSchema).max(MOST.decisions).default([]),
});
export type Pack = z.infer<typeof packSchema>;

/** What goes into a pack. */
export type PackParts = Pick<Pack, "version" | "made" | "incident" | "entities" | "decide">;
