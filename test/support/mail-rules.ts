import type { DigestRules } from "../../src/domain/digest-rules.ts";
import { ACCENTS } from "../../src/lib/accents.ts";

/** The rules of an installation where nobody has set anything. */
export function mailRulesWith(given: Partial<DigestRules> = {}): DigestRules {
  return {
    site: "https://debrief.example", language: "en", timeZone: "UTC", digestHour: 8, workingDays: [1, 2, 3, 4, 5], letterhead: { name: "Debrief", accentLight: ACCENTS.light, accentDark: ACCENTS.dark }, ownWords: new Map(),
    disclosure: { mode: "named", least: 5, target: 0.8 }, secret: "a secret", invites: false, sender: "debrief@example.org", ...given,
  };
}
