import type { Content } from "../knowledge/content.ts";
import type { IncidentFile } from "../knowledge/incident.ts";
import { say, type Message, type Values } from "../../lib/messages.ts";

/** What a library is found wanting in. `file` is the path inside the folder, `id` the incident, entity, fact or question, `why` says what is wrong and how to mend it. */
export interface LibraryFinding { severity: "error" | "warning"; rule: string; file: string; id: string; why: Message }

/** What checks may know: the content, and the day on which it is checked (YYYY-MM-DD). */
export interface Library { content: Content; today: string }

/** Files that say against what they were verified promise to keep every rule; the others are told what they would have to mend. */
function severityFor({ verified }: Pick<IncidentFile, "verified">): LibraryFinding["severity"] {
  return verified ? "error" : "warning";
}

/** A finding about an incident, or about one of its facts. */
export function about({ content }: Pick<Library, "content">, incident: IncidentFile, rule: string, values?: Values, { id = incident.id, severity = severityFor(incident) }: Partial<LibraryFinding> = {}): LibraryFinding {
  return { severity, rule, file: content.files.get(incident.id) ?? "", id, why: say(`library.rules.${rule}`, values) };
}
