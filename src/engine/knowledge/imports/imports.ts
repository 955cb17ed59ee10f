import { ImportRefused } from "./complaints.ts";
import { parseJson } from "./json-text.ts";
import type { Imported, Naming } from "./imported.ts";
import { readMisp } from "./misp.ts";
import { readStix } from "./stix.ts";

/** Reads a file of threat intelligence, whichever of the known kinds it is. @throws ImportRefused with everything that is wrong */
export function readIntelligence(text: string, naming: Naming = {}): Imported {
  if (/"type"\s*:\s*"bundle"/.test(text)) return readStix(text, { ...naming, date: undefined });
  if (/"values"\s*:/.test(text)) return readMisp(text, naming);
  parseJson(text);
  throw new ImportRefused(["this is neither a STIX bundle (\"type\": \"bundle\") nor a MISP galaxy cluster file (with \"values\")"]);
}
