import { parseEdtf, whenEdtf } from "../../lib/edtf.ts";
import { capitalise } from "../../lib/text.ts";
import { nounFor, nounsFor, type Entity } from "../knowledge/entity.ts";
import { isEntityObject, sayValue, type Fact, type Value } from "../knowledge/fact.ts";
import { entityOf, type Knowledge } from "../knowledge/knowledge.ts";

/** "no fewer than", for it stands behind "at"; empty where there is no bound. */
export function boundOf(value: Exclude<Value, { date: string }>): string {
  return value.comparator?.replace("at least", "number" in value ? "no fewer than" : "no less than") ?? "";
}

/** What stands in one sentence in place of what the fact says. */
export interface Swap { subject?: Entity; object?: Entity | string }

/**
 * Fills a template of the vocabulary with the words of a fact; its first letter becomes a capital.
 * Undefined when the fact has no word for a placeholder, such as `{o.adjective}`.
 */
export function fill(knowledge: Knowledge, template: string, fact: Fact, swap: Swap = {}): string | undefined {
  const text = fillInside(knowledge, template, fact, swap);
  return text && capitalise(text);
}

/** The same for a place inside a sentence: the first letter stays as it is. */
export function fillInside(knowledge: Knowledge, template: string, fact: Fact, swap: Swap = {}): string | undefined {
  const words = wordsOf(knowledge, fact, swap);
  let text = "";
  for (const [place, part] of partsOf(template).entries()) {
    const word = place % 2 === 0 ? part : words(part);
    if (word === undefined) return undefined;
    text = part === "according" && !word.startsWith("according") ? text.replace(/, $/, " ") + word : text + word;
  }
  return tidy(text);
}

const parts = new Map<string, readonly string[]>();

/** Plain text and names of placeholders in turns. A vocabulary has few templates, and each is filled very often. */
function partsOf(template: string): readonly string[] {
  const known = parts.get(template);
  if (known) return known;
  const split = template.split(/\{([^}]*)\}/);
  if (parts.size < 5000) parts.set(template, split);
  return split;
}

const EMPTY_WORD = / [ ,?.]|,[,?.]|^[\s,]|\s$/;

/** Mends what an empty word leaves behind. */
function tidy(text: string): string {
  if (!EMPTY_WORD.test(text)) return text;
  return text.replace(/ {2,}/g, " ").replace(/(?:,| )+(?=[,?.](?:\s|$))/g, "").replace(/^[, ]+/, "").trim();
}

function wordsOf(knowledge: Knowledge, fact: Fact, swap: Swap): (name: string) => string | undefined {
  const subject = swap.subject ?? entityOf(knowledge, fact.subject);
  const object = swap.object ?? (isEntityObject(fact.object) ? entityOf(knowledge, fact.object) : sayValue(fact.object));
  return (name) => {
    switch (name) {
      case "s": return subject.name;
      case "s.adjective": return subject.adjective;
      case "o": return typeof object === "string" ? object : object.name;
      case "o.adjective": return typeof object === "string" ? undefined : object.adjective;
      case "by": return entityOf(knowledge, fact.asserted_by).name;
      case "according": return speaksItself(fact, subject, object) ? whenSaid(fact) : according(knowledge, fact);
      case "incident": return entityOf(knowledge, fact.incident).name;
      default: return valueWord(name, fact, typeof swap.object === "string" ? swap.object : undefined);
    }
  };
}

/** "According to X, X indicted ..." says X once too often. */
function speaksItself(fact: Fact, subject: Entity, object: Entity | string): boolean {
  return subject.id === fact.asserted_by || (typeof object !== "string" && object.id === fact.asserted_by);
}

/** The noun of what a stem asks for. */
export function askedNoun(template: string, asked: Entity): string {
  return template.includes("{kind") ? template.replace("{kind}", nounFor(asked)).replace("{kinds}", nounsFor(asked)) : template;
}

/** "according to the NCSC in October 2019": the month is enough to find it again. */
export function according(knowledge: Knowledge, fact: Fact): string {
  return `according to ${entityOf(knowledge, fact.asserted_by).name} ${whenSaid(fact)}`.trim();
}

function whenSaid({ said = "" }: Fact): string {
  return said && whenEdtf(said.includes("/") ? said : said.slice(0, "2019-10".length));
}

const PERIODS = { year: "In which year", month: "In which month", day: "On which day", interval: "In which period" };

function valueWord(name: string, { object, when }: Fact, swapped: string | undefined): string | undefined {
  if (isEntityObject(object)) return name === "when" && when ? whenEdtf(when) : undefined;
  if (name === "comparator") return "date" in object ? undefined : boundOf(object);
  if (name === "unit") return "number" in object ? object.unit : undefined;
  if (!("date" in object)) return undefined;
  if (name === "period") return PERIODS[parseEdtf(object.date)!.precision];
  return name === "when" ? (swapped ?? whenEdtf(object.date)) : undefined;
}
