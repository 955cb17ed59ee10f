import { systemClock } from "./clock.ts";
import { withoutPersons } from "./log-words.ts";

export const LEVELS = ["debug", "info", "warn", "error"] as const;
export type Level = (typeof LEVELS)[number];
export const FORMATS = ["text", "json"] as const;
export type Format = (typeof FORMATS)[number];
export type Fields = Readonly<Record<string, string | number | boolean | undefined>>;

/** So many milliseconds lines wait for those that come after them: one write for many requests. What is wrong is written at once. */
const WAIT = 50;
const MOST_WAITING = 500;

let format: Format = "text";
let least = LEVELS.indexOf("warn");
let lines: string[] = [];
let timer: NodeJS.Timeout | undefined;

/** How the log of this process is written: always to standard error, because standard output belongs to results. Until this is called, what is wrong is written as text. */
export function configureLog(wish: { format: Format; level: Level }): void {
  format = wish.format;
  least = LEVELS.indexOf(wish.level);
}

/** Whether lines of this level are written: asked before a line is put together. */
function isLogged(level: Level): boolean {
  return LEVELS.indexOf(level) >= least;
}

/** Notes a line. Fields must hold nothing that points at a person: no names, addresses, query strings, tokens or paths with them. */
export function note(level: Level, message: string, fields: Fields = {}): void {
  if (!isLogged(level)) return;
  lines.push(format === "json" ? JSON.stringify({ time: systemClock().toISOString(), level, message, ...fields }) : inText(level, message, fields));
  if (level === "error" || level === "warn" || lines.length >= MOST_WAITING) flushLog();
  else timer ??= setTimeout(flushLog, WAIT).unref();
}

/** Notes what went wrong, with its stack; what it says of people is left out. */
export function complain(message: string, error: unknown, fields: Fields = {}): void {
  note("error", message, { ...fields, ...wordsOf(error) });
}

/** Writes what still waits. */
export function flushLog(): void {
  clearTimeout(timer);
  timer = undefined;
  if (lines.length === 0) return;
  const text = `${lines.join("\n")}\n`;
  lines = [];
  process.stderr.write(text);
}

process.once("exit", flushLog);

function wordsOf(error: unknown): Fields {
  if (!(error instanceof Error)) return { error: withoutPersons(String(error)) };
  const { code, statement } = error as { code?: unknown; statement?: unknown };
  return { error: shortened(withoutPersons(error.message)), ...(typeof code === "string" && { code }), ...(typeof statement === "string" && !error.message.includes(statement) && { statement: shortened(withoutPersons(statement)) }), stack: withoutPersons(stackOf(error)) };
}

/** A statement can be as long as a file; why it failed stands at its end. */
function shortened(text: string): string {
  return text.length > 600 ? `${text.slice(0, 300)} [...] ${text.slice(-300)}` : text;
}

function stackOf(error: Error): string {
  const cause = error.cause instanceof Error ? `\nCaused by: ${stackOf(error.cause)}` : "";
  return `${error.stack ?? error.message}${cause}`;
}

function inText(level: Level, message: string, { stack, ...fields }: Fields): string {
  const named = Object.entries(fields).filter(([, value]) => value !== undefined && !(stack && value === fields["error"])).map(([name, value]) => ` ${name}=${String(value)}`);
  return `${systemClock().toISOString()} ${level.padEnd(5)} ${message}${named.join("")}${stack === undefined ? "" : `\n${String(stack)}`}`;
}
