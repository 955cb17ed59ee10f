import { existsSync } from "node:fs";
import { dirname, join } from "node:path";

/** The folder that holds package.json: what was built stands at different depths below it. */
function findFolder(from: string): string {
  return existsSync(join(from, "package.json")) || dirname(from) === from ? from : findFolder(dirname(from));
}

const FOLDER = findFolder(import.meta.dirname);

/** Where a file or folder that comes with the program is, such as "locales". */
export function programFile(path: string): string {
  return join(FOLDER, path);
}
