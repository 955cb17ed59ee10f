// @ts-check
import { element, icon } from "./elements.js";

/** @type {Record<string, string>} */
const SIGNS = { right: "check", wrong: "cross", missed: "arrow" };

/**
 * The message of a question in which signs are to be marked: with check boxes, or with `lines` as they were marked.
 * @param {any} asked @param {any} wording @param {{ picked?: string[], lines?: any[] }} shown
 */
export function messageIn({ message: { medium, parts }, language }, { t }, { picked = [], lines }) {
  const piece = (/** @type {any} */ { place, text }) => (place === undefined ? text : lines ? markedRegion(place, text, lines, t) : region(place, text, picked));
  const written = (/** @type {any} */ { pieces }) => pieces.map(piece);
  const head = parts.filter((/** @type {any} */ { part }) => part !== "body").map((/** @type {any} */ part) =>
    element("div", { class: `message__line message__line--${part.part}` }, element("dt", {}, t(`spot.parts.${part.part}`)), element("dd", { lang: language }, ...written(part))));
  const bodies = parts.filter((/** @type {any} */ { part }) => part === "body");
  const body = bodies.map((/** @type {any} */ part) => element("div", { class: "message__body", lang: language }, ...written(part)));
  const kind = t(`spot.media.${medium}`);
  const shown = [element("p", { class: "message__kind", "aria-hidden": "true" }, kind), head.length > 0 && element("dl", { class: "message__head" }, ...head), ...body];
  return element("div", { class: `message message--${medium}`, role: "group", "aria-label": kind }, ...shown);
}

function region(/** @type {number} */ place, /** @type {string} */ text, /** @type {string[]} */ picked) {
  const box = element("input", { type: "checkbox", id: `option-${place}`, name: "chosen", value: place, checked: picked.includes(String(place)) });
  return element("span", { class: "region" }, box, element("label", { for: `option-${place}` }, text));
}

/** @param {number} place @param {string} text @param {any[]} lines @param {(key: string) => string} t */
function markedRegion(place, text, lines, t) {
  const { state = "plain" } = lines.find(({ id }) => id === String(place)) ?? {};
  const sign = SIGNS[state];
  return element("span", { class: `region region--${state}` }, sign ? icon(sign) : null, element("span", { class: "visually-hidden" }, `${t(`spot.states.${state}`)} `), text);
}
