import { z } from "zod";
import { say, type Message } from "../../../lib/messages.ts";
import { questionSchema, type Question } from "../question.ts";
import type { Arrivals, Arrived } from "./arrived.ts";
import type { FileError } from "./item.ts";
import { lineAt, linesOfQuestions } from "./json-lines.ts";

const FORMAT = "debrief-questions";
const VERSION = 1;

const MOST = 50_000;
const documentSchema = z.object({ format: z.literal(FORMAT), version: z.number(), questions: z.array(z.unknown()).max(MOST) });

/** One document with these questions, exactly as they are. */
export function writeJson(questions: readonly Question[]): string {
  const lines = questions.map((question) => JSON.stringify(question, null, 1).replaceAll("\n", "\n  "));
  return `{\n "format": "${FORMAT}",\n "version": ${VERSION},\n "questions": [${lines.length > 0 ? `\n  ${lines.join(",\n  ")}\n ` : ""}]\n}\n`;
}

/**
 * Reads such a document. A question that the schema does not take is an error with the line where it begins and the path of what is wrong; the others are read.
 * What a question has and the schema does not is named among what was dropped. Never throws for what stands in the text.
 */
export function readJson(text: string): Arrivals {
  const parsed = parsedJson(text.replace(/^\ufeff/, ""));
  if ("error" in parsed) return { questions: [], errors: [parsed.error] };
  const document = documentSchema.safeParse(parsed.value);
  if (!document.success) return { questions: [], errors: [{ line: 1, reason: wordsFor(parsed.value) }] };
  if (document.data.version !== VERSION) return { questions: [], errors: [{ line: 1, reason: say("json.version", { version: String(document.data.version), known: String(VERSION) }) }] };

  const lines = linesOfQuestions(text);
  const questions: Arrived[] = [];
  const errors: FileError[] = [];
  document.data.questions.forEach((given, index) => {
    const line = lines[index] ?? 1;
    const read = questionSchema.safeParse(given);
    if (read.success) questions.push({ line, question: read.data, dropped: droppedFrom(given, read.data), files: [], without: [] });
    else errors.push({ line, reason: complaint(read.error.issues[0]!, index), ...nameOf(given) });
  });
  return { questions, errors };
}

function parsedJson(text: string): { value: unknown } | { error: FileError } {
  try {
    return { value: JSON.parse(text) };
  } catch (error) {
    const place = Number(/position (\d+)/.exec((error as Error).message)?.[1] ?? text.length);
    return { error: { line: lineAt(text, place), reason: say("json.broken") } };
  }
}

function wordsFor(value: unknown): Message {
  const { format, questions } = (value ?? {}) as { format?: unknown; questions?: unknown };
  if (format !== FORMAT) return say("json.not-ours", { format: FORMAT });
  return Array.isArray(questions) && questions.length > MOST ? say("json.too-many", { most: MOST }) : say("json.no-questions");
}

function complaint(issue: z.core.$ZodIssue, index: number): Message {
  const path = ["questions", index, ...issue.path].map((part) => (typeof part === "number" ? `[${part}]` : `.${String(part)}`)).join("").slice(1);
  const { code, maximum } = issue as { code: string; maximum?: number };
  if (code === "too_big") return say("json.too-long", { path, most: maximum ?? 0 });
  return say(code === "too_small" ? "json.too-short" : "json.not-taken", { path });
}

function nameOf(given: unknown): { name?: string } {
  const { name, stem } = (given ?? {}) as { name?: unknown; stem?: unknown };
  const said = [name, stem].find((text) => typeof text === "string" && text.trim() !== "");
  return typeof said === "string" ? { name: said.slice(0, 80) } : {};
}

function droppedFrom(given: unknown, kept: Question): Message[] {
  const paths = pathsWithout(given, kept, "");
  return paths.length > 0 ? [say("json.dropped", { paths: paths.slice(0, 10) })] : [];
}

function pathsWithout(given: unknown, kept: unknown, path: string): string[] {
  if (Array.isArray(given)) return given.flatMap((item, place) => pathsWithout(item, (kept as unknown[] | undefined)?.[place], `${path}[${place}]`));
  if (typeof given !== "object" || given === null) return [];
  return Object.entries(given).flatMap(([name, value]) => {
    const here = path === "" ? name : `${path}.${name}`;
    return Object.hasOwn((kept ?? {}), name) ? pathsWithout(value, (kept as Record<string, unknown>)[name], here) : [here];
  });
}
