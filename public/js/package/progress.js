// @ts-check
import { element } from "./elements.js";

/** How far somebody is: the place of a question from 0, of so many, and a note beside it. @param {number} place @param {number} of @param {string} note @param {(key: string, values: object) => string} t */
export function progressTo(place, of, note, t) {
  const words = element("p", { class: "progress__words" }, t("place", { at: place + 1, of }));
  const bar = element("progress", { class: "package-progress", max: of, value: place + 1, "aria-hidden": "true" });
  return element("div", { class: "progress" }, element("div", { class: "progress__line" }, words, element("span", {}, note)), bar);
}
