import { Command } from "commander";
import type { Config } from "../config.ts";
import { checkContent } from "./check-content.ts";
import { beginIncident } from "./content-new.ts";
import { exportContent, importContent } from "./content-packs.ts";

/** `debrief content ...`: everything about the files of the library. */
export function keepContent(readConfig: () => Config): Command {
  return new Command("content").description("check, begin, export and import incidents")
    .addCommand(checkContent("check")).addCommand(beginIncident()).addCommand(exportContent(readConfig)).addCommand(importContent(readConfig));
}
