/** How an assignment stands, the most urgent first: people are late; it is due; it runs without a day; its day is over and nobody is known to be late; it has ended. */
export const URGENCIES = ["overdue", "due", "undated", "past", "ended"] as const;
export type Urgency = (typeof URGENCIES)[number];
/** What decides it; `due` is the last day of the round that is on (2026-01-31), `overdue` counts people, 0 where that may not be told. `id` grows from the oldest to the newest. */
export interface Pressing { id: number; due: string | null; ended_at: string | null; overdue: number }

/** `today`: a day, 2026-01-31. */
export function urgencyOf({ due, ended_at, overdue }: Omit<Pressing, "id">, today: string): Urgency {
  if (ended_at !== null) return "ended";
  if (overdue > 0) return "overdue";
  if (due === null) return "undated";
  return due >= today ? "due" : "past";
}

/** What needs doing comes first: where most people are late, then what is due soonest, then what runs without a day, the newest first, then what is over, the latest first. */
export function byUrgency(today: string): (one: Pressing, other: Pressing) => number {
  return (one, other) => {
    const urgency = urgencyOf(one, today);
    return URGENCIES.indexOf(urgency) - URGENCIES.indexOf(urgencyOf(other, today)) || within(urgency, one, other) || other.id - one.id;
  };
}

function within(urgency: Urgency, one: Pressing, other: Pressing): number {
  switch (urgency) {
    case "overdue": return other.overdue - one.overdue;
    case "due": return days(one, other);
    case "past": return days(other, one);
    case "ended": return compare(other.ended_at!, one.ended_at!);
    case "undated": return 0;
  }
}

function days(one: Pressing, other: Pressing): number {
  return compare(one.due!, other.due!);
}

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
