// @ts-check
/** <answer-keys><fieldset>radios or checkboxes</fieldset></answer-keys>: keys 1 to 9 choose an option, Enter answers. */
class AnswerKeys extends HTMLElement {
  connectedCallback() {
    this.#inputs.forEach((input, place) => input.closest(".option")?.setAttribute("data-key", String(place + 1)));
    document.addEventListener("keydown", this.#onKey);
  }

  disconnectedCallback() {
    document.removeEventListener("keydown", this.#onKey);
  }

  get #inputs() {
    return [...this.querySelectorAll("input")].filter((input) => input.type === "radio" || input.type === "checkbox");
  }

  #onKey = (/** @type {KeyboardEvent} */ event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || event.repeat || isTyping(event.target)) return;
    if (event.key === "Enter") return this.#answer(event);
    const input = /^[1-9]$/.test(event.key) ? this.#inputs[Number(event.key) - 1] : undefined;
    if (!input || input.disabled) return;
    input.focus();
    input.click();
  };

  /** Enter on a link or a button keeps its own meaning. */
  #answer(/** @type {KeyboardEvent} */ event) {
    const isElsewhere = event.target !== document.body && !this.contains(/** @type {Node} */ (event.target));
    if (isElsewhere || !this.#inputs.some((input) => input.checked)) return;
    event.preventDefault();
    this.closest("form")?.requestSubmit();
  }
}

/** Digits typed into another field of the page are that field's. */
const isTyping = (/** @type {EventTarget | null} */ target) => target instanceof HTMLElement && target.matches("textarea, select, input:not([type='radio'], [type='checkbox'])");

customElements.define("answer-keys", AnswerKeys);
