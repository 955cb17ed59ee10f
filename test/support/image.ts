import { cp, readFile, symlink } from "node:fs/promises";
import { basename, join } from "node:path";

/** What the last part of deploy/Dockerfile takes from the checkout. */
export async function copiedIntoImage(): Promise<string[]> {
  const last = (await readFile("deploy/Dockerfile", "utf8")).split(/^FROM /m).at(-1)!;
  return [...last.matchAll(/^COPY (?:--from=(\w+) \/app\/)?(.+) \.\/[\w]*$/gm)].filter(([, from]) => from !== "packages").flatMap(([, , names]) => names!.split(" "));
}

/** Lays the program out as it is in the container, so that a test finds out what is missing there. */
export async function layOutImage(folder: string): Promise<void> {
  for (const name of await copiedIntoImage()) await cp(name, join(folder, basename(name)), { recursive: true });
  await symlink(join(process.cwd(), "node_modules"), join(folder, "node_modules"));
}
