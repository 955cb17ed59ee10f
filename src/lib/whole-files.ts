import { randomBytes } from "node:crypto";
import { rmSync } from "node:fs";
import { open, rename, rm } from "node:fs/promises";
import { dirname } from "node:path";

/** What of these names may lie there and is not whole. */
const begun = new Set<string>();
const ENDS = ["", "-journal", "-wal", "-shm"];

/** A name beside a file, for what is not yet whole, or for what was there before and is kept. */
export function besides(file: string, what: string): string {
  const name = `${file}.${what}-${randomBytes(4).toString("hex")}`;
  if (what !== "before-restore") begun.add(name);
  return name;
}

/** Removes at once what was begun and is not in its place: somebody ends the process. */
export function removeBegun(): void {
  for (const file of begun) for (const end of ENDS) rmSync(file + end, { force: true, recursive: true });
}

/** What is in a file, or in a folder's list, is on disk after this, also when the power goes. */
export async function settle(path: string): Promise<void> {
  const handle = await open(path, "r");
  await handle.sync().catch((error: unknown) => { if (!["EINVAL", "EISDIR", "EPERM"].includes((error as { code?: string }).code ?? "")) throw error; }).finally(() => handle.close());
}

/** Gives a whole file its place at once: whoever looks there sees what was there before, or all of it. */
export async function putInPlace(from: string, to: string): Promise<void> {
  await settle(from);
  await rename(from, to);
  begun.delete(from);
  await settle(dirname(to));
}

/** A SQLite file with what stands beside it. */
export async function removeDatabase(file: string): Promise<void> {
  for (const end of ENDS) await rm(file + end, { force: true });
  begun.delete(file);
}
