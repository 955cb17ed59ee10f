// @ts-check
/** <enter-follows><a href="...">Next question</a></enter-follows>: Enter follows the link, or presses the button, unless the focus is on something that has its own meaning for it. */
class EnterFollows extends HTMLElement {
  connectedCallback() {
    document.addEventListener("keydown", this.#onKey);
  }

  disconnectedCallback() {
    document.removeEventListener("keydown", this.#onKey);
  }

  #onKey = (/** @type {KeyboardEvent} */ event) => {
    if (event.key !== "Enter" || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey || event.defaultPrevented || event.repeat) return;
    const { activeElement } = document;
    if (activeElement === document.body || activeElement?.matches("[tabindex='-1']")) /** @type {HTMLElement | null} */ (this.querySelector("a, button"))?.click();
  };
}

customElements.define("enter-follows", EnterFollows);
