import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

export interface Chromium { path: string; remove: () => Promise<void> }

const PLACES = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome", "/usr/bin/google-chrome-stable", "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome", "/Applications/Chromium.app/Contents/MacOS/Chromium"];

/** CHROMIUM_PATH, else a Chromium of this machine, else the packaged one, unpacked for this run. */
export async function findChromium(): Promise<Chromium> {
  const named = process.env["CHROMIUM_PATH"];
  if (named && !existsSync(named)) throw new Error(`CHROMIUM_PATH is ${named}, and there is no such file.`);
  const path = named || PLACES.find((place) => existsSync(place));
  return path ? { path, remove: () => Promise.resolve() } : unpackChromium();
}

/** The package unpacks into the temporary folder and takes whatever lies there already: it gets one of its own. */
async function unpackChromium(): Promise<Chromium> {
  const folder = await mkdtemp(join(tmpdir(), "debrief-chromium-"));
  try {
    const path = await unpackInto(folder);
    return { path: hasItsLibraries(path) ? path : await withOwnLibraries(folder, path), remove: () => rm(folder, { recursive: true, force: true }) };
  } catch (cause) {
    throw new Error("The browser tests need Chromium: none is on this machine, and the packaged one could not be unpacked. Install Chromium or set CHROMIUM_PATH.", { cause });
  }
}

/** The second variable makes the package unpack the libraries too that a bare system lacks. */
async function unpackInto(folder: string): Promise<string> {
  const usual = { TMPDIR: process.env["TMPDIR"], AWS_LAMBDA_JS_RUNTIME: process.env["AWS_LAMBDA_JS_RUNTIME"], LD_LIBRARY_PATH: process.env["LD_LIBRARY_PATH"] };
  Object.assign(process.env, { TMPDIR: folder, AWS_LAMBDA_JS_RUNTIME: "nodejs20.x" });
  try {
    const { default: packaged } = await import("@sparticuz/chromium");
    return await packaged.executablePath();
  } finally {
    for (const [name, value] of Object.entries(usual)) if (value === undefined) delete process.env[name]; else process.env[name] = value;
  }
}

function hasItsLibraries(path: string): boolean {
  return spawnSync(path, ["--version"]).status === 0;
}

/** A script that starts it with the libraries that came along. */
async function withOwnLibraries(folder: string, path: string): Promise<string> {
  const script = join(folder, "start-chromium");
  await writeFile(script, `#!/bin/sh\nLD_LIBRARY_PATH="${join(folder, "al2023/lib")}" exec "${path}" "$@"\n`, { mode: 0o755 });
  return script;
}
