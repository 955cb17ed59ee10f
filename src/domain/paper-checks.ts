import { countOf, type DrawRule, type RuleFindings } from "../engine/generation/draw-rules.ts";
import { groupBy } from "../lib/groups.ts";
import { say, type Message } from "../lib/messages.ts";
import type { DraftQuestion } from "../storage/quiz-drafts.ts";
import type { Quiz } from "../storage/tables.ts";
import { warning, type PaperFinding } from "./paper-findings.ts";

/** Fewer questions than this are too few to speak of balance. */
const FEWEST = 10;
const LOPSIDED = 0.8;

/** Why rules of drawing cannot be kept, the first reason first; each says what is missing and how to mend it. */
export function ruleConflicts(rules: readonly DrawRule[], { short, together, drawn }: RuleFindings): Message[] {
  if (short.length > 0) return short.map(({ rule, have }) => say("quiz-rules.conflicts.short", { row: rule + 1, wanted: rules[rule]!.count, count: have }));
  const wanted = countOf(rules);
  if (together < wanted) return [say("quiz-rules.conflicts.together", { wanted, most: together })];
  return drawn < wanted ? [say("quiz-rules.conflicts.enemies", { wanted, most: drawn })] : [];
}

/** What only shows over the whole quiz and stops nobody: a pool that gives everybody the same, one level, topic or kind nearly everywhere, more than the time limit allows. `minutes` are those expected. */
export function paperWarnings({ draw_count, limit_minutes }: Pick<Quiz, "draw_count" | "limit_minutes">, questions: readonly Pick<DraftQuestion, "level" | "topic" | "kind">[], minutes: number): PaperFinding[] {
  const isSmall = draw_count !== null && questions.length >= draw_count && questions.length < 2 * draw_count;
  return [
    ...(isSmall ? [warning(say("quiz-rules.checks.small-pool", { draws: draw_count, pool: questions.length, least: 2 * draw_count }), "add")] : []),
    ...(limit_minutes !== null && minutes > limit_minutes ? [warning(say("quiz-rules.checks.too-long", { minutes, limit: limit_minutes }), "details")] : []),
    ...lopsided(questions).map((words) => warning(words, "add")),
  ];
}

/** Whole numbers of questions, so that whoever reads can count them. */
function lopsided(questions: readonly Pick<DraftQuestion, "level" | "topic" | "kind">[]): Message[] {
  if (questions.length < FEWEST) return [];
  const traits = ["level", "topic", "kind"] as const;
  return traits.flatMap((trait) => {
    const groups = [...groupBy(questions, (question) => question[trait]).values()].sort((a, b) => b.length - a.length);
    const most = groups[0]!.length;
    const isAlone = groups.length === 1;
    const isOdd = trait === "topic" ? !isAlone && most >= LOPSIDED * questions.length : most >= LOPSIDED * questions.length;
    return isOdd && !(trait === "level" && isAlone && questions[0]!.level === "recall") ? [say(`quiz-rules.checks.lopsided.${trait}`, { most, of: questions.length })] : [];
  });
}
