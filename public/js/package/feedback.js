// @ts-check
import { element, icon, textOf } from "./elements.js";
import { messageIn } from "./message.js";

/** @type {Record<string, string>} */
const VERDICTS = { correct: "check", partial: "half", wrong: "cross" };
/** @type {Record<string, [string, string]>} */
const STATES = { right: ["check", "marks.chosen-right"], wrong: ["cross", "marks.chosen-wrong"], missed: ["arrow", "marks.missed"], plain: ["", ""] };

/**
 * What is told once a question is answered: whether it was right, why, and where that is from.
 * @param {any} asked @param {{ verdict: string, lines: any[] }} review @param {any} wording
 */
export function feedbackOn(asked, { verdict, lines }, wording) {
  const { question, evidence } = asked;
  const { explanation, lesson } = question;
  const { t } = wording;
  const whys = lines.map(({ why }) => why).filter(Boolean).join(" ");
  return [
    element("h2", { class: `verdict verdict--${verdict}`, id: "verdict" }, element("span", { class: "verdict__sign" }, icon(VERDICTS[verdict] ?? "cross")), t(`marks.${verdict}`)),
    asked.message && lines.length > 0 ? messageIn(asked, wording, { lines }) : null,
    lines.length > 0 ? element("ul", { class: "options options--marked" }, ...lines.map((line) => markedLine(asked, line, wording))) : element("p", { class: "note" }, t("packages.page.not-kept")),
    explanation && whys !== explanation ? element("div", { class: "prose" }, textOf(asked, explanation, "p")) : null,
    lesson ? lessonOf(lesson, asked, t) : null,
    ...evidence.map((/** @type {any} */ each) => evidenceCard(each, evidence.length > 2, wording)),
  ];
}

/** @param {any} lesson @param {any} asked @param {(key: string) => string} t */
function lessonOf({ title, text }, { language, question }, t) {
  const heading = element("h3", { class: "lesson__title", "data-kind": t("taking.lesson") }, title);
  return element("div", { class: "lesson", lang: language }, heading, question.explanation.includes(text) ? null : element("p", {}, text));
}

/** Small, for lists. @param {string} verdict @param {any} wording */
export function markOf(verdict, { t }) {
  return element("span", { class: `mark mark--${verdict}` }, icon(VERDICTS[verdict] ?? "cross"), t(`marks.${verdict}`));
}

/** @param {any} asked @param {any} line @param {any} wording */
function markedLine(asked, { text, state, word, notes, why }, wording) {
  const [sign = "", usual = ""] = STATES[state] ?? [];
  const said = word ? wording.inWords(word) : usual && wording.t(usual);
  const shown = typeof text === "string" && asked.question.kind !== "spot" ? textOf(asked, text, "p", { class: "option__text" }) : element("p", { class: "option__text" }, wording.inWords(text));
  const told = notes.map((/** @type {any} */ note) => element("p", { class: "option__line" }, wording.inWords(note)));
  return element("li", { class: `option option--${state}` }, element("span", { class: "option__sign" }, sign ? icon(sign) : null),
    element("div", { class: "option__body" }, shown, said && element("p", { class: "option__word" }, said), ...told, why && why !== asked.question.explanation ? textOf(asked, why, "p", { class: "option__why" }) : null));
}

/** @param {any} evidence @param {boolean} isCompact @param {any} wording */
function evidenceCard({ quote, record, source, when }, isCompact, { t }) {
  const masthead = element("p", { class: "evidence__masthead" }, element("span", { class: "evidence__publisher" }, source.publisher), element("span", { class: "evidence__date" }, when));
  const quoted = quote === "" ? element("p", { class: "evidence__unquoted" }, t("evidence.unquoted"))
    : record ? element("div", { class: "evidence__record" }, element("p", { class: "evidence__entry" }, quote), element("p", { class: "evidence__id" }, t("evidence.record", { record })))
    : element("blockquote", { class: "evidence__quote", cite: source.url }, element("p", {}, quote));
  const hint = element("span", { class: "visually-hidden" }, ` ${t("packages.page.new-window")}`);
  const link = element("a", { href: source.url, target: "_blank", rel: "noreferrer noopener external" }, element("cite", {}, source.title), icon("external"), hint);
  return element("figure", { class: `evidence${isCompact ? " evidence--compact" : ""}` }, masthead, quoted, element("figcaption", { class: "evidence__source" }, link));
}
