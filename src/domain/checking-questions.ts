import { createHash } from "node:crypto";
import { lint } from "../engine/questions/linting/lint.ts";
import { isBlocking, type Finding } from "../engine/questions/linting/finding.ts";
import { RULES } from "../engine/questions/linting/rules.ts";
import type { Question } from "../engine/questions/question.ts";
import { listChecked, listUnchecked, updateChecked, type Checked, type Unchecked } from "../storage/checked-questions.ts";
import type { Db } from "../storage/tables.ts";
import { findLikeQuestions } from "./like-questions.ts";
import { findLintContext } from "./lint-context.ts";

/** Raised where a rule finds another thing than before although its line in the table is the same. */
const CHECKS = 1;
const RULES_NOW = createHash("sha256").update(JSON.stringify([CHECKS, RULES])).digest("base64url").slice(0, 12);

const PORTION = 50;
/** So many in one round, so that other errands have their turn. */
const MOST = 2_000;

/** Keeps what the linter finds in these questions, and which other question each is like, as they are now. */
export async function checkQuestions(tx: Db, questionIds: readonly number[]): Promise<void> {
  await check(tx, await listChecked(tx, questionIds));
}

/** Looks through questions that came in with a file or with content, or that were looked through under other rules. Says how many there were. */
export async function checkBank(db: Db): Promise<number> {
  for (let checked = 0; ;) {
    const questions = await listUnchecked(db, RULES_NOW, PORTION);
    await check(db, questions);
    checked += questions.length;
    if (questions.length < PORTION || checked >= MOST) return checked;
  }
}

async function check(db: Db, questions: readonly Unchecked[]): Promise<void> {
  const bodies = questions.map(({ body }) => JSON.parse(body) as Question);
  const context = await findLintContext(db, bodies);
  const found: Checked[] = [];
  for (const [place, { id, version_id, origin_key }] of questions.entries()) {
    const [like] = origin_key === null ? await findLikeQuestions(db, bodies[place]!, id) : [];
    found.push({ id, version_id, finding: worstOf(lint(bodies[place]!, context)), checked_as: RULES_NOW, like_id: like?.id ?? null });
  }
  await updateChecked(db, found);
}

function worstOf(findings: readonly Finding[]): "none" | "warning" | "blocking" {
  if (findings.some(isBlocking)) return "blocking";
  return findings.length > 0 ? "warning" : "none";
}
