import type { Response } from "../questions/responses.ts";
import type { RecordedAnswer } from "./recorded-answer.ts";
import { cut, decimal, type Progress, type RunTime, type Values } from "./scorm-values.ts";
import { clockSpan } from "./spans.ts";

/** Choices are single letters or digits (SCORM 1.2 run-time environment, section 3.4.4, cmi.interactions.n.student_response). */
const SIGNS = "abcdefghijklmnopqrstuvwxyz0123456789";
const LONGEST = 255;

/** SCORM 1.2. The score goes from 0 to 100, as it wants. */
export const SCORM_12: RunTime = {
  api: "API", calls: { begin: "LMSInitialize", end: "LMSFinish", get: "LMSGetValue", set: "LMSSetValue", save: "LMSCommit", fault: "LMSGetLastError" },
  elements: { entry: "cmi.core.entry", state: "cmi.suspend_data", mode: "cmi.core.lesson_mode", count: "cmi.interactions._count", status: "cmi.core.lesson_status" }, mostState: 4096, untouched: ["not attempted", ""],
  begun: [["cmi.core.lesson_status", "incomplete"], ["cmi.core.score.min", "0"], ["cmi.core.score.max", "100"]],
  progress, interaction,
};

function progress({ standing: { isFinished, passed, percent }, place, state, seconds }: Progress): Values {
  const status = !isFinished ? "incomplete" : passed === null ? "completed" : passed ? "passed" : "failed";
  return [
    ["cmi.suspend_data", state], ["cmi.core.lesson_location", String(place)], ["cmi.core.session_time", clockSpan(seconds)], ["cmi.core.exit", isFinished ? "" : "suspend"],
    ...(isFinished ? [["cmi.core.score.raw", decimal(percent)] as const, ["cmi.core.lesson_status", status] as const] : []),
  ];
}

function interaction(place: number, { name, response, score, seconds, at }: RecordedAnswer): Values {
  const { type, given, right } = written(response);
  const fields = [
    ["id", cut(name, LONGEST)], ["time", timeOf(at)], ["type", type], ...right.map((pattern, index) => [`correct_responses.${index}.pattern`, pattern]), ["weighting", "1"],
    ["student_response", given], ["result", score === 1 ? "correct" : score === 0 ? "wrong" : decimal(Number(score.toFixed(2)))], ["latency", clockSpan(seconds)],
  ] as const;
  return fields.map(([field, value]) => [`cmi.interactions.${place}.${field}`, value]);
}

/** By the clock of the learner, without a day: the version knows no other. */
function timeOf(at: Date): string {
  return [at.getHours(), at.getMinutes(), at.getSeconds()].map((part) => String(part).padStart(2, "0")).join(":");
}

interface Written { type: string; given: string; right: readonly string[] }

function written(response: Response): Written {
  switch (response.type) {
    case "true-false": return { type: response.type, given: response.given ? "t" : "f", right: [response.right ? "t" : "f"] };
    case "numeric": return { type: response.type, given: decimal(response.given ?? 0), right: [decimal(response.right.value)] };
    case "fill-in": return { type: response.type, given: cut(response.given, LONGEST), right: response.right.slice(0, MOST_PATTERNS).map((name) => cut(name, LONGEST)) };
    case "matching": return lettered(response.type, response.given.flat(), response.given.map(pairOf).join(","), [response.right.map(pairOf).join(",")], response.target.length);
    default: return lettered(response.type, response.given, response.given.map(signOf).join(","), response.right.map((places) => places.map(signOf).join(",")), response.choices.length);
  }
}

const MOST_PATTERNS = 10;

/** With more choices than there are signs, places stand as numbers, which only a performance may hold. */
function lettered(type: string, places: readonly number[], given: string, right: readonly string[], choices: number): Written {
  return choices <= SIGNS.length ? { type, given, right } : { type: "performance", given: cut(places.join(" "), LONGEST), right: [] };
}

function signOf(place: number): string {
  return SIGNS[place] ?? "";
}

function pairOf([line, match]: readonly [number, number]): string {
  return `${signOf(line)}.${signOf(match)}`;
}
