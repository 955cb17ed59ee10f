import { spawn } from "node:child_process";

/** Runs scripts of package.json side by side; ends with 1 when one of them fails. */
const codes = await Promise.all(process.argv.slice(2).map(run));
process.exitCode = codes.every((code) => code === 0) ? 0 : 1;

function run(script) {
  const child = spawn("npm", ["run", "--silent", script], { stdio: "inherit", shell: process.platform === "win32" });
  return new Promise((ended) => { child.once("exit", ended); });
}
