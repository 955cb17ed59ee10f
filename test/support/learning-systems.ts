import { readFileSync } from "node:fs";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { extname } from "node:path";
import { readArchive } from "../../src/lib/archive.ts";

const TYPES: Readonly<Record<string, string>> = { ".html": "text/html; charset=utf-8", ".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml", ".woff2": "font/woff2", ".png": "image/png" };

/** A learning system on loopback: it serves an unpacked package under /package/, and whatever `answer` takes first. */
export interface LearningSystem { address: string; files: ReadonlyMap<string, Uint8Array>; close: () => Promise<void> }
export type Answer = (request: IncomingMessage, response: ServerResponse, body: string) => boolean;

export async function openLearningSystem(archive: Uint8Array, answer: Answer): Promise<LearningSystem> {
  const files = await readArchive(archive);
  const server: Server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on("data", (part: Buffer) => parts.push(part)).on("end", () => {
      if (answer(request, response, Buffer.concat(parts).toString())) return;
      const path = decodeURIComponent(new URL(request.url!, "http://here").pathname);
      const content = files.get(path.replace(/^\/package\//, ""));
      response.writeHead(content ? 200 : 404, { "Content-Type": TYPES[extname(path)] ?? "text/plain" }).end(content);
    });
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  return { address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, files, close: async () => { server.closeAllConnections(); await new Promise((closed) => server.close(closed)); } };
}

/** The page around a package with the run-time of scorm-again. What a run-time keeps outlives the page; every call that ends with an error code is noted. */
export function runTimePage(version: "12" | "2004"): string {
  const [name, kind] = version === "12" ? ["API", "Scorm12API"] : ["API_1484_11", "Scorm2004API"];
  return `<!doctype html><title>Learning system</title><body style="margin:0"><script src="/scorm-again.js"></script><script>
    const runTime = new window.${kind}({ autocommit: false, logLevel: 5 });
    const kept = JSON.parse(localStorage.getItem("cmi") ?? "null");
    if (kept) {
      const place = kept.cmi.core ?? kept.cmi;
      place.entry = place.exit === "suspend" ? "resume" : "";
      runTime.loadFromJSON(kept.cmi, "cmi");
    }
    const faults = JSON.parse(localStorage.getItem("faults") ?? "[]");
    const names = ${JSON.stringify(version === "12" ? ["LMSInitialize", "LMSFinish", "LMSGetValue", "LMSSetValue", "LMSCommit"] : ["Initialize", "Terminate", "GetValue", "SetValue", "Commit"])};
    const fault = () => String(runTime.${version === "12" ? "LMSGetLastError" : "GetLastError"}());
    window.${name} = { ${version === "12" ? "LMSGetLastError" : "GetLastError"}: fault };
    const keep = () => { localStorage.setItem("cmi", JSON.stringify({ cmi: runTime.cmi.toJSON() })); localStorage.setItem("faults", JSON.stringify(faults)); };
    for (const each of names) window.${name}[each] = (...given) => {
      const answer = runTime[each](...given);
      if (fault() !== "0") faults.push([each, ...given, fault()]);
      if (/Commit|Finish|Terminate/.test(each)) keep();
      return answer;
    };
  </script><iframe title="Package" src="/package/index.html" style="border:0;width:100%;height:100vh"></iframe>`;
}

export const scormAgain = (): Buffer => readFileSync("node_modules/scorm-again/dist/scorm-again.min.js");
