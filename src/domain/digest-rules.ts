import type { Language } from "../lib/languages.ts";
import type { Disclosure } from "../engine/statistics/disclosure.ts";

/** A picture that goes along with a mail. */
export interface MailLogo { type: string; content: Uint8Array }
/** How mail looks: the name of the installation, its accents on light and on dark as "#rrggbb", and its logo. */
export interface Letterhead { name: string; accentLight: string; accentDark: string; logo?: MailLogo | undefined }
/** Sentences of the installation's own, by language, before and after what a mail tells. */
export type OwnWords = ReadonlyMap<string, { opening: string; closing: string }>;

/**
 * Where mail links to, when it goes out by itself and how it looks; `secret` makes the addresses that end it. Working days are 1 for Monday to 7. `disclosure`: what may be told of groups.
 * `invites`: what is required of people also comes as an event for their calendar; `sender` is the bare address that invites.
 */
export interface DigestRules {
  site: string; language: Language; timeZone: string; digestHour: number; workingDays: readonly number[]; letterhead: Letterhead; ownWords: OwnWords; disclosure: Disclosure & { target: number };
  secret: string; invites: boolean; sender: string;
}
