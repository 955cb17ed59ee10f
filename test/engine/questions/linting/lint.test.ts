import { describe, expect, test } from "vitest";
import type { LintContext } from "../../../../src/engine/questions/linting/finding.ts";
import { lint } from "../../../../src/engine/questions/linting/lint.ts";
import type { RuleId } from "../../../../src/engine/questions/linting/rules.ts";
import type { Question } from "../../../../src/engine/questions/question.ts";
import { choice, question } from "../../../support/questions.ts";
import { inEnglish } from "../../../../src/lib/readers.ts";

const GROUPS = ["APT28", "OilRig", "*Turla"];
const asks = (stem: string, given: object = {}) => choice(stem, GROUPS, given);
const offers = (...texts: string[]) => choice("What happened there?", texts);
const decides = (stem: string, ...texts: string[]) => choice(stem, texts, { level: "decide" });
const words = (count: number) => Array.from({ length: count }, (_, place) => `word${place}`).join(" ");
const EVIDENCE = [{ quote: "It was told by XKCD.", source: { publisher: "The Press", title: "A title", published: "2019", url: "https://press.example/" } }];

const CLASSES: Record<string, string> = { APT28: "group", Turla: "group", OilRig: "group", Iran: "country", Russia: "country", Emotet: "malware" };
const WORLD: LintContext = {
  names: new Set(["the xkcd"]),
  classOf: (text) => CLASSES[text],
  partOf: (part, whole) => part === "A part of the NCSC" && whole === "The NCSC",
  aliasesOf: (text) => (text === "Turla" ? ["Turla", "The Dukes"] : []),
  modalityOf: (fact) => ({ said: "claimed", plain: "asserted" })[fact],
  sourceNamesOf: () => ["the NCSC", "National Cyber Security Centre"],
};

