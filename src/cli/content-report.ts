import type { Coverage, Share } from "../engine/library/coverage.ts";
import type { LibraryReport } from "../engine/library/checking.ts";
import type { Unasked } from "../engine/library/unasked.ts";
import type { LibraryFinding } from "../engine/library/finding.ts";
import type { Content, ContentFile } from "../engine/knowledge/content.ts";
import { inEnglish } from "../lib/readers.ts";
import { counted } from "../lib/text.ts";

/** What was checked: its files, what they say and what was found. */
export interface CheckedLibrary { files: readonly ContentFile[]; content: Content; report: LibraryReport }

export function tellCheckedToPrograms({ files, content, report: { findings, coverage, questions, unasked } }: CheckedLibrary): void {
  const told = findings.map(({ why, ...finding }) => ({ ...finding, line: lineOf(files, finding), why: inEnglish(why) }));
  console.log(JSON.stringify({ ...countsOf(content), questions, ...countOf(findings), findings: told, coverage, unasked }));
}

export function tellCheckedToPeople({ files, content, report: { findings, coverage, questions, unasked } }: CheckedLibrary): void {
  for (const finding of findings) console.log(`${finding.file}:${lineOf(files, finding)}: [${finding.severity}] ${finding.rule} (${finding.id}): ${inEnglish(finding.why)}`);
  for (const part of ["safeguards", "mechanisms", "incidents"] as const) console.log(`${findings.length > 0 || part !== "safeguards" ? "\n" : ""}${tableOf(part, coverage)}`);
  if (unasked.length > 0) console.log(`\n${unaskedIn(unasked)}`);
  const { errors, warnings } = countOf(findings);
  console.log(`\n${Object.entries({ ...countsOf(content), questions }).map(([name, count]) => `${count} ${name}`).join(", ")}`);
  console.error(`${counted(errors, "error")}, ${counted(warnings, "warning")}.`);
}

function unaskedIn(unasked: readonly Unasked[]): string {
  return ["Facts that give no question of their own", ...unasked.map(({ id, incident, reason }) => `${id} (${incident}): ${reason ?? "the file does not say why"}`)].join("\n");
}

function countsOf({ incidents, entities, facts, decide }: Content) {
  return { incidents: incidents.length, entities: entities.length, facts: facts.length, decide: decide.length };
}

function countOf(findings: readonly LibraryFinding[]) {
  const errors = findings.filter(({ severity }) => severity === "error").length;
  return { errors, warnings: findings.length - errors };
}

/** Where the thing with this id begins; a generated question begins with its fact. */
function lineOf(files: readonly ContentFile[], { file, id }: Pick<LibraryFinding, "file" | "id">): number {
  const lines = files.find(({ name }) => name === file)?.text.split("\n") ?? [];
  const ids = [id, id.replace(/\.[a-z-]+$/, "")];
  return Math.max(0, lines.findIndex((line) => ids.includes(/^[\s{-]*id:\s*["']?([\w.-]+)/.exec(line)?.[1] ?? ""))) + 1;
}

const HEADINGS = { safeguards: "CIS Controls v8", mechanisms: "Mechanism", incidents: "Incident" };

function tableOf(part: keyof Coverage, coverage: Coverage): string {
  const nameOf = ({ id, name }: Share) => (part === "incidents" ? id : part === "mechanisms" ? name : `${id} ${name}`);
  const width = Math.max(...coverage[part].map((share) => nameOf(share).length), HEADINGS[part].length);
  const row = (name: string, cells: (string | number)[]) => `${name.padEnd(width)}${cells.map((cell) => String(cell).padStart(11)).join("")}`;
  const cellsOf = ({ incidents, facts, questions, levels }: Share) => [...(part === "incidents" ? [] : [incidents.length]), facts, questions, levels.recall, levels.mechanism, levels.decide];
  return [row(HEADINGS[part], [...(part === "incidents" ? [] : ["incidents"]), "facts", "questions", "recall", "mechanism", "decide"]), ...coverage[part].map((share) => row(nameOf(share), cellsOf(share)))].join("\n");
}
