// @ts-check
import { areKeysOn } from "../keys.js";

/** <answer-keys><fieldset>radios or checkboxes</fieldset></answer-keys>: keys 1 to 9 choose an option, Enter answers. */
class AnswerKeys extends HTMLElement {
  connectedCallback() {
    this.#inputs.slice(0, 9).forEach((input, place) => input.closest(".option, .region")?.setAttribute("data-key", String(place + 1)));
    document.addEventListener("keydown", this.#onKey);
  }

  disconnectedCallback() {
    document.removeEventListener("keydown", this.#onKey);
  }

  get #inputs() {
    return [...this.querySelectorAll("input")].filter((input) => input.type === "radio" || input.type === "checkbox");
  }

  #onKey = (/** @type {KeyboardEvent} */ event) => {
    if (!areKeysOn() || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || event.repeat || isTyping(event.target)) return;
    if (event.key === "Enter") return this.#answer(event);
    const input = /^[1-9]$/.test(event.key) ? this.#inputs[Number(event.key) - 1] : undefined;
    if (!input || input.disabled) return;
    input.focus();
    input.click();
  };

  /** Enter on a link or a button keeps its own meaning. */
  #answer(/** @type {KeyboardEvent} */ event) {
    const { activeElement } = document;
    const isHere = activeElement === document.body || activeElement?.matches("[tabindex='-1']") || this.contains(activeElement);
    if (!isHere || !this.#inputs.some((input) => input.checked)) return;
    event.preventDefault();
    this.closest("form")?.requestSubmit();
  }
}

/** Digits typed into another field of the page are that field's. */
const isTyping = (/** @type {EventTarget | null} */ target) => target instanceof HTMLElement && target.matches("textarea, select, input:not([type='radio'], [type='checkbox'])");

customElements.define("answer-keys", AnswerKeys);
