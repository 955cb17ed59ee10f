export type Severity = "blocking" | "warning";

/** One kind of flaw. `milder`: when it is a warning although it blocks otherwise. What it is called, and what to do about it in general, stands in the catalogues. */
export interface Rule { id: string; number: number; severity: Severity; milder?: string; finds: string; source: string }

const IWF = (number: number): string => `Item-writing flaw ${number} of Moore et al. 2023 (arXiv 2307.08161) and SAQUET`;

/** Every flaw that the linter knows: the 19 of the SAQUET rubric, made deterministic, and seven of ours. The documentation is made from this. */
export const RULES = [
  {
    id: "ambiguous-stem", number: 1, severity: "warning", source: IWF(1),
    finds: "a stem of more than 60 words, with several question marks, that begins with “it”, “this” or “they”, that points at a text which the learner does not see, or that has an abbreviation which nobody explains",
  },
  {
    id: "implausible-distractors", number: 2, severity: "blocking", source: IWF(2),
    finds: "a wrong option that is another kind of thing than the right one",
  },
  {
    id: "none-of-the-above", number: 3, severity: "blocking", source: IWF(3),
    finds: "an option that rejects the other options instead of answering",
  },
  {
    id: "longest-option-correct", number: 4, severity: "blocking", source: IWF(4),
    milder: "the right option has two or three words, or it is about a whole paper",
    finds: "a right option that is more than a quarter longer than the longest wrong one; on a paper, right options that are the longest in more than 40 % of ten or more questions",
  },
  {
    id: "gratuitous-information", number: 5, severity: "warning", source: IWF(5),
    finds: "a stem with very many different words: different words / √(2 × words) is over 4.5",
  },
  {
    id: "true-false-series", number: 6, severity: "blocking", source: IWF(6),
    finds: "options such as “True”, “No”, or a stem that asks which statement is true",
  },
  {
    id: "convergence-cues", number: 7, severity: "warning", source: IWF(7),
    finds: "a right option that shares three or more words with the others, and more than any of them does",
  },
  {
    id: "logical-cues", number: 8, severity: "blocking", source: IWF(8), milder: "a number of the stem stands in the right option alone",
    finds: "a right option that is of another kind than all the wrong ones, or the only one with a number of the stem",
  },
  {
    id: "all-of-the-above", number: 9, severity: "blocking", source: IWF(9),
    finds: "an option that accepts the other options instead of answering, “Both A and B” included",
  },
  {
    id: "fill-in-the-blank", number: 10, severity: "warning", source: IWF(10),
    finds: "a gap in the stem with words after it",
  },
  {
    id: "absolute-terms", number: 11, severity: "warning", source: IWF(11),
    finds: "always, never, none, all, completely, absolutely, totally, definitely or inevitably in some options only",
  },
  {
    id: "word-repeats", number: 12, severity: "blocking", source: IWF(12), milder: "the word is no name and no noun, it stands in another form, or the question is a decision",
    finds: "a word of the stem that stands in the right option and in no wrong one, or an answer that the stem gives away",
  },
  {
    id: "unfocused-stem", number: 13, severity: "blocking", source: IWF(13),
    finds: "a stem that asks nothing, or nothing but “Which of the following is true?”",
  },
  {
    id: "complex-options", number: 14, severity: "blocking", source: IWF(14),
    finds: "options that are combinations of others, such as “I and II” or “A and C only”",
  },
  {
    id: "grammatical-cues", number: 15, severity: "blocking", source: IWF(15),
    finds: "a right option that alone fits the grammar of the stem (a or an, singular or plural), or that alone is built, capitalised or ended as it is",
  },
  {
    id: "lost-sequence", number: 16, severity: "blocking", source: IWF(16),
    finds: "figures or dates that do not stand in order; units are taken into account",
  },
  {
    id: "vague-terms", number: 17, severity: "warning", source: IWF(17),
    finds: "frequently, occasionally, rarely, seldom, sometimes, usually, generally, nearly, somewhat or often in an option",
  },
  {
    id: "more-than-one-correct", number: 18, severity: "blocking", source: IWF(18),
    finds: "options that say the same or lie within one another, or a number of right options that does not fit the kind of question",
  },
  {
    id: "negative-stem", number: 19, severity: "warning", source: IWF(19),
    finds: "not, except, never, without, false, incorrect and the like in what is asked, outside quotation marks and not in capitals",
  },
  {
    id: "alias-leak", number: 20, severity: "blocking", source: "Debrief; found in 46 of 466 questions made from ATT&CK",
    finds: "a part of the answer's name, or of another name of it, inside a name in the stem",
  },
  {
    id: "base-rate-cue", number: 21, severity: "warning", source: "Debrief; always choosing the commonest country scored 65.5 % where chance is 25 %",
    finds: "on a paper, one answer or one place that is right so often that choosing it always beats chance",
  },
  {
    id: "enemy-items", number: 22, severity: "warning", source: "Haladyna, Downing and Rodriguez 2002: questions are independent of each other",
    finds: "on a paper, a question whose answer stands in the stem of another",
  },
  {
    id: "stale", number: 23, severity: "warning", source: "Debrief",
    finds: "now, today, currently, recently, last year and the like, outside quotation marks",
  },
  {
    id: "unscoped-claim", number: 24, severity: "blocking", source: "Debrief; docs/decisions/003-proofs.md",
    finds: "a stem about a fact that is claimed, reported, assessed or alleged, and does not name who says so",
  },
  {
    id: "missing-explanation", number: 25, severity: "blocking", milder: "the question was imported", source: "Kurdi et al. 2020 (10.1007/s40593-019-00186-y): feedback is what generated and shared questions lack most",
    finds: "a question without an explanation, or an option, pair or line without feedback",
  },
  {
    id: "picture-without-words", number: 26, severity: "blocking", source: "WCAG 2.2, success criterion 1.1.1",
    finds: "a picture without alternative text, wherever it stands in the question",
  },
] as const satisfies readonly Rule[];

export type RuleId = (typeof RULES)[number]["id"];
