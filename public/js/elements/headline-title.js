// @ts-check

/** <headline-title data-text="text"><input name="title"></headline-title>: the headline of the form's text becomes the title as the text comes. It gives way to whatever somebody types. */
class HeadlineTitle extends HTMLElement {
  #offered = "";

  connectedCallback() {
    this.closest("form")?.addEventListener("input", this.#offer);
    this.#title?.addEventListener("focus", this.#enter);
  }

  get #title() {
    return this.querySelector("input");
  }

  /** Whether nobody has typed another. */
  get #isOurs() {
    return this.#title?.value === this.#offered;
  }

  #offer = (/** @type {Event} */ { target }) => {
    const field = /** @type {HTMLTextAreaElement} */ (target);
    if (this.#title && field.name === this.dataset["text"] && this.#isOurs) this.#title.value = this.#offered = headlineOf(field.value);
  };

  /** What is typed takes its place. A click would put the caret into it once more. */
  #enter = () => {
    if (!this.#isOurs || this.#offered === "") return;
    this.#title?.select();
    this.#title?.addEventListener("click", () => this.#title?.select(), { once: true });
  };
}

/** A short line above others; a sentence or a tag is none. */
const headlineOf = (/** @type {string} */ text) => {
  const [first = "", ...others] = text.trim().split("\n").map((line) => line.trim());
  return others.length > 0 && first.length <= 150 && !first.startsWith("<") && !first.endsWith(".") ? first : "";
};

customElements.define("headline-title", HeadlineTitle);
