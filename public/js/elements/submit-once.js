// @ts-check
/** <submit-once><button>Start quiz</button></submit-once>: a second click sends nothing. */
class SubmitOnce extends HTMLElement {
  connectedCallback() {
    this.closest("form")?.addEventListener("submit", this.#onSubmit);
    window.addEventListener("pageshow", this.#release);
  }

  disconnectedCallback() {
    window.removeEventListener("pageshow", this.#release);
  }

  /** The button is marked, not disabled: a disabled button would not send its own value. */
  #onSubmit = (/** @type {Event} */ event) => {
    if (event.defaultPrevented) return;
    if (this.#button?.getAttribute("aria-disabled") === "true") event.preventDefault();
    this.#button?.setAttribute("aria-disabled", "true");
  };

  /** Coming back with the Back button finds a page that can be sent again. */
  #release = () => this.#button?.removeAttribute("aria-disabled");

  get #button() {
    return this.querySelector("button");
  }
}

customElements.define("submit-once", SubmitOnce);
