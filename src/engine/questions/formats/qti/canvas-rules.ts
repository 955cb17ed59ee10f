import { say } from "../../../../lib/messages.ts";
import type { Item } from "../item.ts";
import type { CanvasWriting } from "./canvas-item.ts";
import { listsOf } from "./canvas-responses.ts";
import { escapeXml } from "./tags.ts";

type Of<Type extends Item["type"]> = Extract<Item, { type: Type }>;
/** A feedback by its identifier. */
type Told = readonly [id: string, text: string];
/** When a rule applies, what it scores of a hundred, what it shows, and whether the rules after it are looked at. */
interface Rule { when: string; set?: number; add?: number; shows?: readonly string[]; goesOn?: boolean }

/** How the answers of a question are marked and what is told after them, in the order in which Canvas writes it: what everybody is told, what each answer is told, what scores, what wrong answers are told. */
export function conditionsOf(item: Item, writing: CanvasWriting): { conditions: string[]; told: Told[] } {
  const { tag } = writing;
  const overall: Told[] = item.type === "multichoice" ? [["correct_fb", item.correctFeedback], ["partly_fb", item.partlyFeedback], ["general_incorrect_fb", item.incorrectFeedback]] : [];
  const { rules, told } = rulesOf(item, writing);
  const all = ([["general_fb", item.generalFeedback], ...overall, ...told] as Told[]).filter(([, text]) => text !== "");
  const known = new Set(all.map(([id]) => id));
  const other = tag("other");
  const whole: Rule[] = [{ when: other, shows: ["general_fb"], goesOn: true }, ...rules, { when: other, shows: ["general_incorrect_fb"], goesOn: true }];
  const kept = whole.map((rule) => ({ ...rule, shows: (rule.shows ?? []).filter((id) => known.has(id)) })).filter(({ set, add, shows, goesOn }) => set !== undefined || add !== undefined || shows.length > 0 || !goesOn);
  return { conditions: kept.map((rule) => written(rule, writing)), told: all };
}

function written({ when, set, add, shows = [], goesOn = false }: Rule, { tag }: CanvasWriting): string {
  const score = (action: string, value: number | undefined) => (value === undefined ? [] : [tag("setvar", { action, varname: "SCORE" }, String(Number((100 * value).toFixed(5))))]);
  return tag("respcondition", { continue: goesOn ? "Yes" : "No" }, tag("conditionvar", {}, when), ...score("Set", set), ...score("Add", add), ...shows.map((linkrefid) => tag("displayfeedback", { feedbacktype: "Response", linkrefid })));
}

function rulesOf(item: Item, writing: CanvasWriting): { rules: Rule[]; told: Told[] } {
  const { tag } = writing;
  const is = (value: string, respident = "response1", more: Readonly<Record<string, string>> = {}) => tag("varequal", { respident, ...more }, escapeXml(value));
  switch (item.type) {
    case "multichoice": return item.single ? singleRules(item, is) : severalRules(item, is, writing);
    case "truefalse": return singleRules({ answers: item.answers }, is, ["true", "false"]);
    case "shortanswer": return typedRules(item, writing, (text) => is(text, "response1", item.caseSensitive ? { case: "Yes" } : {}));
    case "numerical": return numberRules(item, writing, is);
    case "match": {
      const { lines, answers } = listsOf(item);
      return { told: [], rules: lines.map(({ answer }, place) => ({ when: is(`t${answers.indexOf(answer) + 1}`, `response_s${place + 1}`), add: 1 / lines.length, goesOn: true })) };
    }
    case "ordering": return { told: [], rules: [{ when: item.lines.map((_, place) => is(`a${place + 1}`)).join(""), set: 1 }] };
  }
}

type Equal = (value: string) => string;

