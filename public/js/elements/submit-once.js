// @ts-check
/** <submit-once><button>Start quiz</button></submit-once>: a second click, on this button or on another of them, sends nothing. */
class SubmitOnce extends HTMLElement {
  connectedCallback() {
    this.closest("form")?.addEventListener("submit", this.#onSubmit);
    window.addEventListener("pageshow", this.#release);
  }

  disconnectedCallback() {
    window.removeEventListener("pageshow", this.#release);
  }

  /** The buttons are marked, not disabled: a disabled button would not send its own value. */
  #onSubmit = (/** @type {Event} */ event) => {
    if (event.defaultPrevented) return;
    if (this.#buttons.some((button) => button.getAttribute("aria-disabled") === "true")) event.preventDefault();
    for (const button of this.#buttons) button.setAttribute("aria-disabled", "true");
  };

  /** Coming back with the Back button finds a page that can be sent again. */
  #release = () => { for (const button of this.#buttons) button.removeAttribute("aria-disabled"); };

  get #buttons() {
    return [...this.querySelectorAll("button")];
  }
}

customElements.define("submit-once", SubmitOnce);
