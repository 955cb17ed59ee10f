import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";

/** Builds the program when a source is newer than what was built. */
export function buildWhenStale(): void {
  const builtAt = existsSync("dist/server.js") ? statSync("dist/server.js").mtimeMs : 0;
  const sources = readdirSync("src", { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".ts")).map((name) => join("src", name));
  const newest = Math.max(...["bin/build.mjs", ...sources].map((name) => statSync(name).mtimeMs));
  if (newest < builtAt) return;
  const { status, stdout } = spawnSync("npm", ["run", "--silent", "build"], { encoding: "utf8", shell: process.platform === "win32" });
  if (status !== 0) throw new Error(`The build failed:\n${stdout}`);
}
