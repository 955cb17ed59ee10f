import { readFileSync } from "node:fs";
import { join, posix } from "node:path";

const IMPORT = /^(?:import|export) (?:[^"';]+ from )?"([^"]+)";/gm;

/**
 * These modules of a folder with everything that they import, by their paths in it, so that a browser can load them from anywhere as long as they stay together.
 * @throws Error where one of them imports what is no file beside it, such as a package.
 */
export function moduleFiles(folder: string, entries: readonly string[]): Map<string, Uint8Array> {
  const [files, waiting] = [new Map<string, Uint8Array>(), [...entries]];
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    if (files.has(path)) continue;
    const source = readFileSync(join(folder, path));
    files.set(path, source);
    for (const [, named] of source.toString().matchAll(IMPORT)) waiting.push(neighbour(path, named!));
  }
  return files;
}

function neighbour(path: string, named: string): string {
  if (!/^\.\.?\//.test(named)) throw new Error(`${path} cannot stand alone: it imports ${named}.`);
  return posix.join(posix.dirname(path), named);
}
