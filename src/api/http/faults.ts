import type { z } from "zod";
import type { Value } from "../../lib/messages.ts";
import { say } from "../../lib/messages.ts";
import type { Reader } from "../../lib/readers.ts";
import type { Fault } from "./problems.ts";

const OUR_KEY = /^[a-z][a-z-]*(?:\.[a-z-]+)+$/;
const MOST = 50;

/** What a schema has against a value, place by place, in the reader's words. `where` turns a path into the pointer or the parameter that it belongs to. */
export function faultsIn({ issues }: z.ZodError, { t, inWords }: Reader, where: (path: readonly PropertyKey[]) => Partial<Fault>): Fault[] {
  return issues.flatMap((issue): Fault[] => {
    if (issue.code === "unrecognized_keys") return issue.keys.map((name) => ({ ...where([...issue.path, name]), detail: t("api-faults.unknown") }));
    return [{ ...where(issue.path), detail: inWords(wordsOf(issue)) }];
  }).slice(0, MOST);
}

/** A message of our own is a key of the catalogues; of the others the kind is enough. */
function wordsOf(issue: z.core.$ZodIssue) {
  const { minimum, maximum, params } = issue as { minimum?: Value; maximum?: Value; params?: Record<string, Value> };
  if (OUR_KEY.test(issue.message)) return say(issue.message, { ...(minimum !== undefined && { minimum }), ...(maximum !== undefined && { maximum }), ...params });
  switch (issue.code) {
    case "invalid_type": return say(issue.input === undefined ? "api-faults.missing" : "api-faults.type", { expected: issue.expected });
    case "invalid_value": return say("api-faults.value", { values: issue.values.map(String) });
    case "too_small": return say(`api-faults.small.${sizeOf(issue.origin)}`, { minimum: Number(issue.minimum) });
    case "too_big": return say(`api-faults.big.${sizeOf(issue.origin)}`, { maximum: Number(issue.maximum) });
    case "invalid_format": return say("api-faults.format", { expected: issue.format });
    default: return say("api-faults.odd");
  }
}

function sizeOf(origin: string): "text" | "list" | "number" {
  return origin === "string" ? "text" : origin === "array" ? "list" : "number";
}

/** `["options", 0, "text"]` -> `#/options/0/text` (RFC 6901, as a fragment). */
export function pointerTo(path: readonly PropertyKey[]): string {
  return `#${path.map((part) => `/${encodeURIComponent(String(part).replaceAll("~", "~0").replaceAll("/", "~1"))}`).join("")}`;
}
