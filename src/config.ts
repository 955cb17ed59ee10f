import { z } from "zod";

const flag = z.enum(["0", "1", "true", "false"]).transform((text) => text === "1" || text === "true");

/** Every variable that Debrief reads, with its default and meaning. */
const environment = z.object({
  /** The port to listen on; 0 takes any free one. */
  PORT: z.coerce.number().int().min(0).max(65535).default(3000),
  /** The address to listen on. Behind a proxy on the same machine, leave it. */
  HOST: z.string().min(1).default("127.0.0.1"),
  /** Where files are kept; made if it is not there. Content of your own goes into its folder `content`, laid out as `questions/` is. */
  DATA_DIR: z.string().min(1).default("data"),
  /** A SQLite file, or postgres://user:password@host/database. Empty: debrief.sqlite in DATA_DIR. */
  DATABASE_URL: z.string().default(""),
  /** The address that people type, such as https://debrief.example.org. It makes cookies secure and is what forms must come from. */
  PUBLIC_URL: z.union([z.url({ protocol: /^https?$/ }), z.literal("")]).default(""),
  /** Signs session cookies. Empty: a random one is made once and kept in the database. */
  SESSION_SECRET: z.union([z.string().min(16, "use at least 16 characters"), z.literal("")]).default(""),
  /** How many proxies stand in front, so that addresses and https are read from their headers. */
  TRUST_PROXY: z.coerce.number().int().min(0).max(10).default(0),
  /** What managers see: `named` shows each of their people; `aggregate` shows groups of five and more only. */
  PRIVACY_MODE: z.enum(["named", "aggregate"]).default("named"),
  /** Offers the demo accounts on the sign-in page. Never for real use. */
  DEMO: flag.default(false),
});

export interface Config {
  port: number; host: string; dataDir: string; contentDir: string; databaseUrl: string; publicUrl: string; sessionSecret: string;
  trustProxy: number; privacyMode: "named" | "aggregate"; demo: boolean;
}

/** Reads the environment once; an empty variable counts as none. Throws an Error that names each variable that is wrong. */
export function readConfig(env: NodeJS.ProcessEnv = process.env): Config {
  const result = environment.safeParse(Object.fromEntries(Object.entries(env).filter(([, value]) => value !== "")));
  if (!result.success) throw new Error(`Debrief cannot start:\n${result.error.issues.map((issue) => `  ${issue.path.join(".")}: ${issue.message}`).join("\n")}`);
  const values = result.data;
  return {
    port: values.PORT, host: values.HOST, dataDir: values.DATA_DIR, contentDir: `${values.DATA_DIR}/content`, publicUrl: values.PUBLIC_URL, sessionSecret: values.SESSION_SECRET,
    databaseUrl: values.DATABASE_URL || `${values.DATA_DIR}/debrief.sqlite`,
    trustProxy: values.TRUST_PROXY, privacyMode: values.PRIVACY_MODE, demo: values.DEMO,
  };
}