/** What trips the rule, and what comes near and does not. */
const CASES: [rule: RuleId, severity: "blocking" | "warning", where: string, flawed: Question, sound: Question, context?: LintContext][] = [
  ["ambiguous-stem", "warning", "stem", asks(`Which group was it, ${"really ".repeat(60)}now?`), asks(`Which group was it, ${"really ".repeat(50)}then?`)],
  ["ambiguous-stem", "warning", "stem", asks("Who was it? And which group was behind it?"), asks("“Who was it?” was asked. Which group was it?")],
  ["ambiguous-stem", "warning", "stem", asks("They hijacked tools. Which group was it?"), asks("Those who hijacked tools were which group?")],
  ["ambiguous-stem", "warning", "stem", asks("Which group is named in the article above?"), asks("Which group is named in an article of 2019?")],
  ["ambiguous-stem", "warning", "stem", asks("Which group is named according to the text?"), asks("Which group sent the text of the ransom note?")],
  ["ambiguous-stem", "warning", "stem", asks("Which group did the XKCD name?"), asks("Which group did the NCSC name?")],
  ["ambiguous-stem", "warning", "stem", asks("Which group did the XKCD name?"), asks("Which group did Firm-XKCD name?")],
  ["ambiguous-stem", "warning", "stem", asks("Which group did the XKCD name?"), asks("Which group did the XKCD name?"), WORLD],
  ["ambiguous-stem", "warning", "stem", asks("Which group did the XKCD name?"), asks("Which group did the XKCD name?", { evidence: EVIDENCE })],
  ["ambiguous-stem", "warning", "stem", asks("Which group did the XKCD name?"), asks("Which group did the Xenial Known Cyber Directorate, or XKCD, name?")],
  ["implausible-distractors", "blocking", "option b", choice("Who was it?", ["APT28", "Iran", "*Turla"]), choice("Who was it?", ["APT28", "OilRig", "*Turla"]), WORLD],
  ["none-of-the-above", "blocking", "option c", offers("*It failed", "It spread", "None of the above"), offers("*It failed", "It spread", "None of the files was lost")],
  ["none-of-the-above", "blocking", "option c", offers("*It failed", "It spread", "Neither A nor B."), offers("*It failed", "It spread", "Neither side spoke")],
  ["longest-option-correct", "blocking", "option a", offers("*It was stopped by a domain name", "It failed", "It spread"), offers("*It was stopped by a name", "It was all over the press", "It spread")],
  ["longest-option-correct", "warning", "option b", choice("Which group was it?", ["APT28", "*Lazarus Group", "Turla"]), choice("Which group was it?", ["APT28", "*Lazarus Group", "Fancy Bears"])],
  ["gratuitous-information", "warning", "stem", asks(`Which group was it, ${words(48)}?`), asks(`Which group was it, ${"one and the same word again ".repeat(8)}?`)],
  ["true-false-series", "blocking", "options", offers("*True", "False", "Partly"), offers("*True to its word", "False to its word", "Silent")],
  ["true-false-series", "blocking", "stem", choice("Which statement about WannaCry is true?", ["*It spread", "It slept"]), choice("What is true of WannaCry and of NotPetya alike?", ["*It spread", "It slept"])],
  ["convergence-cues", "warning", "option a", offers("*Long passwords kept safely", "Short passwords kept openly", "Long phrases written safely"), offers("*Long passwords kept safely", "Long passwords kept openly", "Long passwords kept twice")],
  ["logical-cues", "blocking", "option c", choice("Who was it?", ["Iran", "Russia", "*Turla"]), choice("Who was it?", ["APT28", "OilRig", "*Turla"]), WORLD],
  ["logical-cues", "warning", "option a", choice("What fell in 2018?", ["*The Games of 2018", "A bank", "A port"]), choice("What fell in 2018?", ["*The Games of 2018", "A bank of 2018", "A port"])],
  ["all-of-the-above", "blocking", "option c", offers("*It failed", "It spread", "All of these."), offers("*It failed", "It spread", "All of these emails")],
  ["all-of-the-above", "blocking", "option c", offers("*It failed", "It spread", "Both A and B"), offers("*It failed", "It spread", "Both sides")],
  ["fill-in-the-blank", "warning", "stem", asks("In 2019, ____ hijacked tools. Which group?"), asks("The group that hijacked tools in 2019 was ____.")],
  ["absolute-terms", "warning", "option b", offers("*It failed", "It always failed", "It spread"), offers("*It failed", "It hit a firewall", "It hit anything at all")],
  ["word-repeats", "blocking", "option b", choice("What stopped the worm?", ["A patch", "*A worm hunter", "A raid"]), choice("What stopped the worm?", ["A worm trap", "*A worm hunter", "A raid"])],
  ["word-repeats", "warning", "option b", choice("How were the tools hijacked?", ["By theft", "*By hijacking an update", "By guile"]), choice("How were the tools taken?", ["By theft", "*By hijacking an update", "By guile"])],
  ["word-repeats", "blocking", "option a", choice("Which agency ran the GRU unit?", ["*GRU", "FSB", "SVR"]), choice("Was it the GRU, the FSB or the SVR that ran it?", ["*GRU", "FSB", "SVR"])],
  ["word-repeats", "warning", "option c", decides("A warning shows up on your screen. What do you do?", "Close it at once", "Go on with work", "*Report the warning now"), decides("A warning shows up on your screen. What do you do?", "Touch the screen", "Go on with work", "*Report the warning now")],
  ["unfocused-stem", "blocking", "stem", asks("Tools were hijacked in 2019"), asks("Name the group that hijacked tools")],
  ["unfocused-stem", "blocking", "stem", asks("Which of the following is true?"), asks("Which of the following hijacked tools?")],
  ["complex-options", "blocking", "options", offers("*I and II", "II and III", "I only"), offers("*Iran and Israel", "Iran alone", "Israel alone")],
  ["complex-options", "blocking", "options", offers("*Spam and worms", "Worms and bots", "Bots and spam"), offers("*Spam and worms", "Mail and bots", "Calls and letters")],
  ["grammatical-cues", "blocking", "option a", choice("What hit the bank was an", ["*Infected e-mail", "Break-in", "Power cut"]), choice("What hit the bank was a(n)", ["*Infected e-mail", "Break-in", "Power cut"])],
  ["grammatical-cues", "blocking", "option b", choice("Which are at risk?", ["Router", "*Servers", "Printer"]), choice("Which are at risk?", ["Routers", "*Servers", "Printer"])],
  ["grammatical-cues", "blocking", "option c", offers("Stealing the money", "Raising the prices", "*Theft of the data"), offers("Stealing the money", "A rise in prices", "*Theft of the data")],
  ["grammatical-cues", "blocking", "option a", offers("*to warn the staff", "Watch the staff", "Fire the staff"), offers("*To warn the staff", "To watch the staff", "Fire the staff")],
  ["grammatical-cues", "blocking", "option a", offers("*a warning was sent", "A raid was held", "A file was lost"), offers("*iPhones were lost", "A raid was held", "A file was lost")],
  ["grammatical-cues", "blocking", "option a", offers("*It was stopped.", "It was ignored", "It was praised"), offers("*It hit Acme Inc.", "It was ignored", "It was praised")],
  ["lost-sequence", "blocking", "options", offers("*$300,000", "$3 million", "$30,000"), offers("$30,000", "*$300,000", "$3 million")],
  ["lost-sequence", "blocking", "options", offers("March 2019", "*October 2018", "1 May 2019"), offers("October 2018", "*March 2019", "1 May 2019")],
  ["lost-sequence", "blocking", "options", offers("*2 days", "36 hours", "1 week"), offers("1 week", "2 days", "*36 hours")],
  ["vague-terms", "warning", "option a", offers("*It usually fails", "It is ignored", "It spreads"), offers("*Nearly 3 million", "4 million", "5 million")],
  ["more-than-one-correct", "blocking", "option b", offers("*Report it", "  report   IT! ", "Ignore it"), offers("*paypal.com.evil.example", "paypal-com.evil.example", "Ignore it")],
  ["more-than-one-correct", "blocking", "option b", offers("*The police", "Police", "A judge"), offers("*C", "C++", "A judge")],
  ["more-than-one-correct", "blocking", "option b", offers("*More than 3", "More than 5", "Two"), offers("*3", "5", "7")],
  ["more-than-one-correct", "blocking", "option b", offers("*2018", "October 2018", "May 2019"), offers("*2018", "October 2019", "May 2020")],
  ["more-than-one-correct", "blocking", "option b", offers("*24 hours", "1 day", "A week"), offers("*24 hours", "2 days", "A week")],
  ["more-than-one-correct", "blocking", "option b", choice("Who said so?", ["*The NCSC", "A part of the NCSC"]), choice("Who said so?", ["*The NCSC", "A part of the NSA"]), WORLD],
  ["more-than-one-correct", "blocking", "options", offers("*It failed", "*It spread", "It slept"), offers("*It failed", "It spread", "It slept")],
  ["more-than-one-correct", "blocking", "options", { ...offers("*It failed", "*It spread"), kind: "multiple" }, { ...offers("*It failed", "It spread"), kind: "multiple" }],
  ["more-than-one-correct", "blocking", "options", { ...choice("It failed.", ["*True", "*False"]), kind: "true_false" }, { ...choice("It failed.", ["*True", "False"]), kind: "true_false" }],
  ["negative-stem", "warning", "stem", asks("Which group did not hijack tools?"), asks("Which group did NOT hijack tools?")],
  ["negative-stem", "warning", "stem", asks("Which of these isn’t a Russian group?"), asks("“I am not Russian”, it said. Which group said so?")],
  ["alias-leak", "blocking", "option c", choice("Who used SeaDuke?", ["APT28", "OilRig", "*Turla"]), choice("Who used SeaLion?", ["APT28", "OilRig", "*Turla"]), WORLD],
  ["alias-leak", "blocking", "option c", choice("Who wrote the BlackBytes program?", ["APT28", "OilRig", "*BlackBy"]), choice("Who wrote the BlackBytes program?", ["Blackfly", "OilRig", "*BlackBy"])],
  ["stale", "warning", "stem", asks("Which group was the first to hijack tools last year?"), asks("Which group said in 2019 that it was “currently” hijacking tools?")],
  ["stale", "warning", "stem", asks("Which group is named today?"), asks("Which group was named by USA Today in 2019?")],
  ["stale", "warning", "option b", offers("*It failed", "It currently spreads", "It slept"), offers("*It failed", "It spread nowhere", "It slept")],
  ["stale", "warning", "stem", decides("How long is a good password today?", "*12", "6", "4"), decides("Today you find a note on your desk. What do you do?", "*Report it", "Bin it", "Eat it")],
  ["unscoped-claim", "blocking", "stem", asks("Which group hijacked tools?", { facts: ["plain", "said"] }), asks("Which group hijacked tools, according to the National Cyber Security Centre?", { facts: ["plain", "said"] }), WORLD],
  ["unscoped-claim", "blocking", "stem", asks("Which group hijacked tools?", { facts: ["said"] }), asks("Which group hijacked tools?", { facts: ["plain", "gone"] }), WORLD],  ["picture-without-words", "blocking", "stem", asks("Whose is ![ ](/pictures/a)?", { format: "markdown" }), asks("Whose is ![a logo](/pictures/a)?", { format: "markdown" })],
  ["picture-without-words", "blocking", "explanation", asks("Whose is it?", { format: "html", explanation: '<p>See <img src="@@PLUGINFILE@@/a.png" alt=""></p>' }), asks("Which group writes <img src=a>?", { explanation: "As <img src=a> shows." })],
];

