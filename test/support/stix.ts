import { ImportRefused } from "../../src/engine/knowledge/imports/complaints.ts";
import type { Imported, Naming } from "../../src/engine/knowledge/imports/imported.ts";
import { readStix } from "../../src/engine/knowledge/imports/stix.ts";

const WHEN = "2020-01-02T03:04:05.000Z";

/** The STIX id with this number. */
export function stixId(type: string, number: number): string {
  return `${type}--00000000-0000-4000-8000-${String(number).padStart(12, "0")}`;
}

export function stixObject(type: string, number: number, fields: object = {}): Record<string, unknown> {
  return { type, spec_version: "2.1", id: stixId(type, number), created: WHEN, modified: WHEN, ...(type === "relationship" ? {} : { name: `Thing ${number}` }), ...fields };
}

export function link(number: number, relationship_type: string, source_ref: string, target_ref: string, fields: object = {}): Record<string, unknown> {
  return stixObject("relationship", number, { relationship_type, source_ref, target_ref, ...fields });
}

export const GROUP = stixObject("intrusion-set", 1, { name: "Velmora", external_references: [{ source_name: "page", url: "https://bundle.example/velmora" }] });
export const TOOL = stixObject("tool", 2, { name: "Kestrin" });
export const USES = link(3, "uses", stixId("intrusion-set", 1), stixId("tool", 2));

/** What the bundle of these objects gives. */
export function imported(objects: unknown[], naming: Naming = { name: "Test Data" }): Imported {
  return readStix(JSON.stringify({ type: "bundle", id: stixId("bundle", 0), objects }), naming);
}

/** Why it was refused; fails when it was not. */
export function refusal(deed: () => unknown): string[] {
  try {
    deed();
  } catch (error) {
    if (error instanceof ImportRefused) return error.problems;
    throw error;
  }
  throw new Error("It was not refused.");
}
