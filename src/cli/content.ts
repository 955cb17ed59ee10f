import { Command } from "commander";
import type { Config } from "../config.ts";
import { checkContent } from "./check-content.ts";
import { beginIncident } from "./content-new.ts";
import { listRelations } from "./content-relations.ts";
import { exportContent, importContent } from "./content-packs.ts";

/** `debrief content ...`: everything about the files of the library. */
export function keepContent(readConfig: () => Config): Command {
  return new Command("content").description("check, begin, export and import incidents, and say what facts can say")
    .addCommand(checkContent("check")).addCommand(beginIncident()).addCommand(listRelations()).addCommand(exportContent(readConfig)).addCommand(importContent(readConfig));
}
