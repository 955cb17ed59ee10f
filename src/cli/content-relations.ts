import { Command } from "commander";
import { parseContent } from "../engine/knowledge/content.ts";
import type { Relation } from "../engine/knowledge/relation.ts";
import { listAllContentFiles } from "../storage/content-files.ts";
import { printLines } from "./printing.ts";

/** `debrief content relations [type]`: what facts can say, as sentences, so that nobody has to read the vocabulary for it. Incidents are not read: one that somebody is still writing is no hindrance. */
export function listRelations(): Command {
  return new Command("relations").description("what facts can say: each relation with the types on its two sides, and its sentence")
    .argument("[type]", "only those whose subject or object can be of this type, such as attack-pattern")
    .option("--folder <folder>", "with what this content folder adds").option("--json", "print one JSON object")
    .action(async (type: string | undefined, { folder, json }: { folder?: string; json?: boolean }) => {
      const { relations } = parseContent(listAllContentFiles(folder).filter(({ name }) => name.startsWith("vocabulary/")));
      const found = relations.filter(({ domain, range }) => type === undefined || [...domain, ...range].some((each) => each === type));
      if (found.length === 0) throw new Error(`No relation has the type ${type} on either side. Types: ${[...new Set(relations.flatMap(({ domain, range }) => [...domain, ...range]))].sort().join(", ")}.`);
      await printLines(json ? [JSON.stringify({ relations: found })] : found.map(lineOf));
    });
}

function lineOf({ id, domain, range, truth }: Relation): string {
  return `${id}: ${domain.join(", ")} -> ${range.join(", ")}\n  ${truth}`;
}
