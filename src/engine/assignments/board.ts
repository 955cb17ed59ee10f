/** What is known of one duty: its days are 2026-01-31, `counts_until` is a moment. */
export interface DutyLine {
  assignment_id: number; round: number; quiz_id: number; position: number; state: "open" | "done" | "exempt"; opens_on: string | null; due_on: string | null;
  counts_until: string | null; late: 0 | 1; required: 0 | 1; done_when: "finished" | "passed";
}
/** What somebody has to do: `now`, `later` once its day has come or the step before it is done, and what was `missed` and counts no more. */
export interface Board<Line> { now: Line[]; later: Line[]; missed: Line[] }

/**
 * Sorts the duties of one person, on their `today`, at `at`, an ISO moment. A step of a path waits for those before it in the same round. Where several assignments ask for the same quiz now, it is asked once:
 * by the earliest day, as required where one of them requires it, and as what has to be passed where one of those by that day wants it passed.
 */
export function boardOf<Line extends DutyLine>(lines: readonly Line[], today: string, at: string): Board<Line> {
  const { now, later, missed } = sortedOut(lines, today, at);
  return { now: mergedByQuiz(now), later: later.filter(({ quiz_id }) => !now.some((line) => line.quiz_id === quiz_id)).sort(byDay("opens_on")), missed };
}

/** The same duty by duty, where each is looked at by itself. */
export function sortedOut<Line extends DutyLine>(lines: readonly Line[], today: string, at: string): Board<Line> {
  const open = lines.filter(({ state }) => state === "open");
  const missed = open.filter((line) => isMissed(line, today, at));
  const live = open.filter((line) => !missed.includes(line));
  return { now: live.filter((line) => isNow(line, live, today)), later: live.filter((line) => !isNow(line, live, today)), missed };
}

/** How an open duty stands: what counts no more was missed, what cannot be opened yet is later whatever its day, and what is past its day is overdue. */
export type OpenState = "missed" | "later" | "overdue" | "todo";

export function openStateIn<Line extends DutyLine>({ now, missed }: Board<Line>, line: Line, today: string): OpenState {
  if (missed.includes(line)) return "missed";
  return !now.includes(line) ? "later" : line.due_on !== null && line.due_on < today ? "overdue" : "todo";
}

function isMissed({ due_on, late, counts_until }: DutyLine, today: string, at: string): boolean {
  return late === 1 ? counts_until !== null && counts_until <= at : due_on !== null && due_on < today;
}

function isNow(line: DutyLine, live: readonly DutyLine[], today: string): boolean {
  return (line.opens_on === null || line.opens_on <= today) && !live.some((other) => isSameRound(other, line) && other.position < line.position);
}

function isSameRound(one: DutyLine, other: DutyLine): boolean {
  return one.assignment_id === other.assignment_id && one.round === other.round;
}

function mergedByQuiz<Line extends DutyLine>(lines: readonly Line[]): Line[] {
  const merged = new Map<number, Line>();
  for (const line of lines.toSorted(byDay("due_on"))) {
    const known = merged.get(line.quiz_id);
    merged.set(line.quiz_id, known ? { ...known, required: known.required || line.required ? 1 : 0, done_when: known.due_on === line.due_on && line.done_when === "passed" ? "passed" : known.done_when } : line);
  }
  return [...merged.values()];
}

function byDay(day: "opens_on" | "due_on"): (one: DutyLine, other: DutyLine) => number {
  return (one, other) => (one[day] ?? "9999").localeCompare(other[day] ?? "9999");
}
