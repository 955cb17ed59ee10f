import { Command } from "commander";
import { checkLibrary } from "../engine/library/checking.ts";
import { parseContent } from "../engine/knowledge/content.ts";
import { systemClock } from "../lib/clock.ts";
import { showProgress } from "../lib/progress-bar.ts";
import { listAllContentFiles, listContentFiles, SHIPPED_CONTENT } from "../storage/content-files.ts";
import { tellCheckedToPeople, tellCheckedToPrograms } from "./content-report.ts";

interface Wish { json?: boolean; own?: boolean; strict?: boolean }

/** `debrief content check [folder]`, called `check-content` too: whether a content folder can be loaded, and whether it keeps the rules of the library. */
export function checkContent(name = "check-content"): Command {
  return new Command(name).description("check the YAML files of a content folder: what cannot be loaded, what breaks the rules of the library, what it covers")
    .argument("[folder]", "the folder", SHIPPED_CONTENT).option("--own", "the folder is an addition to what ships, as DATA_DIR/content is")
    .option("--strict", "exit with 1 for warnings as well").option("--json", "print one JSON object")
    .action((folder: string, { json, own, strict }: Wish) => {
      const files = own ? listAllContentFiles(folder) : listContentFiles(folder);
      const content = parseContent(files);
      const progress = showProgress("Writing questions");
      const report = checkLibrary(content, systemClock().toISOString().slice(0, 10), (done) => { if (done % 100 === 0) progress(done, content.facts.length); });
      progress(content.facts.length, content.facts.length);
      (json ? tellCheckedToPrograms : tellCheckedToPeople)({ files, content, report });
      if (report.findings.some(({ severity }) => strict || severity === "error")) process.exitCode = 1;
    });
}