/** What counts for nothing or less goes on to what wrong answers are told. */
function singleRules({ answers }: Pick<Of<"multichoice">, "answers">, is: Equal, ids = answers.map((_, place) => `a${place + 1}`)): { rules: Rule[]; told: Told[] } {
  const own = ids.map((id): Rule => ({ when: is(id), shows: [`${id}_fb`], goesOn: true }));
  const scoring = answers.flatMap(({ fraction }, place): Rule[] => (fraction === 0 ? [] : [{ when: is(ids[place]!), set: fraction, shows: fraction >= 1 ? ["correct_fb"] : fraction > 0 ? ["partly_fb"] : [], goesOn: fraction < 0 }]));
  return { rules: [...own, ...scoring], told: answers.map(({ feedback }, place) => [`${ids[place]!}_fb`, feedback]) };
}

/** Canvas counts a right choice as a share and a wrong one as minus a share, and writes that as all or nothing. Whatever counts otherwise is written as the sum that it is. */
function severalRules({ answers, partlyFeedback }: Of<"multichoice">, is: Equal, { tag }: CanvasWriting): { rules: Rule[]; told: Told[] } {
  const ids = answers.map((_, place) => `a${place + 1}`);
  const right = answers.filter(({ fraction }) => fraction > 0).length;
  const own = ids.map((id): Rule => ({ when: is(id), shows: [`${id}_fb`], goesOn: true }));
  const whole = tag("and", {}, ...ids.map((id, place) => (answers[place]!.fraction > 0 ? is(id) : tag("not", {}, is(id)))));
  const isUsual = answers.every(({ fraction }) => Math.abs(Math.abs(fraction) - 1 / right) < 1e-6) && partlyFeedback === "";
  const sum = answers.flatMap(({ fraction }, place): Rule[] => (fraction === 0 ? [] : [{ when: is(ids[place]!), add: fraction, goesOn: true }]));
  const some = tag("or", {}, ...ids.filter((_, place) => answers[place]!.fraction > 0).map((id) => is(id)));
  const scoring: Rule[] = isUsual ? [{ when: whole, set: 1, shows: ["correct_fb"] }] : [...sum, { when: whole, shows: ["correct_fb"] }, { when: some, shows: ["partly_fb"] }];
  return { rules: [...own, ...scoring], told: answers.map(({ feedback }, place) => [`${ids[place]!}_fb`, feedback]) };
}

/** Stars for any text are left out, and said; a star alone is whatever else was typed. */
function typedRules({ answers }: Of<"shortanswer">, { tag, note }: CanvasWriting, is: Equal): { rules: Rule[]; told: Told[] } {
  const written = answers.filter(({ text }) => text === "*" || !/(?<!\\)\*/.test(text));
  if (written.length < answers.length) note(say("qti.pattern-not-carried"));
  const rules = inOrder(written).map(({ text, fraction, id }): Rule => ({ when: text === "*" ? tag("other") : is(text.replaceAll("\\*", "*")), set: fraction, shows: [`${id}_fb`] }));
  return { rules, told: inOrder(written).map(({ id, feedback }) => [`${id}_fb`, feedback]) };
}

function numberRules({ answers, units }: Of<"numerical">, { tag, note }: CanvasWriting, is: Equal): { rules: Rule[]; told: Told[] } {
  if (units.length > 0) note(say("qti.units-not-carried"));
  const bound = (name: string, value: number) => tag(name, { respident: "response1" }, String(Number(value.toPrecision(15))));
  const near = (text: string, tolerance: number) => tag("or", {}, is(text), tag("and", {}, bound("vargte", Number(text) - tolerance), bound("varlte", Number(text) + tolerance)));
  const rules = inOrder(answers).map(({ text, tolerance, fraction, id }): Rule => ({ when: text === "*" ? tag("other") : near(text, tolerance), set: fraction, shows: [`${id}_fb`] }));
  return { rules, told: inOrder(answers).map(({ id, feedback }) => [`${id}_fb`, feedback]) };
}

/** The answer for whatever else is given stands last, because the first that holds counts. */
function inOrder<Answer extends { text: string }>(answers: readonly Answer[]): (Answer & { id: string })[] {
  return answers.map((answer, place) => ({ ...answer, id: `a${place + 1}` })).toSorted((one, other) => Number(one.text === "*") - Number(other.text === "*"));
}
