import { readFileSync } from "node:fs";
import { programFile } from "./program-folder.ts";

/** The release of this program, as package.json has it. */
export const VERSION = (JSON.parse(readFileSync(programFile("package.json"), "utf8")) as { version: string }).version;
