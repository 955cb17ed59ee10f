import { parseEdtf, whenEdtf } from "../../lib/edtf.ts";
import { capitalise } from "../../lib/text.ts";
import { nounFor, type Entity } from "../knowledge/entity.ts";
import { formatValue, isEntityObject, type Fact } from "../knowledge/fact.ts";
import { entityOf, type Knowledge } from "../knowledge/knowledge.ts";

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
  let missing = false;
  const text = template.replace(/\{([^}]*)\}/g, (_, name: string) => {
    const word = words(name);
    missing ||= word === undefined;
    return word ?? "";
  });
  return missing ? undefined : tidy(text);
}

/** Mends what an empty word leaves behind. */
function tidy(text: string): string {
  return text.replace(/ +/g, " ").replace(/,? *([,?.])/g, "$1").replace(/^[, ]+/, "").trim();
}

function wordsOf(knowledge: Knowledge, fact: Fact, swap: Swap): (name: string) => string | undefined {
  const subject = swap.subject ?? entityOf(knowledge, fact.subject);
  const object = swap.object ?? (isEntityObject(fact.object) ? entityOf(knowledge, fact.object) : formatValue(fact.object));
  return (name) => {
    switch (name) {
      case "s": return subject.name;
      case "s.adjective": return subject.adjective;
      case "o": return typeof object === "string" ? object : object.name;
      case "o.adjective": return typeof object === "string" ? undefined : object.adjective;
      case "by": return entityOf(knowledge, fact.asserted_by).name;
      case "according": return speaksItself(fact, subject, object) ? (fact.said ? whenEdtf(fact.said) : "") : according(knowledge, fact);
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
  return template.replace("{kind}", nounFor(asked));
}

/** "according to the NCSC in October 2019" */
export function according(knowledge: Knowledge, fact: Fact): string {
  const name = entityOf(knowledge, fact.asserted_by).name;
  return `according to ${name}${fact.said ? ` ${whenEdtf(fact.said)}` : ""}`;
}

const PERIODS = { year: "In which year", month: "In which month", day: "On which day", interval: "In which period" };

function valueWord(name: string, { object, when }: Fact, swapped: string | undefined): string | undefined {
  if (isEntityObject(object)) return name === "when" && when ? whenEdtf(when) : undefined;
  if (name === "comparator") return "date" in object ? undefined : (object.comparator?.replace("at least", "no less than") ?? "");
  if (name === "unit") return "number" in object ? object.unit : undefined;
  if (!("date" in object)) return undefined;
  if (name === "period") return PERIODS[parseEdtf(object.date)!.precision];
  return name === "when" ? (swapped ?? whenEdtf(object.date)) : undefined;
}