describe("the linter", () => {
  test.each(CASES.map((each, place) => [each[0], place, each] as const))("finds %s (%i), and lets what comes near it pass", (rule, _place, [, severity, where, flawed, sound, context]) => {
    expect(lint(flawed, rule === "ambiguous-stem" ? {} : context).filter((finding) => finding.rule === rule)).toMatchObject([{ severity, where }]);
    expect(lint(sound, context).filter((finding) => finding.rule === rule)).toEqual([]);
  });

  test("finds nothing in a sound question", () => {
    expect(lint(choice("In October 2019, UK and US intelligence agencies said that a hacking group had hijacked tools used by Iranian hackers. Which group was it?", ["APT28", "Lazarus", "Sandworm", "*Turla"]))).toEqual([]);
  });

  test("is silent about the world where nothing is known of it", () => {
    expect(lint(choice("Who used SeaDuke?", ["Iran", "OilRig", "*Turla"], { facts: ["said"] }))).toEqual([]);
  });

  test("gives the findings in the order of the rules, each with its number, why and what to do", () => {
    const found = lint(choice("Which is true", ["*All of them", "None of the above", "Always true"]));
    const numbers = found.map(({ number }) => number);
    expect(numbers).toEqual([...numbers].sort((a, b) => a - b));
    expect(new Set(numbers)).toEqual(new Set([3, 9, 11, 13]));
    for (const { why, mend } of found) for (const sentence of [why, mend]) expect(inEnglish(sentence)).toMatch(/^[A-Z“].*[.”]$/);
  });
});

