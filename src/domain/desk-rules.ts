import type { DeskRules } from "./desk-rows.ts";
import type { Settings } from "./installation-sections.ts";

/** What this installation tells managers. */
export function rulesOf({ privacyMode, leastGroup, readinessTarget }: Pick<Settings, "privacyMode" | "leastGroup" | "readinessTarget">): DeskRules {
  return { mode: privacyMode, least: leastGroup, target: readinessTarget / 100 };
}
