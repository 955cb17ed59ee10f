// @ts-check
import { makeDraggable } from "../dragging.js";

/** <matching-board data-drag="Or drag a match to its line:"><div class="match"><label>A line</label><select>matches</select></div><p role="status"></p></matching-board>: the matches can also be dragged to their lines. */
class MatchingBoard extends HTMLElement {
  connectedCallback() {
    const [first] = this.#selects;
    if (!first || this.querySelector(".chips")) return;
    const chips = Object.assign(document.createElement("div"), { className: "chips", ariaHidden: "true" });
    chips.dataset["words"] = this.dataset["drag"] ?? "";
    for (const option of [...first.options].slice(1)) chips.append(this.#chipOf(option));
    this.querySelector("fieldset")?.append(chips);
    this.addEventListener("change", () => this.#showUsed());
    window.addEventListener("pageshow", () => this.#showUsed());
    this.#showUsed();
  }

  get #selects() {
    return [...this.querySelectorAll("select")];
  }

  /** Only for pointers: the lists do the same for everybody. */
  #chipOf(/** @type {HTMLOptionElement} */ { value, text }) {
    const chip = Object.assign(document.createElement("span"), { className: "chip", textContent: text });
    chip.dataset["value"] = value;
    makeDraggable(chip, {
      moved: (x, y, event) => { chip.classList.add("is-dragged"); chip.style.translate = `${x}px ${y}px`; this.#showTarget(this.#matchAt(event)); },
      ended: (drop) => { chip.classList.remove("is-dragged"); chip.style.translate = ""; this.#showTarget(undefined); if (drop) this.#drop(value, this.#matchAt(drop)); },
    });
    return chip;
  }

  #matchAt(/** @type {PointerEvent} */ { clientX, clientY }) {
    return document.elementsFromPoint(clientX, clientY).map((element) => element.closest(".match")).find((match) => match && this.contains(match)) ?? undefined;
  }

  #drop(/** @type {string} */ value, /** @type {Element | undefined} */ match) {
    const select = match?.querySelector("select");
    if (!select) return;
    select.value = value;
    this.#showUsed();
    const said = this.querySelector("[role='status']");
    if (said) said.textContent = `${match?.querySelector("label")?.textContent}: ${select.selectedOptions[0]?.text}`;
  }

  #showTarget(/** @type {Element | undefined} */ target) {
    for (const match of this.querySelectorAll(".match")) match.classList.toggle("is-target", match === target);
  }

  #showUsed() {
    for (const chip of this.querySelectorAll(".chip")) chip.classList.toggle("is-used", this.#selects.some(({ value }) => value === chip.getAttribute("data-value")));
  }
}

customElements.define("matching-board", MatchingBoard);
