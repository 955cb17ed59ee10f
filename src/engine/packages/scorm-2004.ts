import type { Response } from "../questions/responses.ts";
import type { RecordedAnswer } from "./recorded-answer.ts";
import { cut, decimal, type Progress, type RunTime, type Values } from "./scorm-values.ts";
import { isoSpan } from "./spans.ts";

/** The smallest permitted maximum of a localised string and of a short text (SCORM 2004 4th edition, run-time environment, section 4.1.1.7 and 4.2.9). */
const LONGEST = 250;
const MOST_NAMES = 5;
const MOST_CHOICES = 10;

/** SCORM 2004, whose editions differ in nothing that is told here. */
export const SCORM_2004: RunTime = {
  api: "API_1484_11", calls: { begin: "Initialize", end: "Terminate", get: "GetValue", set: "SetValue", save: "Commit", fault: "GetLastError" },
  elements: { entry: "cmi.entry", state: "cmi.suspend_data", mode: "cmi.mode", count: "cmi.interactions._count", status: "cmi.completion_status" }, mostState: 64_000, untouched: ["unknown", "not attempted", ""],
  begun: [["cmi.completion_status", "incomplete"], ["cmi.success_status", "unknown"], ["cmi.score.min", "0"], ["cmi.score.max", "100"]],
  progress, interaction,
};

function progress({ standing: { isFinished, passed, percent, share, answered, of }, place, state, seconds }: Progress): Values {
  const result: Values = [
    ["cmi.score.raw", decimal(percent)], ["cmi.score.scaled", decimal(share)], ["cmi.success_status", passed === null ? "unknown" : passed ? "passed" : "failed"], ["cmi.completion_status", "completed"],
  ];
  return [
    ["cmi.suspend_data", state], ["cmi.location", String(place)], ["cmi.progress_measure", decimal(of === 0 ? 1 : answered / of)], ["cmi.session_time", isoSpan(seconds)], ["cmi.exit", isFinished ? "normal" : "suspend"],
    ...(isFinished ? result : []),
  ];
}

function interaction(place: number, { name, words, language, response, score, seconds, at }: RecordedAnswer): Values {
  const fields = [
    ["id", name], ["type", response.type], ["timestamp", `${at.toISOString().slice(0, 19)}.0Z`], ...rightIn(response, language).map((pattern, index) => [`correct_responses.${index}.pattern`, pattern]), ["weighting", "1"],
    ["learner_response", givenIn(response, language)], ["result", score === 1 ? "correct" : score === 0 ? "incorrect" : decimal(score)], ["latency", isoSpan(seconds)], ["description", `{lang=${language}}${cut(words, LONGEST)}`],
  ] as const;
  return fields.map(([field, value]) => [`cmi.interactions.${place}.${field}`, value]);
}

function givenIn(response: Response, language: string): string {
  switch (response.type) {
    case "true-false": return String(response.given);
    case "numeric": return decimal(response.given ?? 0);
    case "fill-in": return textIn(response.given, language);
    case "matching": return response.given.map(pairOf).join("[,]");
    default: return response.given.map(idOf).join("[,]");
  }
}

/** No pattern may come twice. */
function rightIn(response: Response, language: string): string[] {
  switch (response.type) {
    case "true-false": return [String(response.right)];
    case "numeric": return [`${decimal(response.right.from)}[:]${decimal(response.right.to)}`];
    case "fill-in": return [...new Set(response.right.map((name) => `{case_matters=false}${textIn(name, language)}`))].slice(0, MOST_NAMES);
    case "matching": return [response.right.map(pairOf).join("[,]")];
    default: return response.right.slice(0, MOST_CHOICES).map((places) => places.map(idOf).join("[,]"));
  }
}

/** With its language in front, so that no text can begin with what would be taken for one; "[,]" would part it in two. */
function textIn(text: string, language: string): string {
  return `{lang=${language}}${cut(text.replaceAll("[,]", "[ ,]"), LONGEST)}`;
}

function idOf(place: number): string {
  return `c${place + 1}`;
}

function pairOf([line, match]: readonly [number, number]): string {
  return `l${line + 1}[.]${idOf(match)}`;
}
