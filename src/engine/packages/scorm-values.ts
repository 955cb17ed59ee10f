import type { RecordedAnswer } from "./recorded-answer.ts";
import type { Standing } from "./sitting.ts";

/** Elements of the run-time's data model with their values, in the order in which they are set. */
export type Values = readonly (readonly [name: string, value: string])[];

/** How far somebody is. `place` is the number of the question that comes next, `state` the remembered sitting, `seconds` how long this visit has lasted. */
export interface Progress { standing: Standing; place: number; state: string; seconds: number }

/** A version of the run-time: what its functions and elements are called, how much it remembers, and what it is told. */
export interface RunTime {
  /** Of the object that the learning system offers, and of its functions. */
  api: string; calls: Readonly<Record<"begin" | "end" | "get" | "set" | "save" | "fault", string>>;
  /** Of what is asked at the start. Until something was done nothing is remembered, and asking for it is a fault in SCORM 2004. */
  elements: Readonly<Record<"entry" | "state" | "mode" | "count" | "status", string>>;
  mostState: number;
  /** What `status` says before anything was done. */
  untouched: readonly string[];
  begun: Values;
  progress: (progress: Progress) => Values;
  interaction: (place: number, answer: RecordedAnswer) => Values;
}

/** A decimal number without an exponent, with at most seven digits behind the point: `real (10,7)` of SCORM 2004. */
export function decimal(value: number): string {
  if (Math.abs(value) >= 1e21) return BigInt(value).toString();
  return value.toFixed(7).replace(/\.?0+$/, "").replace(/^-0$/, "0");
}

/** The first so many characters, none cut in two. */
export function cut(text: string, most: number): string {
  return text.length <= most ? text : text.slice(0, most).replace(/\p{Surrogate}$/u, "");
}
