import { groupBy } from "../../lib/groups.ts";
import { say } from "../../lib/messages.ts";
import type { IncidentFile } from "../knowledge/incident.ts";
import { fingerprintOf } from "../questions/fingerprint.ts";
import { gistOf, likeness } from "../questions/likeness.ts";
import { isBlocking } from "../questions/linting/finding.ts";
import { contextOf } from "../questions/linting/knowledge-context.ts";
import { lint } from "../questions/linting/lint.ts";
import type { Question } from "../questions/question.ts";
import { about, type Library, type LibraryFinding } from "./finding.ts";
import type { Made } from "./making.ts";
import { unaskedIn } from "./unasked.ts";

const DECISIONS = { least: 2, most: 4 };

/** How many decisions an incident has, facts that give no question and do not say why, flaws that the linter finds, and questions that ask the same. */
export function checkQuestions(library: Library, { knowledge, made, written }: Made): LibraryFinding[] {
  const unasked = new Set(unaskedIn(library, made).filter(({ reason }) => reason === undefined).map(({ id }) => id));
  const context = contextOf(knowledge);
  const decisions = groupBy(library.content.decide, ({ incident }) => incident);
  return [
    ...library.content.incidents.flatMap((incident) => [
      ...decisionsOf(library, incident, decisions.get(incident.id)?.length ?? 0),
      ...incident.facts.filter(({ id }) => unasked.has(id)).map(({ id }) => about(library, incident, "no-question", {}, { id, severity: "warning" })),
    ]),
    ...[...made, ...written].flatMap((question) => lint(question, context).map((found) => flaw(library, question, isBlocking(found) ? "error" : "warning", `linter.${found.rule}`, say("linting.both", { why: found.why, mend: found.mend })))),
    ...twinsAmong([...made, ...written]).map(([one, other]) => flaw(library, other, "error", "question-twice", say("library.rules.question-twice", { other: one.id }))),
    ...likesAmong(written).map(([one, other]) => flaw(library, other, "warning", "question-alike", say("library.rules.question-alike", { other: one.id }))),
  ];
}

function decisionsOf(library: Library, incident: IncidentFile, count: number): LibraryFinding[] {
  return count < DECISIONS.least || count > DECISIONS.most ? [about(library, incident, "decisions", { ...DECISIONS, count })] : [];
}

function flaw({ content }: Library, { id, incident = "" }: Question, severity: LibraryFinding["severity"], rule: string, why: LibraryFinding["why"]): LibraryFinding {
  return { severity, rule, id, file: content.files.get(id) ?? content.files.get(incident) ?? "", why };
}

/** One fact asked in two forms, such as by its options and by its figure, is meant: no paper has both. */
function twinsAmong(questions: readonly Question[]): [Question, Question][] {
  const seen = new Map<string, Question>();
  return questions.flatMap((question) => {
    const print = fingerprintOf(question);
    const one = seen.get(print);
    if (!one) seen.set(print, question);
    return one && one.facts.join() !== question.facts.join() ? [[one, question] as [Question, Question]] : [];
  });
}

/** What somebody wrote twice in other words. Of generated questions several may ask about one fact: no paper has two of them. */
function likesAmong(questions: readonly Question[]): [Question, Question][] {
  const gists = questions.map(gistOf);
  return questions.flatMap((other, place) => {
    const one = questions.slice(0, place).find((_, before) => likeness(gists[before]!, gists[place]!).likeness > 0);
    return one ? [[one, other] as [Question, Question]] : [];
  });
}
