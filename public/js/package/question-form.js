// @ts-check
import { element, textOf } from "./elements.js";
import { messageIn } from "./message.js";

/**
 * The form of a question with what was picked in it before, and what is wrong with that, if anything. `choices` are its texts in the order of the layout.
 * @param {any} line @param {any} wording @param {string[]} picked @param {string} complaint
 */
export function questionForm({ asked, layout }, wording, picked, complaint) {
  const { t } = wording;
  const { question } = asked;
  const choices = layout.map((/** @type {string} */ id) => textAt(question, id));
  const part = PARTS[question.kind]?.({ asked, choices, wording, picked, complaint }) ?? options({ asked, choices, wording, picked, complaint });
  const link = element("a", { href: "#chosen" }, complaint);
  const summary = complaint && element("div", { class: "error-summary", role: "alert", tabindex: "-1" }, element("h2", {}, t("problem")), element("ul", {}, element("li", {}, link)));
  return element("form", { class: "stack", novalidate: true }, summary, part, element("div", { class: "answer" }, element("button", { class: "button" }, t("taking.answer"))));
}

/** What was picked in a form, one text for each field with something in it; every list of matching and ordering has its own. */
export function picksIn(/** @type {HTMLFormElement} */ form) {
  return new FormData(form).getAll("chosen").map(String);
}

/** @param {any} question @param {string} id */
export function textAt(question, id) {
  const line = (question.options ?? question.sequence ?? []).find((/** @type {any} */ each) => each.id === id);
  return line?.text ?? id;
}

/** @type {Record<string, (given: any) => HTMLElement>} */
const PARTS = { matching: matches, ordering, numeric: typed, short: typed, spot };

function options(/** @type {any} */ { asked, choices, picked, complaint }) {
  const type = asked.question.kind === "multiple" ? "checkbox" : "radio";
  const lines = choices.map((/** @type {string} */ text, /** @type {number} */ index) => {
    const value = String(index + 1);
    const input = element("input", { type, id: `option-${value}`, name: "chosen", value, checked: picked.includes(value) });
    return element("div", { class: "option" }, input, textOf(asked, text, "label", { for: `option-${value}` }));
  });
  return element("answer-keys", {}, fieldset("options", asked.rule, lines, complaint));
}

function spot(/** @type {any} */ { asked, wording, picked, complaint }) {
  return element("answer-keys", {}, fieldset("spot", asked.rule, [messageIn(asked, wording, { picked })], complaint));
}

/** @param {string} look @param {string} rule @param {HTMLElement[]} lines @param {string} complaint */
function fieldset(look, rule, lines, complaint) {
  return element("fieldset", { class: look, id: "chosen", tabindex: "-1", "aria-invalid": complaint ? "true" : undefined }, element("legend", {}, rule), ...lines);
}

function matches(/** @type {any} */ { asked, choices, wording: { t }, picked, complaint }) {
  const lines = asked.question.pairs.map((/** @type {any} */ { premise }, /** @type {number} */ line) => {
    const id = `match-${line + 1}`;
    const offered = choices.map((/** @type {string} */ text, /** @type {number} */ index) => element("option", { value: index + 1, selected: picked[line] === String(index + 1) }, text));
    const list = element("select", { id, name: "chosen" }, element("option", { value: "" }, t("taking.choose-match")), ...offered);
    return element("div", { class: "match" }, textOf(asked, premise, "label", { for: id }), list);
  });
  return element("matching-board", { "data-drag": t("taking.drag") }, fieldset("matches", asked.rule, lines, complaint), element("p", { class: "visually-hidden", role: "status" }));
}

function ordering(/** @type {any} */ { asked, choices, wording: { t }, picked, complaint }) {
  const lines = choices.map((/** @type {string} */ text, /** @type {number} */ line) => {
    const id = `place-${line + 1}`;
    const values = choices.map((/** @type {string} */ _, /** @type {number} */ place) => `${line + 1}-${place + 1}`);
    const places = values.map((/** @type {string} */ value, /** @type {number} */ place) => element("option", { value, selected: picked.includes(value) }, String(place + 1)));
    return element("li", {}, textOf(asked, text, "label", { for: id }), element("select", { id, name: "chosen" }, element("option", { value: "" }, t("taking.place")), ...places));
  });
  const moved = t("taking.moved", { line: "{line}", place: "{place}", of: "{of}" });
  const said = { "data-up": t("taking.move-up", { line: "{line}" }), "data-down": t("taking.move-down", { line: "{line}" }), "data-moved": moved };
  return element("ordering-list", said, fieldset("ordering", asked.rule, [element("ol", {}, ...lines)], complaint), element("p", { class: "visually-hidden", role: "status" }));
}

function typed(/** @type {any} */ { asked, wording: { t }, picked, complaint }) {
  const { kind, answer } = asked.question;
  const unit = kind === "numeric" ? answer.unit ?? "" : "";
  const described = ["chosen-hint", complaint && "chosen-error", unit && "chosen-unit"].filter(Boolean).join(" ");
  const plain = { autocomplete: "off", autocapitalize: "off", spellcheck: "false", inputmode: kind === "numeric" ? "decimal" : undefined };
  const input = element("input", { class: "typed__input", id: "chosen", name: "chosen", type: "text", value: picked[0] ?? "", ...plain, "aria-invalid": complaint ? "true" : undefined, "aria-describedby": described });
  return element("div", { class: `field typed${complaint ? " field--invalid" : ""}` },
    element("label", { for: "chosen" }, t("taking.your-answer")), element("p", { class: "field__hint", id: "chosen-hint" }, asked.rule), complaint && element("p", { class: "field__error", id: "chosen-error" }, complaint),
    element("div", { class: "typed__line" }, input, unit && element("span", { class: "typed__unit", id: "chosen-unit" }, unit)));
}
