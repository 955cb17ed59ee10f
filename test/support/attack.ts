import { request as ask } from "node:http";
import { randomUUID } from "node:crypto";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { rm } from "node:fs/promises";
import type { Config } from "../../src/config.ts";
import { refreshFigures } from "../../src/domain/refreshing-figures.ts";
import { judgeQuestions } from "../../src/domain/judging.ts";
import { tallyUp } from "../../src/domain/tallying.ts";
import type { Person } from "../../src/storage/tables.ts";
import { pathWith, routesIn } from "./routes.ts";
import { PASSWORD } from "./make.ts";
import { openOn, type World } from "./world.ts";

/** What an attacker saw, by who looked and where. */
export type Transcript = Map<string, string>;
export interface Attacker { name: string; person: Person | null }

/** A second installation that was the first one until now. SQLite only. */
export async function forkWorld(world: World, overrides: Partial<Config>): Promise<World> {
  const url = join(tmpdir(), `debrief-attack-${randomUUID()}.sqlite`);
  await world.db.raw("VACUUM INTO ?", [url]);
  const fork = await openOn({ url, remove: async () => { for (const end of ["", "-wal", "-shm"]) await rm(url + end, { force: true }); } }, overrides);
  fork.travelTo(world.now());
  return fork;
}

/** `closed` gathers what is refused to somebody for their role, whatever was answered meanwhile (access.test.ts), and spares it the next time. */
interface Look { most?: number; label?: string; only?: readonly string[]; closed?: Set<string> }

/** POSTs that only tell something. */
const TELLING = /export|preview|trial|check|download/;
/** Nobody's figures: files of the program, what is made anew whenever it is asked for, and doors for programs, which open to tokens alone. */
const SKIPPED = /^\/(?:api\/v1|scim|lti|healthz|css|js|fonts|account|session|setup|leaving|calendar|styleguide)|data\/download$|\.xlsx$|^\/studio\/(?:articles|incidents|imports|facts|entities|decisions)\/.|^\/studio\/questions\/new/;

/**
 * Everything that an attacker can open now, or `only` these places: every route of the router with each of these ids, and whatever the pages found there link to, forms that only ask included.
 * What differs from one look to the next without anybody's deed is taken out.
 */
export async function lookAround(world: World, attackers: readonly Attacker[], ids: Readonly<Record<string, string>>, { most = 250, label = "", only, closed = new Set() }: Look = {}): Promise<Transcript> {
  await tallyUp(world.db);
  await judgeQuestions(world.db);
  await refreshFigures(world.db, { mode: world.config.privacyMode, least: 5 }, world.now(), { all: true });
  const seen: Transcript = new Map();
  for (const { name, person } of attackers) {
    const cookie = person ? await signIn(world, person) : "";
    const met = new Set(only ?? startsOf(world, ids));
    const room = only ? 0 : met.size + most;
    for (const place of met) {
      if (closed.has(`${name}: ${place}`)) continue;
      const [method, path] = place.split(" ") as [string, string];
      const { status, headers, body } = await fetchFrom(world, method, path, cookie);
      if (status === 403) closed.add(`${name}: ${place}`);
      if (status === 404 || status === 403) continue;
      seen.set(`${label} ${name}: ${place}`, settled(`${status} ${headers}\n${body}`));
      for (const link of linksIn(body)) if (met.size < room && !SKIPPED.test(link)) met.add(`GET ${link}`);
    }
  }
  return seen;
}

/** `ids` by the beginning of the paths in which they stand; a path that begins otherwise is tried with all of them. */
function startsOf(world: World, ids: Readonly<Record<string, string>>): string[] {
  const routes = routesIn(world).filter((route) => (route.startsWith("GET ") || (route.startsWith("POST ") && TELLING.test(route))) && !SKIPPED.test(route.split(" ")[1]!));
  return routes.flatMap((route) => (route.includes(":") ? idsFor(route.split(" ")[1]!, ids).map((id) => `${route.split(" ")[0]!} ${pathWith(route, id)}`) : [route]));
}

function idsFor(path: string, ids: Readonly<Record<string, string>>): string[] {
  const own = Object.entries(ids).filter(([beginning]) => path.startsWith(beginning)).map(([, id]) => id);
  return own.length > 0 ? own : [...new Set(Object.values(ids))];
}

/** Links, and what a form that only asks would ask with each choice of each of its lists. */
function linksIn(html: string): string[] {
  const links = [...html.matchAll(/(?:href|action)="(\/[^"#]*)/g)].map(([, link]) => link!.replaceAll("&amp;", "&"));
  const forms = [...html.matchAll(/<form method="get" action="([^"]*)"(.*?)<\/form>/gs)].flatMap(([, action, inside]) =>
    [...inside!.matchAll(/<select[^>]* name="([^"]*)"(.*?)<\/select>/gs)].flatMap(([, name, options]) => [...options!.matchAll(/value="([^"]*)"/g)].map(([, value]) => `${action!}?${name!}=${encodeURIComponent(value!)}`)));
  return [...new Set([...links, ...forms])];
}

/** Seals, salts, times of files and the addresses that a form proposes say nothing of results. */
function settled(text: string): string {
  return text.replace(/\b[0-9a-f]{64}\b/g, "#").replace(/(data-shown|v)="?\d{10,}"?/g, "#").replace(/(?<=[?&]paper=)[\w-]+/g, "#").replace(/(?<=<input type="hidden" name="id" value=")[\w-]{16}/g, "#");
}

async function signIn(world: World, { email }: Person): Promise<string> {
  const { headers } = await world.visitor().post("/session").type("form").send({ email, password: PASSWORD });
  return (headers["set-cookie"] as unknown as string[]).map((cookie) => cookie.split(";")[0]).join("; ");
}

function fetchFrom({ address }: World, method: string, path: string, cookie: string): Promise<{ status: number; headers: string; body: string }> {
  return new Promise((done, fail) => {
    const sent = ask(address + path, { method, agent: false, headers: { cookie, "sec-fetch-site": "same-origin" } }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on("data", (chunk: Buffer) => chunks.push(chunk)).on("error", fail).on("end", () => {
        const headers = Object.entries(answer.headers).filter(([name]) => !["date", "set-cookie", "x-request-id", "etag", "content-length", "connection", "keep-alive", "transfer-encoding"].includes(name)).map(([name, value]) => `${name}: ${String(value)}`).join("\n");
        done({ status: answer.statusCode!, headers, body: Buffer.concat(chunks).toString("utf8").replaceAll(address, "http://here") });
      });
    });
    sent.on("error", fail).end();
  });
}

/** Where two attackers see different things, with the first words that differ. */
export function differencesOf(one: Transcript, other: Transcript): string[] {
  return [...new Set([...one.keys(), ...other.keys()])].filter((key) => one.get(key) !== other.get(key)).map((key) => `${key}: ${firstDifference(one.get(key) ?? "", other.get(key) ?? "")}`);
}

function firstDifference(one: string, other: string): string {
  let place = 0;
  while (place < one.length && one[place] === other[place]) place += 1;
  const around = (text: string) => text.slice(Math.max(0, place - 60), place + 60).replace(/\s+/g, " ");
  return `“${around(one)}” or “${around(other)}”`;
}
