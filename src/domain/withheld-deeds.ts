import type { PrivacyMode } from "./installation-sections.ts";

/** Earlier releases noted here who passed. */
const PASSING = ["certificate.issued"];

/** What the audit log keeps back where names are not shown with results. */
export function withheldDeeds(privacyMode: PrivacyMode): readonly string[] {
  return privacyMode === "named" ? [] : PASSING;
}
