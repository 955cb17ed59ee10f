import { say, type Message } from "../../../lib/messages.ts";
import { RULES, type Rule, type RuleId, type Severity } from "./rules.ts";

/** One flaw of one question; `why` it is one and how to `mend` it are messages of the catalogues. `where`: "stem", "options", "option c" (by its id), "pairs", "pair a", "sequence", "line b", "answer", "explanation" or "paper". */
export interface Finding { rule: RuleId; number: number; severity: Severity; where: string; why: Message; mend: Message }

/** What the caller knows of the world; whatever is left out keeps its part of the rules silent. */
export interface LintContext {
  /** Names and other names that readers know, folded (lib/text.ts). */
  names?: Pick<ReadonlySet<string>, "has">;
  /** What kind of thing a text names; undefined where it is not known. */
  classOf?: (text: string) => string | undefined;
  /** Whether one text names a part of what the other names, or something that may be the same. */
  partOf?: (part: string, whole: string) => boolean;
  /** Every name of what a text names. */
  aliasesOf?: (text: string) => readonly string[];
  /** How surely a fact is said: "asserted", "claimed" ... */
  modalityOf?: (fact: string) => string | undefined;
  /** The names under which a stem may mention who says so. */
  sourceNamesOf?: (fact: string) => readonly string[];
}

export interface Telling { mend?: Message; severity?: Severity }

const BY_ID = new Map<RuleId, Rule>(RULES.map((rule) => [rule.id, rule]));

/** A finding with the number, severity and advice of its rule, where nothing else is said. */
export function finding(rule: RuleId, where: string, why: Message, { mend, severity }: Telling = {}): Finding {
  const { number, severity: usual } = BY_ID.get(rule)!;
  return { rule, number, severity: severity ?? usual, where, why, mend: mend ?? adviceOf(rule) };
}

/** What a rule is called. */
export function nameOf(rule: string): Message {
  return say(`linting.rules.${rule}.name`);
}

/** What to do in general about what a rule finds. */
export function adviceOf(rule: string): Message {
  return say(`linting.rules.${rule}.mend`);
}

/** A text as findings name it: on one line, and long ones cut. */
export function cut(text: string, most = 80): string {
  const line = text.replace(/\s+/gu, " ").trim();
  return line.length > most ? `${Array.from(line.slice(0, most)).slice(0, -1).join("")}…` : line;
}

/** The same between quotation marks, as the reader's language has them. */
export function quoted(text: string, most = 80): Message {
  return say("linting.quoted", { text: cut(text, most) });
}

export const isBlocking = ({ severity }: Finding): boolean => severity === "blocking";
