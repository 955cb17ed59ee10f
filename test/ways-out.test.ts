import { readdirSync, readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { requestOffice } from "../src/domain/request-office.ts";
import { tidyAddress } from "../src/domain/saving-views.ts";
import { checkedFetch } from "../src/domain/single-sign-on/checked-fetch.ts";
import { webhookOffice } from "../src/domain/webhook-office.ts";
import { localPath } from "../src/web/http/sign-in-address.ts";
import { wayBack } from "../src/web/studio/way-back.ts";

const files = readdirSync("src", { recursive: true, encoding: "utf8" }).map((file) => file.replaceAll("\\", "/")).filter((file) => file.endsWith(".ts"));
const codeOf = (file: string) => readFileSync(join("src", file), "utf8").replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, "");
/** What the groups of a pattern take from the code, by file; each once. */
function found(pattern: RegExp): Record<string, string[]> {
  const takenIn = (file: string) => [...new Set([...codeOf(file).matchAll(pattern)].map(([, ...groups]) => groups.find(Boolean)!))].sort();
  return Object.fromEntries(files.toSorted().map((file) => [file, takenIn(file)] as const).filter(([, taken]) => taken.length > 0));
}

/** Everything that can ask another machine, and why it asks no other than it may. Whoever adds one says here what keeps it out of the network inside. */
const ASKING: Record<string, { by: string[]; because: string }> = {
  "domain/request-office.ts": { by: ["node:http", "node:https"], because: "the office: looked at when connecting" },
  "domain/single-sign-on/checked-fetch.ts": { by: ["node:http", "node:https"], because: "the office: looked at when connecting" },
  "domain/webhook-office.ts": { by: ["requestOffice("], because: "by the office: channels" },
  "domain/single-sign-on/oidc-discovery.ts": { by: ["checkedFetch(", "openid-client"], because: "by the office: discovery, keys, tokens" },
  "domain/single-sign-on/oidc.ts": { by: ["openid-client"], because: "by the configuration of oidc-discovery.ts" },
  "domain/single-sign-on/back-channel.ts": { by: ["createRemoteJWKSet("], because: "by fetchOf, the office" },
  "domain/lti-keys.ts": { by: ["createRemoteJWKSet("], because: "by the office that it is given" },
  "domain/language-model.ts": { by: ["fetch("], because: "only where MODEL_URL says; no redirect is followed" },
  "domain/post-office.ts": { by: ["nodemailer"], because: "only where SMTP_URL says" },
  "mailing.ts": { by: ["requestOffice(", "webhookOffice("], because: "by the office: events, statements, grades, channels" },
  "domain/channels.ts": { by: ["webhookOffice("], because: "by the office: trying a channel" },
  "web/admin/integrations/record-store.ts": { by: ["requestOffice("], because: "by the office: trying a record store" },
  "web/admin/integrations/learning-systems.ts": { by: ["requestOffice("], because: "by the office: members of courses" },
  "web/lti/launches.ts": { by: ["requestOffice("], because: "by the office: keys of platforms" },
  "web/lti/registrations.ts": { by: ["requestOffice("], because: "by the office: registering at platforms" },
};
const ASKS = new RegExp([
  /(?:import \{[^}]*\b(?:request|get|connect|createConnection|createSocket|Agent)\b[^}]*\} from|import \* as \w+ from|import \w+ from) "(node:(?:https?|http2|net|tls|dgram))"/,
  /^import (?!type).* from "(undici|nodemailer|openid-client|axios|got|ws)"|(?:import|onDemand<[^>]*>)\("(undici|nodemailer|openid-client|axios|got|ws)"\)/,
  /(?<!function |[^)]\.)\b((?:fetch|requestOffice|checkedFetch|webhookOffice|createRemoteJWKSet)\(|new (?:WebSocket|EventSource)\b)/,
].map(({ source }) => source).join("|"), "gm");

