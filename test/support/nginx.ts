import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { chmod, readFile, writeFile } from "node:fs/promises";
import { createServer, type AddressInfo } from "node:net";
import { join } from "node:path";

export const hasNginx = () => spawnSync("nginx", ["-v"]).status === 0;

/** A port that is free now. */
export function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => { const { port } = server.address() as AddressInfo; server.close(() => resolve(port)); });
  });
}

const OWN_FOLDERS = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"];

/** nginx with deploy/nginx.conf, changed in nothing but where it listens, in front of processes on these ports. */
export async function startNginx(folder: string, port: number, behind: readonly number[]): Promise<{ stop: () => Promise<void> }> {
  await chmod(folder, 0o777);
  await writeFile(join(folder, "site.conf"), (await readFile("deploy/nginx.conf", "utf8")).replace("listen 80;", `listen 127.0.0.1:${port};`));
  await writeFile(join(folder, "debrief-servers.conf"), behind.map((each) => `server 127.0.0.1:${each} max_fails=2 fail_timeout=2s;\n`).join(""));
  const temporary = OWN_FOLDERS.map((name) => `${name}_temp_path ${folder}/${name};`).join(" ");
  await writeFile(join(folder, "nginx.conf"), `daemon off; worker_processes 1; pid ${folder}/nginx.pid; events {} http { access_log off; ${temporary} include site.conf; }`);
  const nginx = spawn("nginx", ["-e", "stderr", "-p", folder, "-c", join(folder, "nginx.conf")], { stdio: ["ignore", "ignore", "pipe"] });
  let said = "";
  nginx.stderr.on("data", (text) => { said += String(text); });
  const gone = once(nginx, "exit");
  for (let isOpen = false; !isOpen;) {
    if (nginx.exitCode !== null) throw new Error(`nginx ended: ${said}`);
    isOpen = await fetch(`http://127.0.0.1:${port}/readyz`).then(() => true, () => false);
  }
  return { stop: async () => { nginx.kill("SIGTERM"); await gone; } };
}
