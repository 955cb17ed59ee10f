// @ts-check
/** <submit-now> around the button of a form that only passes something on: it is sent at once, and not again when the reader comes back. */
class SubmitNow extends HTMLElement {
  connectedCallback() {
    window.addEventListener("pageshow", this.#send);
  }

  disconnectedCallback() {
    window.removeEventListener("pageshow", this.#send);
  }

  #send = (/** @type {PageTransitionEvent} */ event) => {
    if (!event.persisted) this.closest("form")?.requestSubmit();
  };
}

customElements.define("submit-now", SubmitNow);
