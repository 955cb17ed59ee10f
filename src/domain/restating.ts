import { createHash } from "node:crypto";
import { uuidOf } from "../lib/uuids.ts";
import type { StatementRow } from "../storage/hook-tables.ts";
import { VERBS, type Json, type StatementRules } from "./statement-parts.ts";

/** What goes to the store, without the brackets of a list, and what it knows when it has taken that. */
export interface Words { body: string; tells: string }

/**
 * What the store is to be told where `statement` holds by now; undefined where it knows. A statement cannot be changed: the former one is voided, and another follows with the result as it is (xAPI 1.0.3, Data 2.3.2).
 * Ids follow from the former one, so they are the same at every try.
 */
export function restated({ told }: Pick<StatementRow, "told">, statement: Json | undefined, rules: StatementRules, at: Date): Words | undefined {
  if (told === null) return statement && { body: JSON.stringify(statement), tells: `${String(statement["id"])} ${digestOf(statement)}` };
  const [former, known] = told.split(" ") as [string, string];
  const digest = statement ? digestOf(statement) : "";
  if (digest === known) return undefined;
  const id = uuidOf(`${rules.site}/statements/${former}/again`);
  const said = [...(known ? [voiding(former, rules, at)] : []), ...(statement ? [{ ...statement, id }] : [])];
  return { body: said.map((each) => JSON.stringify(each)).join(","), tells: `${statement ? id : former} ${digest}` };
}

/** Of what regrading can change. */
function digestOf({ verb, result, object }: Json): string {
  const { definition } = object as { definition?: Json };
  return createHash("sha256").update(JSON.stringify([verb, result, definition?.["correctResponsesPattern"]])).digest("base64url");
}

/** It is the installation that voids, not the person whom the statement is about. */
function voiding(id: string, { site, platform }: StatementRules, at: Date): Json {
  const actor = { objectType: "Agent", name: platform, account: { homePage: site, name: "debrief" } };
  return { id: uuidOf(`${site}/statements/${id}/voided`), actor, verb: { id: `${VERBS}voided`, display: { en: "voided", de: "widerrufen" } }, object: { objectType: "StatementRef", id }, timestamp: at.toISOString() };
}
