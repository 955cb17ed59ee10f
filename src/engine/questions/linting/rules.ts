export type Severity = "blocking" | "warning";

/** One kind of flaw. `milder`: when it is a warning although it blocks otherwise. `mend` says what to do about it in general. */
export interface Rule { id: string; number: number; name: string; severity: Severity; milder?: string; finds: string; mend: string; source: string }

const IWF = (number: number): string => `Item-writing flaw ${number} of Moore et al. 2023 (arXiv 2307.08161) and SAQUET`;

/** Every flaw that the linter knows: the 19 of the SAQUET rubric, made deterministic, and six of ours. The documentation is made from this. */
export const RULES = [
  {
    id: "ambiguous-stem", number: 1, name: "Ambiguous or unclear", severity: "warning", source: IWF(1),
    finds: "a stem of more than 60 words, with several question marks, that begins with “it”, “this” or “they”, that points at a text which the learner does not see, or that has an abbreviation which nobody explains",
    mend: "Ask one thing in one short stem that can be understood on its own.",
  },
  {
    id: "implausible-distractors", number: 2, name: "Implausible distractors", severity: "blocking", source: IWF(2),
    finds: "a wrong option that is another kind of thing than the right one",
    mend: "Replace it with something of the same kind as the right answer.",
  },
  {
    id: "none-of-the-above", number: 3, name: "None of the above", severity: "blocking", source: IWF(3),
    finds: "an option that rejects the other options instead of answering",
    mend: "Write an answer that stands for itself, or leave the option out.",
  },
  {
    id: "longest-option-correct", number: 4, name: "Longest option correct", severity: "blocking", source: IWF(4),
    milder: "the right option has two or three words, or it is about a whole paper",
    finds: "a right option that is more than a quarter longer than the longest wrong one; on a paper, right options that are the longest in more than 40 % of ten or more questions",
    mend: "Shorten the right option, or give the wrong ones as much detail.",
  },
  {
    id: "gratuitous-information", number: 5, name: "Gratuitous information", severity: "warning", source: IWF(5),
    finds: "a stem with very many different words: different words / √(2 × words) is over 4.5",
    mend: "Leave out what is not needed for the answer.",
  },
  {
    id: "true-false-series", number: 6, name: "True or false in disguise", severity: "blocking", source: IWF(6),
    finds: "options such as “True”, “No”, or a stem that asks which statement is true",
    mend: "Make it a true or false question, or ask about the thing itself.",
  },
  {
    id: "convergence-cues", number: 7, name: "Convergence cue", severity: "warning", source: IWF(7),
    finds: "a right option that shares three or more words with the others, and more than any of them does",
    mend: "Let no option be the one that has most in common with the rest.",
  },
  {
    id: "logical-cues", number: 8, name: "Logical cue", severity: "blocking", source: IWF(8), milder: "a number of the stem stands in the right option alone",
    finds: "a right option that is of another kind than all the wrong ones, or the only one with a number of the stem",
    mend: "Offer options of one kind, and none that only the stem's own words pick out.",
  },
  {
    id: "all-of-the-above", number: 9, name: "All of the above", severity: "blocking", source: IWF(9),
    finds: "an option that accepts the other options instead of answering, “Both A and B” included",
    mend: "Write an answer that stands for itself, or let people choose several.",
  },
  {
    id: "fill-in-the-blank", number: 10, name: "Blank in the middle", severity: "warning", source: IWF(10),
    finds: "a gap in the stem with words after it",
    mend: "Move the gap to the end, or ask a question.",
  },
  {
    id: "absolute-terms", number: 11, name: "Absolute terms", severity: "warning", source: IWF(11),
    finds: "always, never, none, all, completely, absolutely, totally, definitely or inevitably in some options only",
    mend: "Take the word out, or use words of that kind in every option.",
  },
  {
    id: "word-repeats", number: 12, name: "Word repeats", severity: "blocking", source: IWF(12), milder: "the word is no name and no noun, it stands in another form, or the question is a decision",
    finds: "a word of the stem that stands in the right option and in no wrong one, or an answer that the stem gives away",
    mend: "Use another word in one of the two, or the same word in a wrong option too.",
  },
  {
    id: "unfocused-stem", number: 13, name: "Unfocused stem", severity: "blocking", source: IWF(13),
    finds: "a stem that asks nothing, or nothing but “Which of the following is true?”",
    mend: "Ask a question that can be answered before the options are read.",
  },
  {
    id: "complex-options", number: 14, name: "Complex options (K-type)", severity: "blocking", source: IWF(14),
    finds: "options that are combinations of others, such as “I and II” or “A and C only”",
    mend: "Let people choose several options instead of combining them.",
  },
  {
    id: "grammatical-cues", number: 15, name: "Grammatical cue", severity: "blocking", source: IWF(15),
    finds: "a right option that alone fits the grammar of the stem (a or an, singular or plural), or that alone is built, capitalised or ended as it is",
    mend: "Give all options the same form, and let all of them fit the stem.",
  },
  {
    id: "lost-sequence", number: 16, name: "Lost sequence", severity: "blocking", source: IWF(16),
    finds: "figures or dates that do not stand in order; units are taken into account",
    mend: "Put them in order, smallest or earliest first.",
  },
  {
    id: "vague-terms", number: 17, name: "Vague terms", severity: "warning", source: IWF(17),
    finds: "frequently, occasionally, rarely, seldom, sometimes, usually, generally, nearly, somewhat or often in an option",
    mend: "Say how often or how much, or take the word out.",
  },
  {
    id: "more-than-one-correct", number: 18, name: "More than one correct", severity: "blocking", source: IWF(18),
    finds: "options that say the same or lie within one another, or a number of right options that does not fit the kind of question",
    mend: "Let exactly those options be right that are marked so, and let no two say the same.",
  },
  {
    id: "negative-stem", number: 19, name: "Negative stem", severity: "warning", source: IWF(19),
    finds: "not, except, never, without, false, incorrect and the like in what is asked, outside quotation marks and not in capitals",
    mend: "Ask for what is so; where that cannot be, write the word in capitals.",
  },
  {
    id: "alias-leak", number: 20, name: "Name leak", severity: "blocking", source: "Debrief; found in 46 of 466 questions made from ATT&CK",
    finds: "a part of the answer's name, or of another name of it, inside a name in the stem",
    mend: "Describe the thing in the stem instead of naming it, or ask something else.",
  },
  {
    id: "base-rate-cue", number: 21, name: "Base rate cue", severity: "warning", source: "Debrief; always choosing the commonest country scored 65.5 % where chance is 25 %",
    finds: "on a paper, one answer or one place that is right so often that choosing it always beats chance",
    mend: "Ask about other things too, and let the answers and their places vary.",
  },
  {
    id: "enemy-items", number: 22, name: "Enemies", severity: "warning", source: "Haladyna, Downing and Rodriguez 2002: questions are independent of each other",
    finds: "on a paper, a question whose answer stands in the stem of another",
    mend: "Keep the two on different papers, or reword the stem.",
  },
  {
    id: "stale", number: 23, name: "Stale", severity: "warning", source: "Debrief",
    finds: "now, today, currently, recently, last year and the like, outside quotation marks",
    mend: "Give the date.",
  },
  {
    id: "unscoped-claim", number: 24, name: "Claim without its source", severity: "blocking", source: "Debrief; docs/decisions/003-proofs.md",
    finds: "a stem about a fact that is claimed, reported, assessed or alleged, and does not name who says so",
    mend: "Begin with “According to” and name the source.",
  },
  {
    id: "missing-explanation", number: 25, name: "Missing explanation", severity: "blocking", milder: "the question was imported", source: "Kurdi et al. 2020 (10.1007/s40593-019-00186-y): feedback is what generated and shared questions lack most",
    finds: "a question without an explanation, or an option, pair or line without feedback",
    mend: "Say what the right answer teaches.",
  },
] as const satisfies readonly Rule[];

export type RuleId = (typeof RULES)[number]["id"];
