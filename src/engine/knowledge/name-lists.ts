import { z } from "zod";
import { ENTITY_TYPES } from "./entity.ts";

const words = z.string("write it in quotation marks").trim().min(2);
const list = z.array(words).default([]);

const nameSchema = z.strictObject({
  name: words,
  /** safe: means this thing wherever it stands. cue: means it only beside a word that says so ("ransomware", "group", "in"). */
  tier: z.enum(["safe", "cue"]).default("safe"),
  /** Other names that are safe. */
  also: list,
  /** Other names that need a cue. */
  cue: list,
  /** What it is commonly called: "ransomware". */
  kind: words.optional(),
  /** Where it differs from the type of its list. */
  type: z.enum(ENTITY_TYPES).optional(),
  /** How a country qualifies a noun, the seat of its government, and what else stands for its government. */
  adjective: words.optional(),
  capital: words.optional(),
  metonyms: list,
});
export type Name = z.infer<typeof nameSchema>;

/** One file of names/: what texts call the things of one type. It holds names and no facts about who did what. `investigates`: what they say is an assessment. */
export const nameListSchema = z.strictObject({ type: z.enum(ENTITY_TYPES), kind: words.optional(), investigates: z.boolean().default(false), names: z.array(nameSchema).min(1, "give at least one name") })
  .superRefine(({ names }, context) => {
    const seen = new Map<string, string>();
    names.forEach((name, index) => {
      for (const text of [name.name, ...name.also, ...name.cue, ...name.metonyms]) {
        const taken = seen.get(text.toLowerCase());
        if (taken !== undefined) context.addIssue({ code: "custom", path: ["names", index], message: `the name ${text} stands under ${taken} already; a name may mean one thing of a type` });
        seen.set(text.toLowerCase(), name.name);
      }
    });
  });
export type NameList = z.infer<typeof nameListSchema>;
