import type { Question } from "../question.ts";
import { toldIn } from "../told.ts";
import type { Finding, LintContext } from "./finding.ts";
import { lint } from "./lint.ts";
import type { RuleId } from "./rules.ts";

/** Rules that look at lengths, signs, names and sameness. The others know English words. */
const OF_ANY_LANGUAGE: ReadonlySet<RuleId> = new Set<RuleId>(["longest-option-correct", "gratuitous-information", "fill-in-the-blank", "more-than-one-correct", "alias-leak"]);

/** A finding in the translation into `language`. */
export interface TranslationFinding extends Finding { language: string }

/** What the rules that hold in any language find in each translation of a question. */
export function lintTranslations(question: Question, context: LintContext = {}): TranslationFinding[] {
  return Object.keys(question.translations ?? {}).flatMap((language) => {
    const findings = lint(toldIn(language, question, [], []).question, context);
    return findings.filter(({ rule }) => OF_ANY_LANGUAGE.has(rule)).map((finding) => ({ ...finding, language }));
  });
}