/** Whoever sends a browser to another site, and why it is no site that came with the request. Every other redirect leads to this one (web/http/redirects.ts). */
const LEAVING: Record<string, string> = {
  "web/http/redirects.ts": "redirects that were found to stay",
  "web/lti/launches.ts": "the sign-in address of the registration",
  "web/sign-in/setting-off.ts": "the sign-in or sign-out address of the provider, as kept of it",
};
const LEAVES = /(?<!function )\b(leaveFor\(|\.location\(|"(?:Location|Refresh)"|\bwriteHead\()/gi;

const HOSTILE = [
  "https://127.0.0.1/x", "https://10.0.0.1/x", "https://192.168.1.1/x", "https://172.31.0.1/x", "https://169.254.169.254/latest/meta-data", "https://[::1]/x", "https://[::ffff:127.0.0.1]/x", "https://[::ffff:a9fe:a9fe]/x", "https://[fe80::1]/x",
  "https://[fd00::1]/x", "https://[64:ff9b::7f00:1]/x", "https://0/x", "https://2130706433/x", "https://0x7f.1/x", "https://127.0.0.1./x", "https://localhost/x", "https://a.internal./x", "http://93.184.215.14/x", "https://u:p@93.184.215.14/x",
  "https://93.184.215.14:22/x", "file:///etc/passwd", "gopher://127.0.0.1/x", "//127.0.0.1/x", "",
];

describe("a request to another machine", () => {
  test("is only made where it is known what keeps it from the network inside", () => {
    expect(found(ASKS)).toEqual(Object.fromEntries(Object.entries(ASKING).map(([file, { by }]) => [file, by])));
  });

  test("goes to no private address by any office, be it written, looked up, looked up again or led to", async () => {
    const asked: string[] = [];
    const server = createServer((request, response) => { asked.push(request.url!); response.writeHead(302, { Location: `${origin}/inside` }).end(); });
    await new Promise<void>((listening) => { server.listen(0, "127.0.0.1", listening); });
    const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const resolving = (...turns: string[][]) => ((_name: string, _options: object, done: (error: null, found: object[]) => void) => { done(null, (turns.shift() ?? ["127.0.0.1"]).map((address) => ({ address, family: 4 }))); }) as never;
    const [public4, inside] = ["93.184.215.14", "127.0.0.1"];
    for (const address of [...HOSTILE, `${origin}/x`]) {
      expect(await requestOffice([])(address, {}), address).toEqual({ fault: "refused" });
      expect(await webhookOffice([])(address, {}), address).toMatchObject({ isTaken: false, isFinal: true });
      await expect(checkedFetch([])(address), address).rejects.toMatchObject({ name: "AddressRefused" });
    }
    for (const turns of [[[inside]], [[public4, inside]], [["169.254.169.254"]], [[]]]) expect(await requestOffice([], { resolve: resolving(...turns) })("https://rebound.example.org/x", {})).toEqual({ fault: "inside" });
    expect(await requestOffice([origin])(`${origin}/out`, {})).toMatchObject({ status: 302 });
    expect((await checkedFetch([origin])(`${origin}/out`)).status).toBe(302);
    expect(await webhookOffice([origin])(`${origin}/out`, {})).toMatchObject({ isTaken: false, isFinal: true });
    expect(asked).toEqual(["/out", "/out", "/out"]);
    server.close();
  });
});

describe("a page that leads on", () => {
  test("leads to another site only where it is known that the address did not come with the request", () => {
    const leaving = Object.keys(found(LEAVES)).filter((file) => file.startsWith("web/"));
    expect(leaving).toEqual(Object.keys(LEAVING));
  });

  test.each<[string, (address: string) => string | undefined]>([["localPath", localPath], ["tidyAddress", tidyAddress], ["wayBack", wayBack]])("stays here whatever address it is given, by %s", (_name, kept) => {
    const odd = ["https://evil.example", "//evil.example", "/\\evil.example", "\\\\evil.example", "/\t/evil.example", "/\n/evil.example", "javascript:alert(1)", "/%2f%2fevil.example/..", "/.//evil.example", "///evil.example", "/session\r\nSet-Cookie: a=b", "@evil.example", ".evil.example", "//[::1]"];
    const stays = (address: string) => { const to = kept(address); expect(to === undefined || (to.startsWith("/") && new URL(to, "https://debrief.example").origin === "https://debrief.example" && !/\s/.test(to)), address).toBe(true); };
    for (const address of odd) stays(address);
    fc.assert(fc.property(fc.array(fc.constantFrom("/", "\\", "\t", "\n", "evil.example", "desk", "teams", "studio", "articles", "a", "?", "#", "@", ":", "%2f", ".", "..", "//"), { maxLength: 8 }), (parts) => stays(parts.join(""))), { numRuns: 300 });
  });
});
