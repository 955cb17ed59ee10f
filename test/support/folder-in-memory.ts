import { accessSync, constants, existsSync, mkdirSync, readdirSync, rmSync, statfsSync } from "node:fs";
import { freemem } from "node:os";
import { join } from "node:path";

const MEMORY = "/dev/shm";
const PREFIX = "debrief-tests-";
const GIB = 2 ** 30;

/** Where Linux has room for it in memory, temporary files of the tests go there: hundreds of databases are made and removed, and none has to outlive the run. */
export function keepTemporaryFilesInMemory(): void {
  const folder = join(MEMORY, `${PREFIX}${process.pid}`);
  if (process.env["TMPDIR"] === folder || !hasRoom()) return;
  removeLeftBehind();
  mkdirSync(folder, { mode: 0o711 });
  process.env["TMPDIR"] = folder;
  process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
}

function hasRoom(): boolean {
  if (process.platform !== "linux" || !existsSync(MEMORY)) return false;
  try {
    accessSync(MEMORY, constants.W_OK);
  } catch {
    return false;
  }
  const { bavail, bsize } = statfsSync(MEMORY);
  return bavail * bsize > 3 * GIB && freemem() > 6 * GIB;
}

/** A run that was killed could not tidy up, and memory is dearer than disk. */
function removeLeftBehind(): void {
  const ended = readdirSync(MEMORY).filter((name) => name.startsWith(PREFIX) && !existsSync(join("/proc", name.slice(PREFIX.length))));
  for (const name of ended) rmSync(join(MEMORY, name), { recursive: true, force: true });
}
