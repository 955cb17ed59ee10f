import { z } from "zod";
import type { Modality } from "../knowledge/fact.ts";
import type { Relation } from "../knowledge/relation.ts";

/** An article says nothing as a data set does. From the surest to the least sure. */
export const SAID = ["asserted", "assessed", "reported", "claimed", "alleged"] as const satisfies readonly Modality[];

const factSchema = z.object({
  /** The number of the line that the quotation stands in. */
  line: z.number(),
  quote: z.string(),
  /** Empty: the incident itself, of which the line tells without naming it. */
  subject: z.string(),
  relation: z.string(),
  object: z.string(),
  polarity: z.enum(["positive", "negative"]),
  modality: z.enum(SAID),
  /** Empty: whoever published the article. */
  asserted_by: z.string(),
});

/** A fact as a language model gives it. Nothing in it is believed before it was found in the article. */
export type ProposedFact = z.infer<typeof factSchema>;

/** More than any article says; what comes after is not looked at. */
const MOST_FACTS = 200;

/** The form that a model is asked to answer in, as a JSON schema made from the schema that reads it. */
export function answerSchema(relations: readonly Pick<Relation, "id">[]): Record<string, unknown> {
  const fact = factSchema.extend({ relation: z.enum(relations.map(({ id }) => id)) });
  const { $schema: _, ...schema } = z.toJSONSchema(z.object({ facts: z.array(fact) }));
  return schema;
}

/** The facts in a model's answer, and how many entries are none; undefined where the answer as a whole is not in the form. A fence around the JSON is forgiven. */
export function factsIn(answer: string): { facts: ProposedFact[]; malformed: number } | undefined {
  const list = listIn(answer.trim().replace(/^```(?:json)?\s*\n|\n```$/g, ""));
  if (!list) return undefined;
  const read = list.slice(0, MOST_FACTS).flatMap((each) => factSchema.safeParse(each).data ?? []);
  return { facts: read, malformed: list.length - read.length };
}

function listIn(json: string): unknown[] | undefined {
  try {
    return z.object({ facts: z.array(z.unknown()) }).safeParse(JSON.parse(json)).data?.facts;
  } catch {
    return undefined;
  }
}
