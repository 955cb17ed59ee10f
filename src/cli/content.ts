import { Command } from "commander";
import { checkContent } from "./check-content.ts";
import { beginIncident } from "./content-new.ts";

/** `debrief content ...`: everything about the files of the library. */
export function keepContent(): Command {
  return new Command("content").description("check, begin, export and import incidents").addCommand(checkContent("check")).addCommand(beginIncident());
}
