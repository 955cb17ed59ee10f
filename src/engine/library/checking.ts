import type { Content } from "../knowledge/content.ts";
import { checkBlanks, checkPlaces } from "./blank-checks.ts";
import { coverageOf, gapsIn, type Coverage } from "./coverage.ts";
import { checkDates } from "./date-checks.ts";
import { checkFacts } from "./fact-checks.ts";
import type { LibraryFinding } from "./finding.ts";
import { makeQuestions } from "./making.ts";
import { checkNames } from "./name-checks.ts";
import { checkQuestions } from "./question-checks.ts";
import { checkSources } from "./source-checks.ts";
import { checkTexts } from "./text-checks.ts";
import { unaskedIn, type Unasked } from "./unasked.ts";

export interface LibraryReport { findings: LibraryFinding[]; coverage: Coverage; questions: number; unasked: Unasked[] }

/**
 * Whether a library keeps the rules of docs/formats/incident.md. Content that a schema refuses never comes so far (parseContent).
 * `today` is YYYY-MM-DD; `onFact` hears how many facts have their questions. Findings stand by file, errors first.
 */
export function checkLibrary(content: Content, today: string, onFact?: (done: number) => void): LibraryReport {
  const library = { content, today };
  const all = makeQuestions(content, onFact);
  const coverage = coverageOf(library, all);
  const findings = [checkBlanks, checkPlaces, checkTexts, checkSources, checkDates, checkFacts].flatMap((check) => check(library));
  findings.push(...checkNames(library, all), ...checkQuestions(library, all), ...gapsIn(library, coverage));
  const order = (finding: LibraryFinding) => `${finding.severity === "error" ? 0 : 1} ${finding.file}`;
  return { findings: findings.sort((one, other) => order(one).localeCompare(order(other))), coverage, questions: all.made.length + all.written.length, unasked: unaskedIn(library, all.made) };
}
