import { readJson, writeJson } from "../../src/engine/questions/formats/json.ts";
import type { Question } from "../../src/engine/questions/question.ts";

/** A table of so many questions that differ. */
export function csvOf(count: number, word = "Which"): Buffer {
  const rows = Array.from({ length: count }, (_, index) => `single,"${word} answer is right in question number ${index + 1}?",This one,"Another one, longer",A third one,A,Right.,Wrong.,Wrong too.,Because it says so.,recall,easy,data`);
  return Buffer.from(`Kind,Question,Option A,Option B,Option C,Key,Feedback A,Feedback B,Feedback C,Explanation,Level,Difficulty,Topic\n${rows.join("\n")}\n`);
}

export function jsonOf(...questions: Question[]): Buffer {
  const text = writeJson(questions);
  if (readJson(text).errors.length > 0) throw new Error("No questions as the schema has them");
  return Buffer.from(text);
}

/** The smallest PNG. */
export const PIXEL = Buffer.from("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==", "base64");
