import type { Entity } from "../engine/knowledge/entity.ts";
import type { Fact } from "../engine/knowledge/fact.ts";
import { buildKnowledge } from "../engine/knowledge/knowledge.ts";
import type { LintContext } from "../engine/questions/linting/finding.ts";
import { contextOf } from "../engine/questions/linting/knowledge-context.ts";
import { isChoice, type Question } from "../engine/questions/question.ts";
import { listEntitiesCalled, listFactsByKeys } from "../storage/incident-reading.ts";
import type { Db } from "../storage/tables.ts";

/** What the database knows that the linter may use for these questions: their facts, who says so, and the things that their answers name. */
export async function findLintContext(db: Db, questions: readonly Question[]): Promise<LintContext> {
  const facts = (await listFactsByKeys(db, [...new Set(questions.flatMap((question) => question.facts))])).map(({ data }) => JSON.parse(data) as Fact);
  const rows = await listEntitiesCalled(db, facts.map((fact) => fact.asserted_by), questions.flatMap(answersOf));
  return contextOf(buildKnowledge({ entities: rows.map(({ data }) => JSON.parse(data) as Entity), relations: [], facts, incidents: [] }));
}

function answersOf(question: Question): string[] {
  if (isChoice(question)) return question.options.map(({ text }) => text);
  return question.kind === "matching" ? [...question.responses, ...question.pairs.map(({ premise }) => premise)] : [];
}