const LINE = { feedback: "Why." };
const pairs = (...each: [string, string][]) => each.map(([premise, response], place) => ({ id: String(place + 1), premise, response, ...LINE }));
const matching = (each: [string, string][], responses: string[]) => question({ kind: "matching", stem: "Match each with its country.", pairs: pairs(...each), responses });
const sequence = (...texts: string[]) => texts.map((text, place) => ({ id: String(place), text, ...LINE }));

describe("the linter on questions without options", () => {
  test.each<[string, RuleId, string, Question]>([
    ["a premise twice", "more-than-one-correct", "pairs", matching([["Turla", "Russia"], ["turla", "Iran"]], ["Russia", "Iran"])],
    ["a response twice", "more-than-one-correct", "responses", matching([["Turla", "Russia"], ["OilRig", "Iran"]], ["Russia", "Iran", "iran."])],
    ["a right match that is not on offer", "more-than-one-correct", "pair 2", matching([["Turla", "Russia"], ["OilRig", "Iran"]], ["Russia", "Israel"])],
    ["none of the above on offer", "none-of-the-above", "responses", matching([["Turla", "Russia"], ["OilRig", "Iran"]], ["Russia", "Iran", "None of these"])],
    ["a word in a premise and in its match alone", "word-repeats", "pair 2", matching([["Turla", "Russia"], ["The hackers of Iran", "Iran"]], ["Russia", "Iran"])],
    ["a line twice", "more-than-one-correct", "sequence", question({ kind: "ordering", stem: "Put these in order.", sequence: sequence("NotPetya", "WannaCry", "notpetya") })],
    ["the figure in the stem", "word-repeats", "answer", question({ kind: "numeric", stem: "How many of the 1,300 computers were hit?", answer: { value: 1300, tolerance: 0 } })],
    ["the answer in the stem", "word-repeats", "answer", question({ kind: "short", stem: "Which group calls itself Snake?", answer: { accept: ["Turla", "Snake"], reject: [] } })],
    ["an answer that is accepted and refused", "more-than-one-correct", "answer", question({ kind: "short", stem: "Which group was it?", answer: { accept: ["Turla"], reject: ["TURLA"] } })],
  ])("finds %s", (_what, rule, where, flawed) => {
    expect(lint(flawed)).toMatchObject([{ rule, where, severity: "blocking" }]);
  });

  test("finds a response of another kind, where kinds are known", () => {
    const mixed = matching([["Turla", "Russia"], ["OilRig", "Iran"]], ["Russia", "Iran", "Emotet"]);
    expect(lint(mixed, WORLD)).toMatchObject([{ rule: "implausible-distractors", where: "responses" }]);
    expect(lint(mixed)).toEqual([]);
  });

  test.each<[string, Question]>([
    ["matching", matching([["Turla", "Russia"], ["OilRig", "Iran"]], ["Russia", "Iran", "Israel"])],
    ["ordering", question({ kind: "ordering", stem: "Put these incidents in order, earliest first.", sequence: sequence("Stuxnet", "WannaCry", "SolarWinds") })],
    ["numeric", question({ kind: "numeric", stem: "How many computers were hit in 2017?", answer: { value: 200, tolerance: 0, unit: "computers" } })],
    ["short", question({ kind: "short", stem: "Which group hijacked Iranian tools?", answer: { accept: ["Turla", "Snake"], reject: ["Tesla"] } })],
    ["true or false", { ...choice("True or false: Turla is a Russian group.", ["*True", "False"]), kind: "true_false" }],
  ])("finds nothing in a sound one: %s", (_kind, sound) => {
    expect(lint(sound, WORLD)).toEqual([]);
  });
});
