import { z } from "zod";
import { formatEdtf, parseEdtf } from "../../lib/edtf.ts";
import { spellNumber } from "../../lib/numbers.ts";
import { id } from "./id.ts";
import { prose } from "./prose.ts";
import { quotation } from "./quotation.ts";
import { doubtSchema, type Standing } from "./standing.ts";

/** How surely it is said. `listed`: a data set has it as an entry; its source names the data set and its version. */
export const MODALITIES = ["asserted", "claimed", "reported", "assessed", "alleged", "listed"] as const;
export type Modality = (typeof MODALITIES)[number];

export const edtf = z.union([z.string(), z.number().int().transform(String)]).refine((text) => parseEdtf(text) !== undefined, "write a date as 2019, 2019-10, 2019-10-21 or 2015-12/2018-11");

const comparator = z.enum(["more than", "at least", "about", "nearly", "up to", "less than"]).optional();

const value = z.union([
  z.strictObject({ date: edtf }),
  z.strictObject({ money: z.number().positive(), currency: z.enum(["USD", "GBP", "EUR", "BTC"]), comparator }),
  z.strictObject({ number: z.number().positive(), unit: z.string().min(1), comparator }),
]);
/** Something that a fact says and that is no entity: a date, a sum, a count. */
export type Value = z.infer<typeof value>;

export const factSchema = z.strictObject({
  id,
  subject: id,
  relation: id,
  object: z.union([id, value]),
  polarity: z.enum(["positive", "negative"]).default("positive"),
  modality: z.enum(MODALITIES),
  asserted_by: id,
  /** When they said it. */
  said: edtf.optional(),
  /** When it was so. */
  when: edtf.optional(),
  /** Which list of this source is complete. "including" or "such as" leaves a list open. */
  complete: z.enum(["objects", "subjects", "both"]).optional(),
  evidence: z.array(z.strictObject({ source: id, quote: quotation, record: z.string().optional(), start: z.number().int().optional(), end: z.number().int().optional() })).min(1, "give at least one quotation"),
  disputed: doubtSchema.optional(),
  retracted: doubtSchema.optional(),
  /** Why it is not asked: it stands as evidence only, bans and proves like any other. */
  evidence_only: prose(10, 300).optional(),
}).refine(({ disputed, retracted }) => !disputed || !retracted, { error: "a fact is disputed or retracted, not both: what was retracted needs no dispute", path: ["retracted"] });
/** `incident` is the file that the fact stands in; without `standing` it is current. */
export type Fact = z.infer<typeof factSchema> & { incident: string; standing?: Standing };

export function isEntityObject(object: Fact["object"]): object is string {
  return typeof object === "string";
}

/** Whether it says that something is so, and may be asked. */
export function isAsked({ polarity, evidence_only }: Pick<Fact, "polarity" | "evidence_only">): boolean {
  return polarity === "positive" && evidence_only === undefined;
}

/** Which kind of thing the object is, in the words of a relation's range. */
export function valueType(of: Value): "date" | "money" | "number" {
  if ("date" in of) return "date";
  return "money" in of ? "money" : "number";
}

/** The same inside a sentence, where a small count is spelt out: "two". */
export function sayValue(of: Value): string {
  return ("number" in of && spellNumber(of.number)) || formatValue(of);
}

const SIGNS: Record<string, string> = { USD: "$", GBP: "£", EUR: "€" };

/** "$30 million", "75 bitcoin", "6,500", "October 2019" */
export function formatValue(of: Value): string {
  if ("date" in of) return formatEdtf(of.date);
  if ("number" in of) return formatFigure(of.number);
  const sign = SIGNS[of.currency];
  return sign ? `${sign}${formatFigure(of.money)}` : `${formatFigure(of.money)} bitcoin`;
}

function formatFigure(figure: number): string {
  for (const [size, word] of [[1e9, "billion"], [1e6, "million"]] as const) {
    if (figure >= size) return `${Number((figure / size).toPrecision(6))} ${word}`;
  }
  return figure.toLocaleString("en-GB");
}
