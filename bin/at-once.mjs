import { spawn } from "node:child_process";

/** Programs written in Go spend a fifth of their time on tidying memory that is given back a moment later anyway. */
const env = { GOGC: "400", ...process.env };

/** Runs scripts of package.json side by side; says at the end which of them failed, and ends with 1 then. */
const failed = (await Promise.all(process.argv.slice(2).map(run))).filter(Boolean);
for (const script of failed) process.stderr.write(`npm run ${script} failed: its complaints stand above.\n`);
process.exitCode = failed.length === 0 ? 0 : 1;

function run(script) {
  const child = spawn("npm", ["run", "--silent", script], { stdio: "inherit", shell: process.platform === "win32", env });
  return new Promise((ended) => { child.once("exit", (code) => ended(code === 0 ? undefined : script)); });
}
