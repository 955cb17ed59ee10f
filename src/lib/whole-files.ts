import { randomBytes } from "node:crypto";
import { open, rename, rm } from "node:fs/promises";
import { dirname } from "node:path";

/** A name beside a file, for what is not yet whole. */
export function besides(file: string, what: string): string {
  return `${file}.${what}-${randomBytes(4).toString("hex")}`;
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
  await settle(dirname(to));
}

/** A SQLite file with what stands beside it. */
export async function removeDatabase(file: string): Promise<void> {
  for (const end of ["", "-journal", "-wal", "-shm"]) await rm(file + end, { force: true });
}
