import { accessSync, constants, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statfsSync, writeFileSync } from "node:fs";
import { freemem, tmpdir } from "node:os";
import { basename, join } from "node:path";
import { deserialize, serialize } from "node:v8";

const MEMORY = "/dev/shm";
const PREFIX = "debrief-run-";
const GIB = 2 ** 30;

/** Gives the run a temporary folder of its own, which goes with it; in memory where Linux has room: hundreds of databases are made and removed, and none has to outlive the run. */
export function openRunFolder(): void {
  const name = `${PREFIX}${process.pid}`;
  if (basename(tmpdir()) === name) return;
  const place = hasRoom() ? MEMORY : tmpdir();
  removeLeftBehind(place);
  const folder = join(place, name);
  mkdirSync(folder, { mode: 0o711 });
  process.env["TMPDIR"] = folder;
  process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
}

/** What costs seconds to make and is the same for all processes of a run: the first that needs it leaves it for the others. */
export function madeOnce<T>(name: string, make: () => T): T {
  if (!basename(tmpdir()).startsWith(PREFIX)) return make();
  const file = join(tmpdir(), name);
  if (existsSync(file)) return deserialize(readFileSync(file)) as T;
  const made = make();
  writeFileSync(`${file}-${process.pid}`, serialize(made));
  renameSync(`${file}-${process.pid}`, file);
  return made;
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

/** A run that was killed could not tidy up. */
function removeLeftBehind(place: string): void {
  for (const name of readdirSync(place)) {
    const [, pid] = /^debrief-run-(\d+)$/.exec(name) ?? [];
    if (pid !== undefined && !isRunning(Number(pid))) rmSync(join(place, name), { recursive: true, force: true });
  }
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== "ESRCH";
  }
}
