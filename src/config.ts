import { z } from "zod";
import type { Drain } from "./draining.ts";
import type { Patience } from "./storage/postgres/patience.ts";
import { DATABASE_ADDRESS, isDatabaseAddress, isPostgres } from "./lib/database-addresses.ts";
import { LANGUAGES, type Language } from "./lib/languages.ts";
import { FORMATS, LEVELS, type Format, type Level } from "./lib/log.ts";
import { isTimeZone, systemTimeZone } from "./lib/zones.ts";

/** Where a model is asked; a key in the address would be shown with it. */
const modelAddress = z.url({ protocol: /^https?$/, error: "give an address that begins with http:// or https://" })
  .refine((text) => !/^[^/]*\/\/[^/?#]*@/.test(text), "put no user and password into the address; a key belongs into MODEL_KEY");

const seconds = (usual: number) => z.coerce.number("give a number of seconds").min(0.1).max(3_600).default(usual);
const port = z.string().refine((text) => /^\d{1,5}$/.test(text) && Number(text) <= 65_535, "give a port, a whole number from 0 to 65535").transform(Number);

const flag = z.enum(["0", "1", "true", "false"]).transform((text) => text === "1" || text === "true");

/** Every variable that Debrief reads, with its default and meaning. */
const environment = z.object({
  /** The port to listen on; 0 takes any free one. */
  PORT: port.default(3000),
  /** The address to listen on. Behind a proxy on the same machine, leave it. */
  HOST: z.string().min(1).default("127.0.0.1"),
  /** Where files are kept; made if it is not there. Content of your own goes into its folder `content`, laid out as `questions/` is. */
  DATA_DIR: z.string().min(1).default("data"),
  /** A SQLite file, or postgres://user:password@host/database. Empty: debrief.sqlite in DATA_DIR. */
  DATABASE_URL: z.string().refine(isDatabaseAddress, DATABASE_ADDRESS).default(""),
  /** A copy that follows the database (streaming replication), postgres://...: reports, statistics and packs of evidence are read there and may be up to a minute older. Empty: they are read from the database itself. */
  DATABASE_REPLICA_URL: z.union([z.literal(""), z.string().refine(isPostgres, "give an address that begins with postgres://")]).default(""),
  /** Of PostgreSQL: how many connections one process may have open for pages; errands and reports may open ten more. All processes together must stay below the server's max_connections. */
  DATABASE_CONNECTIONS: z.coerce.number().int().min(2).max(1_000).default(10),
  /** Of PostgreSQL, in seconds: how long a connection may take to open, a statement to run, and a statement to wait for what another one holds, while somebody waits for a page. Then they are told to try again. */
  DATABASE_CONNECT_TIMEOUT: seconds(5),
  DATABASE_STATEMENT_TIMEOUT: seconds(30),
  DATABASE_LOCK_TIMEOUT: seconds(10),
  /** Of PostgreSQL, in seconds: how long a transaction may stay open while nothing is asked in it. */
  DATABASE_IDLE_TIMEOUT: seconds(60),
  /** Where backups by the clock are kept; best on another disk. Empty: the folder backups in DATA_DIR. */
  BACKUP_DIR: z.string().default(""),
  /** The address that people type, such as https://debrief.example.org. It makes cookies secure and is what forms must come from. */
  PUBLIC_URL: z.union([z.literal(""), z.url({ protocol: /^https?$/, error: "give an address that begins with https:// or http://" }).refine((text) => /^[a-z]+:\/\/[^/?#@]+\/?$/i.test(text), "give scheme and host alone, such as https://debrief.example.org")]).default(""),
  /** Signs session cookies. Empty: a random one is made once and kept in the database. */
  SESSION_SECRET: z.union([z.string().min(16, "use at least 16 characters"), z.literal("")]).default(""),
  /** What is written to standard error: lines for people, or one JSON object a line for programs. */
  LOG_FORMAT: z.enum(FORMATS).default("text"),
  /** The least that is written: `debug` also asks of balancers and files of pages, `info` every other request, `warn` and `error` what is wrong. Empty: `info`, and `warn` in the demo. */
  LOG_LEVEL: z.enum(LEVELS).optional(),
  /** A port of its own for /metrics. Empty: none. */
  METRICS_PORT: port.optional(),
  /** The address of that port. Whoever reaches it may read it, unless METRICS_TOKEN is set. */
  METRICS_HOST: z.string().min(1).default("127.0.0.1"),
  /** Shown as a bearer token, it opens /metrics, also on the port of the pages. Empty: there is none there. */
  METRICS_TOKEN: z.union([z.literal(""), z.string().min(16, "use at least 16 characters").regex(/^[\w.~+/-]+=*$/, "use letters, digits and . _ ~ + / - only")]).default(""),
  /** How many connections are kept open at a time; further ones are closed. */
  MOST_CONNECTIONS: z.coerce.number().int().min(1).max(1_000_000).default(10_000),
  /** How many seconds requests in flight have to end when the process is told to. */
  DRAIN_SECONDS: z.coerce.number().min(0).max(600).default(8),
  /** How many of them /readyz says no before connections are refused, so that a balancer notices. Empty: 3 behind a proxy (TRUST_PROXY), but no more than half of DRAIN_SECONDS; else none. */
  DRAIN_WAIT: z.union([z.literal(""), z.coerce.number().min(0).max(600)]).default(""),
  /** What is done before a database with data is brought to a new shape: `make` writes a verified backup first (beside a SQLite file, for PostgreSQL into DATA_DIR), `skip` says that there is one. Empty: `make` on SQLite; PostgreSQL is left as it is, and the start says what to do. */
  BACKUP_BEFORE_UPGRADE: z.enum(["", "make", "skip"]).default(""),
  /** How many proxies stand in front, so that addresses and https are read from their headers. */
  TRUST_PROXY: z.coerce.number().int().min(0).max(10).default(0),
  /** What managers see: `named` shows each of their people; `pseudonymous` shows them without names; `aggregate` shows groups of five and more only. An administrator can set another one. */
  PRIVACY_MODE: z.enum(["named", "pseudonymous", "aggregate"]).default("named"),
  /** What is spoken to those who have not chosen a language and whose browser asks for none that there is. */
  DEFAULT_LANGUAGE: z.enum(LANGUAGES).default("en"),
  /** The clock of people who have not chosen their own, such as Europe/Berlin: days begin, mail is sent and times are shown by it. Empty: the clock of this machine. */
  TIME_ZONE: z.string().default("").refine((name) => name === "" || isTimeZone(name), "give the name of a time zone, such as Europe/Berlin"),
  /** Offers English in a mirror as a further language, to see how pages look from right to left. Never for real use. */
  MIRRORED_LANGUAGE: flag.default(false),
  /** The mail server for daily digests, such as smtp://user:password@mail.example.org:587 or smtps://... Empty: no mail is sent, and pages say so. */
  SMTP_URL: z.union([z.literal(""), z.url({ protocol: /^smtps?$/, error: "give an address that begins with smtp:// or smtps://" })]).default(""),
  /** Who mail comes from, such as Debrief <debrief@example.org>. */
  MAIL_FROM: z.string().max(200).regex(/^[^\r\n]*$/, "write it in one line").default(""),
  /** The hour of the day, 0 to 23, at which digests go out to people who have not chosen their own. */
  DIGEST_HOUR: z.coerce.number().int().min(0).max(23).default(8),
  /** Where messages to channels, events and statements may go, and providers of single sign-on may be asked, although it is inside the network, as addresses without a path and with spaces between them, such as https://chat.example.org:8443. Everywhere else they go by https to public addresses only. */
  WEBHOOK_ORIGINS: z.string().default("").transform((text) => text.split(/[\s,]+/).filter(Boolean)).pipe(z.array(z.url({ protocol: /^https?$/ }).transform((text) => new URL(text).origin), "give addresses such as https://chat.example.org")),
  /** How many requests a program may send with one token in a minute. */
  API_REQUESTS: z.coerce.number().int().min(1).max(1_000_000).default(600),
  SCIM_REQUESTS: z.coerce.number().int().min(1).max(1_000_000).default(6_000),
  /** Offers the demo accounts on the sign-in page. Never for real use. */
  DEMO: flag.default(false),
  /** Shows every component of the look at /styleguide, for whoever changes it. The demo does so anyway. */
  STYLEGUIDE: flag.default(false),
  /** A language model that trainers may ask about an article: the base address of an OpenAI-compatible interface, such as http://127.0.0.1:11434/v1. Empty: none is ever asked. */
  MODEL_URL: z.union([z.literal(""), modelAddress]).default(""),
  /** The name of the model there. */
  MODEL_NAME: z.string().max(200).default(""),
  /** Sent to that address only, as a bearer token; never shown or logged. */
  MODEL_KEY: z.string().regex(/^[\x21-\x7e]*$/, "a key has no spaces, line ends or letters with accents").default(""),
  /** After so many seconds the answer is waited for no longer. */
  MODEL_TIMEOUT: z.coerce.number().min(0.1).max(600).default(30),
  /** An article with more characters than this is not sent. */
  MODEL_MOST_SENT: z.coerce.number().int().min(1_000).max(1_000_000).default(60_000),
  /** An answer with more bytes than this is not read. */
  MODEL_MOST_READ: z.coerce.number().int().min(1_000).max(50_000_000).default(1_000_000),
}).refine(({ MODEL_URL, MODEL_NAME }) => MODEL_URL === "" || MODEL_NAME !== "", { path: ["MODEL_NAME"], message: "say which model is asked at MODEL_URL" })
  .refine(({ DATABASE_URL, DATABASE_REPLICA_URL }) => DATABASE_REPLICA_URL === "" || isPostgres(DATABASE_URL), { path: ["DATABASE_REPLICA_URL"], message: "only PostgreSQL has copies that follow: set DATABASE_URL to postgres://... too" })
  .refine(({ DRAIN_WAIT, DRAIN_SECONDS }) => DRAIN_WAIT === "" || DRAIN_WAIT === 0 || DRAIN_WAIT < DRAIN_SECONDS, { path: ["DRAIN_WAIT"], message: "give less than DRAIN_SECONDS, of which it is a part: requests in flight have what is left" })
  .refine(({ SMTP_URL, MAIL_FROM }) => SMTP_URL === "" || /^[^\s@<>]+@[^\s@<>]+$|<[^\s@<>]+@[^\s@<>]+>$/.test(MAIL_FROM), { path: ["MAIL_FROM"], message: "say who mail comes from, such as Debrief <debrief@example.org>" })
  .refine(({ SMTP_URL, PUBLIC_URL }) => SMTP_URL === "" || PUBLIC_URL !== "", { path: ["PUBLIC_URL"], message: "give it with SMTP_URL: links in mail lead there" });

/** `address` takes the requests; `host` is what people read of it. `timeout` is in seconds, `mostSent` in characters, `mostRead` in bytes. */
export interface LanguageModel { address: string; host: string; name: string; key: string; timeout: number; mostSent: number; mostRead: number }

/** Where mail is handed in and who it comes from. The address may hold a password: it is never shown or logged. */
export interface MailServer { address: string; from: string; replyTo?: string; name?: string }

export interface Config {
  port: number; host: string; dataDir: string; contentDir: string; backupDir: string; databaseUrl: string; publicUrl: string; sessionSecret: string;
  trustProxy: number; privacyMode: "named" | "pseudonymous" | "aggregate"; demo: boolean; styleguide: boolean; model: LanguageModel | undefined;
  language: Language; mirrored: boolean; timeZone: string; digestHour: number; log: { format: Format; level: Level | undefined }; metrics: { port: number | undefined; host: string; token: string }; connections: number; drain: Drain; backupFirst: "" | "make" | "skip"; replicaUrl: string; patience: Patience;
  mail: MailServer | undefined; webhookOrigins: readonly string[]; apiRequests: number; scimRequests: number;
}

/** Reads the environment once; an empty variable counts as none. Throws an Error that names each variable that is wrong. */
export function readConfig(env: NodeJS.ProcessEnv = process.env): Config {
  const result = environment.safeParse(Object.fromEntries(Object.entries(env).filter(([, value]) => value !== "")));
  if (!result.success) throw new Error(`Debrief cannot start:\n${result.error.issues.map((issue) => `  ${issue.path.join(".")}: ${issue.message}`).join("\n")}`);
  const values = result.data;
  return {
    port: values.PORT, host: values.HOST, dataDir: values.DATA_DIR, contentDir: `${values.DATA_DIR}/content`, backupDir: values.BACKUP_DIR || `${values.DATA_DIR}/backups`, publicUrl: values.PUBLIC_URL, sessionSecret: values.SESSION_SECRET,
    databaseUrl: values.DATABASE_URL || `${values.DATA_DIR}/debrief.sqlite`,
    trustProxy: values.TRUST_PROXY, privacyMode: values.PRIVACY_MODE, demo: values.DEMO, styleguide: values.STYLEGUIDE, model: modelIn(values),
    log: { format: values.LOG_FORMAT, level: values.LOG_LEVEL }, metrics: { port: values.METRICS_PORT, host: values.METRICS_HOST, token: values.METRICS_TOKEN },
    connections: values.MOST_CONNECTIONS, drain: drainIn(values), backupFirst: values.BACKUP_BEFORE_UPGRADE,
    language: values.DEFAULT_LANGUAGE, mirrored: values.MIRRORED_LANGUAGE, timeZone: values.TIME_ZONE || systemTimeZone(),
    digestHour: values.DIGEST_HOUR, mail: values.SMTP_URL === "" ? undefined : { address: values.SMTP_URL, from: values.MAIL_FROM }, webhookOrigins: values.WEBHOOK_ORIGINS, apiRequests: values.API_REQUESTS, scimRequests: values.SCIM_REQUESTS,
    replicaUrl: values.DATABASE_REPLICA_URL, patience: patienceIn(values),
  };
}

function drainIn({ DRAIN_SECONDS, DRAIN_WAIT, TRUST_PROXY }: z.infer<typeof environment>): Drain {
  return { limit: 1_000 * DRAIN_SECONDS, wait: 1_000 * (DRAIN_WAIT !== "" ? DRAIN_WAIT : TRUST_PROXY > 0 ? Math.min(3, DRAIN_SECONDS / 2) : 0) };
}

function patienceIn(values: z.infer<typeof environment>): Patience {
  const [connect, statement, lock, idle] = [values.DATABASE_CONNECT_TIMEOUT, values.DATABASE_STATEMENT_TIMEOUT, values.DATABASE_LOCK_TIMEOUT, values.DATABASE_IDLE_TIMEOUT].map((each) => 1_000 * each) as [number, number, number, number];
  return { connections: values.DATABASE_CONNECTIONS, connect, statement, lock, idle };
}

function modelIn(values: z.infer<typeof environment>): LanguageModel | undefined {
  if (values.MODEL_URL === "") return undefined;
  const url = new URL(values.MODEL_URL);
  url.hash = "";
  if (!url.pathname.endsWith("/chat/completions")) url.pathname = `${url.pathname.replace(/\/+$/, "")}/chat/completions`;
  return { address: url.href, host: url.host, name: values.MODEL_NAME, key: values.MODEL_KEY, timeout: values.MODEL_TIMEOUT, mostSent: values.MODEL_MOST_SENT, mostRead: values.MODEL_MOST_READ };
}
