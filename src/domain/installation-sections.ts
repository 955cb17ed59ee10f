import { z } from "zod";
import { LANGUAGES } from "../lib/languages.ts";
import { isTimeZone } from "../lib/zones.ts";
import { backupSection } from "./backup-rules.ts";
import { retentionSection } from "./retention-kinds.ts";
import { signInSection } from "./sign-in-section.ts";

/** From what tells least about single people to what tells most. */
export const PRIVACY_MODES = ["aggregate", "pseudonymous", "named"] as const;
export type PrivacyMode = (typeof PRIVACY_MODES)[number];

/** Groups smaller than this are shown in no mode but `named`; it can be raised, never lowered. */
export const SMALLEST_GROUP = 5;

const ADDRESS = /^[^\s@<>,;]+@[^\s@<>,;]+$/;
const SENDER = /^[^\s@<>]+@[^\s@<>]+$|<[^\s@<>]+@[^\s@<>]+>$/;
const DAYS = [1, 2, 3, 4, 5, 6, 7];
const isOffered = (value: unknown) => LANGUAGES.some((language) => language === value);
const listed = (value: unknown) => [value ?? []].flat();
const colour = z.string("installation.no-colour").trim().toLowerCase().regex(/^#[0-9a-f]{6}$/, "installation.no-colour");
const oneLine = (longest: number) => z.string("fields.too-long").trim().max(longest, "fields.too-long").regex(/^[^\r\n]*$/, "installation.one-line");
/** It stands in the middle of English sentences, and is no place to be filled itself. */
const ownWord = oneLine(80).min(1, "installation.no-word").regex(/^[^{}]*$/, "installation.no-braces");
const whole = (key: string, least: number, most: number) => z.coerce.number(key).int(key).min(least, key).max(most, key);

/** What can be set, by section. The same schemas read forms and what is stored; their messages are keys of the catalogues. */
export const SECTIONS = {
  appearance: z.object({
    name: oneLine(60).min(1, "installation.name-missing"), logo: z.string().regex(/^[\w-]{43}$/).nullable(), accentLight: colour, accentDark: colour,
  }),
  languages: z.object({
    languages: z.preprocess(listed, z.array(z.unknown())).refine((all) => all.length > 0 && all.every(isOffered), "installation.no-language").transform((all) => LANGUAGES.filter((language) => all.includes(language))),
    language: z.enum(LANGUAGES, "installation.no-language"),
    timeZone: z.string("installation.no-zone").trim().refine(isTimeZone, "installation.no-zone"),
    digestHour: whole("installation.no-hour", 0, 23),
    workingDays: z.preprocess(listed, z.array(z.unknown())).refine((all) => all.length > 0 && all.every((day) => DAYS.includes(Number(day))), "installation.no-day").transform((all) => DAYS.filter((day) => all.map(Number).includes(day))),
  }).refine(({ languages, language }) => languages.includes(language), { path: ["language"], error: "installation.not-offered" }),
  mail: z.object({
    mailEnabled: z.preprocess((value) => value === true || value === "1", z.boolean()),
    mailInvitations: z.preprocess((value) => value === true || value === "1", z.boolean()),
    mailFrom: oneLine(200).refine((text) => text === "" || SENDER.test(text), "installation.no-sender"),
    replyTo: oneLine(200).refine((text) => text === "" || ADDRESS.test(text), "installation.no-address"),
  }),
  privacy: z.object({ privacyMode: z.enum(PRIVACY_MODES, "installation.no-mode"), leastGroup: whole("installation.no-group", SMALLEST_GROUP, 1000) }),
  retention: retentionSection,
  backups: backupSection,
  "sign-in": signInSection,
  wording: z.object({ reportTo: ownWord, securityPolicy: ownWord, dataPolicy: ownWord, paymentPolicy: ownWord }),
  targets: z.object({ readinessTarget: whole("installation.no-share", 1, 100), completionTarget: whole("installation.no-share", 1, 100) }),
} as const;

export type Section = keyof typeof SECTIONS;
export type SectionValues<Name extends Section = Section> = z.infer<(typeof SECTIONS)[Name]>;
export const SECTION_NAMES = Object.keys(SECTIONS) as Section[];

/**
 * What holds for the whole installation. `logo` is the digest of a stored picture; `workingDays` are 1 for Monday to 7; `digestHour` is 0 to 23; days of `retention` are null where
 * something is kept until it is erased; targets are whole per cent.
 */
export type Settings = SectionValues<"appearance"> & SectionValues<"languages"> & SectionValues<"mail"> & SectionValues<"privacy"> & SectionValues<"retention"> & SectionValues<"sign-in"> & SectionValues<"wording"> & SectionValues<"targets"> & SectionValues<"backups">;

export function isSection(name: unknown): name is Section {
  return typeof name === "string" && Object.hasOwn(SECTIONS, name);
}
