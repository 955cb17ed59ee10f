import type { Config } from "../../../config.ts";
import { usualSettings } from "../../../domain/installation.ts";
import { SECTION_NAMES, type Section, type Settings } from "../../../domain/installation-sections.ts";
import { RETENTION_KINDS } from "../../../domain/retention-kinds.ts";
import { endonymOf } from "../../../lib/languages.ts";
import { say, type Words } from "../../../lib/messages.ts";
import type { Reader } from "../../../lib/readers.ts";
import type { Role } from "../../../storage/tables.ts";

/** One setting as it is shown: its key in the catalogue, its value in words, and whether it is as the environment or the program has it. */
export interface SettingLine { name: string; key: string; value: Words; isUsual: boolean }
export interface SectionCard { section: Section; lines: SettingLine[] }

/** `privacyMode` -> `privacy-mode`, as the catalogues write it. */
export function keyOf(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

export function sectionCards(settings: Settings, config: Config, reader: Reader): SectionCard[] {
  return SECTION_NAMES.map((section) => ({ section, lines: linesOf(section, settings, config, reader) }));
}

const FIELDS: Record<Section, readonly (keyof Settings)[]> = {
  appearance: ["name", "logo", "accentLight", "accentDark"], languages: ["languages", "language", "timeZone", "digestHour", "workingDays"], mail: ["mailEnabled", "mailInvitations", "mailFrom", "replyTo"],
  "sign-in": ["passwordLeast", "secondFactorRoles", "sessionsIdleMinutes", "sessionsMostDays", "stepUpMinutes"],
  privacy: ["privacyMode", "leastGroup"], retention: Object.keys(RETENTION_KINDS) as (keyof Settings)[], wording: ["reportTo", "securityPolicy", "dataPolicy", "paymentPolicy"], targets: ["readinessTarget", "completionTarget"], backups: ["backupsEnabled", "backupHour", "backupDays", "backupWeeks", "backupMonths"],
};

export function linesOf(section: Section, settings: Settings, config: Config, reader: Reader): SettingLine[] {
  const usual = usualSettings(config);
  return FIELDS[section].map((name) => ({ name, key: keyOf(name), value: valueInWords(name, settings[name], reader), isUsual: JSON.stringify(settings[name]) === JSON.stringify(usual[name]) }));
}

/** Also of what stands in the audit log, which may be of another time. */
export function valueInWords(name: string, value: unknown, { formats }: Pick<Reader, "formats">): Words {
  if (name in RETENTION_KINDS) return value === null ? say("installation.endless") : say("installation.days", { count: Number(value) });
  if (name === "privacyMode") return say(`installation.modes.${String(value)}.name`);
  if (name === "languages") return (value as string[]).map(endonymOf).join(", ");
  if (name === "language") return endonymOf(String(value));
  if (name === "workingDays") return formats.list((value as number[]).map(formats.weekday));
  if (name === "secondFactorRoles") return (value as Role[]).length === 0 ? say("installation.nobody") : say("installation.roles-listed", { roles: (value as Role[]).map((role) => say(`installation.factor-roles.${role}`)) });
  if (name === "passwordLeast") return say("installation.characters", { count: Number(value) });
  if (name === "sessionsMostDays") return say("installation.days", { count: Number(value) });
  if (name === "sessionsIdleMinutes") return idleInWords(value as number | null);
  if (name === "stepUpMinutes") return say("installation.minutes", { count: Number(value) });
  if (name === "backupDays") return say("installation.days", { count: Number(value) });
  if (name === "backupWeeks" || name === "backupMonths") return say(`backups.${name === "backupWeeks" ? "weeks" : "months"}`, { count: Number(value) });
  if (name === "backupHour") return formats.hour(Number(value));
  if (name === "digestHour") return formats.hour(Number(value));
  if (name === "logo") return say(value === null ? "installation.no-logo" : "installation.has-logo");
  if (name.endsWith("Target")) return say("installation.share", { share: { percent: Number(value) } });
  if (typeof value === "boolean") return say(value ? "installation.on" : "installation.off");
  return value === "" ? say("installation.none") : String(value);
}

/** In hours where they are whole. */
export function idleInWords(minutes: number | null): Words {
  if (minutes === null) return say("installation.idle-as-kept");
  return minutes % 60 === 0 ? say("installation.hours", { count: minutes / 60 }) : say("installation.minutes", { count: minutes });
}
