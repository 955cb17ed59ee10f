// @ts-check
import { makeDraggable } from "./dragging.js";

/**
 * Puts a grip before a line of a list, by which it can be dragged among the others. Only for pointers: there must be another way for everybody.
 * @param {HTMLLIElement} line
 * @param {(place: number) => void} place hears among how many other lines it was dropped: 0 is before the first
 */
export function addGrip(line, place) {
  const grip = Object.assign(document.createElement("span"), { className: "grip", ariaHidden: "true" });
  const others = () => [...(line.parentElement?.children ?? [])].filter((other) => other !== line);
  const placeAt = (/** @type {PointerEvent} */ { clientY }) => others().map((other) => other.getBoundingClientRect()).filter(({ top, height }) => top + height / 2 < clientY).length;
  const show = (/** @type {number | undefined} */ at) => others().forEach((other, index, { length }) => other.setAttribute("data-drop", at === index ? "before" : at === length && index === length - 1 ? "after" : ""));
  line.prepend(grip);
  makeDraggable(grip, {
    moved: (_x, y, event) => {
      line.classList.add("is-dragged");
      line.style.translate = `0 ${y}px`;
      show(placeAt(event));
    },
    ended: (drop) => {
      line.classList.remove("is-dragged");
      line.style.translate = "";
      show(undefined);
      if (drop) place(placeAt(drop));
    },
  });
}
