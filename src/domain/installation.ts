import type { Config } from "../config.ts";
import { ACCENTS } from "../lib/accents.ts";
import { LANGUAGES, type Language } from "../lib/languages.ts";
import type { InstallationSettings } from "../storage/audit-tables.ts";
import { listInstallationSettings } from "../storage/installation-settings.ts";
import { hasNewsSince } from "../storage/news.ts";
import type { Db } from "../storage/tables.ts";
import { USUAL_BACKUPS } from "./backup-rules.ts";
import { SECTION_NAMES, SECTIONS, SMALLEST_GROUP, type Section, type Settings } from "./installation-sections.ts";
import { usualFields } from "./own-words.ts";
import { RETENTION_KINDS } from "./retention-kinds.ts";
import { USUAL_SIGN_IN } from "./sign-in-section.ts";

/** The rows as they were read, and what they make of the environment of whoever asks. */
interface Held { rows: readonly InstallationSettings[]; readAt: number; made: WeakMap<Config, Settings> }

const held = new WeakMap<Db, Held>();
/** What each live configuration was made from. */
const environments = new WeakMap<Config, Config>();
/** In milliseconds: no process shows what was changed in another for longer. */
const FRESH_FOR = 1_000;

/** What holds for the installation: what was set, else what the environment says, else what is usual. It is read from the database once a second, and when another process tells that it has changed; a transaction reads anew. */
export async function readSettings(db: Db, config: Config): Promise<Settings> {
  const known = held.get(db);
  if (!known || performance.now() - known.readAt > FRESH_FOR || hasNewsSince(db, known.readAt)) {
    const readAt = performance.now();
    held.set(db, { rows: await listInstallationSettings(db), readAt, made: new WeakMap() });
  }
  return heldSettings(db, config);
}

/** The same as it was read last; what the environment says, where nothing was read yet. */
export function heldSettings(db: Db, config: Config): Settings {
  const { rows, made } = held.get(db) ?? { rows: [], made: undefined };
  const environment = environments.get(config) ?? config;
  const settings = made?.get(environment) ?? settingsFrom(rows, environment);
  made?.set(environment, settings);
  return settings;
}

/** Whoever asks next reads anew. */
export function dropHeldSettings(db: Db): void {
  held.delete(db);
}

/** @throws Error where what is stored is nothing that could have been set. */
export function settingsFrom(rows: readonly Pick<InstallationSettings, "section" | "given">[], config: Config): Settings {
  const usual = usualSettings(config);
  const given = new Map(rows.map((row) => [row.section, JSON.parse(row.given) as object]));
  const { languages, language } = { ...usual, ...given.get("languages") };
  if (!languages.includes(language)) usual.language = languages[0]!;
  return Object.assign({}, ...SECTION_NAMES.map((name) => partOf(name, { ...usual, ...given.get(name) }))) as Settings;
}

/** Only what belongs to this section. */
export function partOf(section: Section, settings: Settings): object {
  const read = SECTIONS[section].safeParse(settings);
  if (!read.success) throw new Error(`What is stored as settings of ${section} cannot be used: ${read.error.issues.map(({ path }) => path.join(".")).join(", ")}.`);
  return read.data;
}

/** What holds where nobody has set anything. */
export function usualSettings(given: Config): Settings {
  const config = environments.get(given) ?? given;
  const days = Object.fromEntries(Object.entries(RETENTION_KINDS).map(([kind, { usual }]) => [kind, usual])) as Pick<Settings, keyof typeof RETENTION_KINDS>;
  return {
    name: "Debrief", logo: null, accentLight: ACCENTS.light, accentDark: ACCENTS.dark,
    languages: [...LANGUAGES], language: LANGUAGES.find((each) => each === config.language) ?? "en", timeZone: config.timeZone, digestHour: config.digestHour, workingDays: [1, 2, 3, 4, 5],
    mailEnabled: true, mailInvitations: false, mailFrom: config.mail?.from ?? "", replyTo: "",
    privacyMode: config.privacyMode, leastGroup: SMALLEST_GROUP, ...days, ...USUAL_SIGN_IN, ...usualFields(), ...USUAL_BACKUPS, backupsEnabled: !config.demo && !config.databaseUrl.startsWith("postgres"), readinessTarget: 80, completionTarget: 95,
  };
}

/** The configuration as the settings have it at each moment, for everything that reads it there. */
export function liveConfig(db: Db, config: Config): Config {
  const now = () => heldSettings(db, config);
  const live: Config = {
    ...config,
    get privacyMode() { return now().privacyMode; },
    get language(): Language { return now().language; },
    get timeZone() { return now().timeZone; },
    get digestHour() { return now().digestHour; },
    get mail() { const { mailEnabled, mailFrom, replyTo, name } = now(); return config.mail && mailEnabled ? { ...config.mail, from: mailFrom || config.mail.from, replyTo, name } : undefined; },
  };
  environments.set(live, config);
  return live;
}

/** The mail server that the environment names, whether mail goes out or not. */
export function serverOf(config: Config): Config["mail"] {
  return (environments.get(config) ?? config).mail;
}
