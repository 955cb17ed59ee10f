import { isBlocking, type Finding, type LintContext } from "../engine/questions/linting/finding.ts";
import { lint } from "../engine/questions/linting/lint.ts";
import { forPaper, judgePaper, type PaperItem } from "../engine/questions/linting/paper.ts";
import { inEnglish } from "../lib/readers.ts";
import { counted } from "../lib/text.ts";
import type { Entry } from "./lint-json.ts";

interface Reported { file?: string | undefined; line: number; id?: string | undefined; error?: string; findings: Finding[] }

/** `lines`: what has findings or could not be read, in the order of the file, and the file as a whole at last. `blocking`, `warnings` and `byRule` count findings. */
export interface Report { lines: Reported[]; questions: number; withFindings: number; blocking: number; warnings: number; errors: number; byRule: Record<string, number> }

/** Looks at every question by itself, and then at all of them together. Of a question without findings only what that needs is kept. */
export async function judge(entries: AsyncIterable<Entry> | Iterable<Entry>, context: LintContext): Promise<Report> {
  const [lines, items, places] = [new Map<number, Reported>(), [] as PaperItem[], [] as { place: number; entry: Reported }[]];
  let place = 0;
  for await (const entry of entries) {
    place += 1;
    if (place % 2_000 === 0) showCount(place);
    const at = { file: entry.file, line: entry.line, id: entry.id };
    if ("error" in entry) { lines.set(place, { ...at, error: entry.error, findings: [] }); continue; }
    const findings = lint(entry.question, context);
    const reported = { ...at, findings };
    if (findings.length > 0) lines.set(place, reported);
    items.push(forPaper(entry.question));
    places.push({ place, entry: reported });
  }
  if (process.stderr.isTTY && place >= 2_000) process.stderr.write("\r");
  const { paper, questions } = judgePaper(items);
  for (const [index, findings] of questions) {
    const { place: at, entry } = places[index]!;
    entry.findings.push(...findings);
    lines.set(at, entry);
  }
  const inOrder = [...lines].sort(([a], [b]) => a - b).map(([, line]) => line);
  return summed([...inOrder, ...(paper.length > 0 ? [{ line: 0, id: "paper", findings: paper }] : [])], items.length);
}

/** How long a file is shows only at its end: on a terminal the count goes up. */
function showCount(read: number): void {
  if (process.stderr.isTTY) process.stderr.write(`\r${read} questions `);
}

function summed(lines: Reported[], questions: number): Report {
  const found = lines.flatMap(({ findings }) => findings);
  const blocking = found.filter(isBlocking).length;
  const byRule: Record<string, number> = {};
  for (const { rule } of found) byRule[rule] = (byRule[rule] ?? 0) + 1;
  const errors = lines.filter(({ error }) => error !== undefined).length;
  return { lines, questions, withFindings: lines.filter(({ line, findings }) => line > 0 && findings.length > 0).length, blocking, warnings: found.length - blocking, errors, byRule };
}

export function tellPrograms({ lines, ...summary }: Report): void {
  for (const { findings, ...at } of lines) console.log(JSON.stringify(at.error === undefined ? { ...at, findings: findings.map(inWords) } : at));
  console.log(JSON.stringify({ summary }));
}

function inWords({ why, mend, ...finding }: Finding) {
  return { ...finding, why: inEnglish(why), mend: inEnglish(mend) };
}

export function tellPeople({ lines, questions, withFindings, blocking, warnings, errors }: Report, name: string): void {
  for (const { file, line, error, findings } of lines) {
    const where = line === 0 ? name : `${file ?? name}:${line}`;
    if (error !== undefined) console.log(`${where}: [error] ${error}`);
    for (const { severity, rule, where: part, why, mend } of findings) console.log(`${where}: [${severity}] ${rule} (${part}): ${inEnglish(why)} ${inEnglish(mend)}`);
  }
  console.error(`${counted(questions, "question")}: ${withFindings} with findings (${blocking} blocking, ${counted(warnings, "warning")}), ${counted(errors, "error")}.`);
}
