import { netChange } from "../domain/telling-results.ts";
import { groupBy } from "../lib/groups.ts";
import { say, type Message } from "../lib/messages.ts";
import type { ExplainedRecount, UnseenRecount } from "../storage/recounts.ts";
import { pointsInWords } from "./results.ts";

/** A result that became another and that its learner has not read yet. */
export interface ResultChange { words: Message; reason: string; public_id: string; title: string }

/** One for each attempt: from what they knew last to what it is now. What came back to where it was is no news. */
export function changesOf(unseen: readonly UnseenRecount[]): ResultChange[] {
  return [...groupBy(unseen, ({ attempt_id }) => String(attempt_id)).values()].flatMap((its) => {
    const { public_id, title } = its[0]!;
    const change = changeIn(its, title);
    return change ? [{ ...change, public_id, title }] : [];
  });
}

/** The same in one attempt, without its title. */
export function changeIn(recounts: readonly ExplainedRecount[], title?: string): Pick<ResultChange, "words" | "reason"> | undefined {
  const change = netChange(recounts);
  if (!change) return undefined;
  const { first, last } = change;
  const values = { before: pointsInWords({ score: first.score_before, of: first.of_before, adaptive: first.adaptive }), after: pointsInWords({ score: last.score_after, of: last.of_after, adaptive: last.adaptive }), ...(title === undefined ? {} : { title }) };
  return { words: say(title === undefined ? "regrades.your-result" : "regrades.your-result-in", values), reason: last.reason ?? "" };
}
