import { complaints, ImportRefused, kindOf } from "./complaints.ts";
import { parseJson } from "./json-text.ts";
import { checkObject } from "./stix-checks.ts";
import type { StixObject } from "./stix-objects.ts";

/** The objects of a bundle in their order, of each the newest version only. */
export interface Bundle { objects: StixObject[]; superseded: number; repeated: number }

/** Reads and checks a STIX bundle. @throws ImportRefused with every reason */
export function readBundle(text: string): Bundle {
  const data = parseJson(text);
  const objects = kindOf(data) === "an object" ? (data as { objects?: unknown }).objects : undefined;
  if (!Array.isArray(objects)) throw new ImportRefused([`this is no STIX bundle: it must be an object with a list named "objects"${whatElse(data)}`]);
  const problems = complaints();
  const checked = objects.filter((object: unknown, index): object is StixObject => checkObject(object, index, problems));
  problems.end();
  const bundle = newestOnly(checked, problems.add);
  problems.end();
  return bundle;
}

function whatElse(data: unknown): string {
  const keys = kindOf(data) === "an object" ? Object.keys(data as object) : [];
  if (keys.includes("values")) return "; it looks like a MISP galaxy: use `debrief import misp`";
  return keys.includes("type") && keys.includes("id") ? "; it looks like a single object: put it into a bundle" : "";
}

/** A bundle may hold several versions of an object: the latest modified counts. One version twice must be the same both times. */
function newestOnly(objects: readonly StixObject[], complain: (reason: string) => void): Bundle {
  const newest = new Map<string, StixObject>();
  let [superseded, repeated] = [0, 0];
  for (const object of objects) {
    const other = newest.get(object.id);
    if (!other) { newest.set(object.id, object); continue; }
    const difference = timeOf(object) - timeOf(other);
    const isOther = difference === 0 && JSON.stringify(other) !== JSON.stringify(object);
    if (isOther) complain(`${object.id} stands there twice with different content and no different "modified" that says which is newer`);
    if (difference === 0) repeated += 1; else superseded += 1;
    if (difference > 0) newest.set(object.id, object);
  }
  return { objects: [...newest.values()], superseded, repeated };
}

/** Milliseconds, and the digits of a second behind them. */
function timeOf({ modified, created }: StixObject): number {
  const time = modified ?? created;
  if (time === undefined) return 0;
  const finer = /\.\d{3}(\d+)Z$/.exec(time)?.[1];
  return Date.parse(time.replace(/:60/, ":59")) + (finer ? Number(`0.${finer}`) : 0);
}
