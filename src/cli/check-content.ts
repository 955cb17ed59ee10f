import { Command } from "commander";
import { parseContent } from "../engine/knowledge/content.ts";
import { listAllContentFiles, listContentFiles, SHIPPED_CONTENT } from "../storage/content-files.ts";

/** `debrief check-content [folder]`: whether the files of a content folder can be loaded. */
export function checkContent(): Command {
  return new Command("check-content").description("check the YAML files of a content folder; prints file, line and reason of what is wrong")
    .argument("[folder]", "the folder", SHIPPED_CONTENT).option("--own", "the folder is an addition to what ships, as DATA_DIR/content is").option("--json", "print one JSON object")
    .action((folder: string, { json, own }: { json?: boolean; own?: boolean }) => {
      const { incidents, entities, facts, decide } = parseContent(own ? listAllContentFiles(folder) : listContentFiles(folder));
      const counts = { incidents: incidents.length, entities: entities.length, facts: facts.length, decide: decide.length };
      console.log(json ? JSON.stringify(counts) : Object.entries(counts).map(([name, count]) => `${count} ${name}`).join(", "));
    });
}
