// @ts-check
let made = 0;

/** <tag-field><input list="known"><datalist id="known"><option value="tag" label="3 questions"></datalist></tag-field>: offers tags for the last word of a list with commas. With data-one there is one tag. Without it browsers complete the first tag alone. */
class TagField extends HTMLElement {
  #list = Object.assign(document.createElement("ul"), { className: "tag-field__list", role: "listbox", hidden: true, id: `tag-field-${++made}` });
  #at = -1;

  connectedCallback() {
    const input = this.#input;
    if (!input || !this.querySelector("datalist")) return;
    input.removeAttribute("list");
    for (const [name, value] of [["role", "combobox"], ["autocomplete", "off"], ["aria-autocomplete", "list"], ["aria-expanded", "false"], ["aria-controls", this.#list.id]]) input.setAttribute(name, value);
    this.#list.setAttribute("aria-label", this.dataset["label"] ?? "");
    this.append(this.#list);
    input.addEventListener("input", () => this.#offer());
    input.addEventListener("keydown", (event) => this.#steer(event));
    input.addEventListener("blur", () => this.#close());
    this.#list.addEventListener("mousedown", (event) => {
      event.preventDefault();
      const option = event.target instanceof HTMLElement ? event.target.closest("li") : null;
      if (option) this.#take(option);
    });
  }

  get #input() { return this.querySelector("input"); }
  get #options() { return [...this.#list.children]; }

  /** The tags before the one that is being typed, and that one. */
  #typed() {
    const tags = (this.#input?.value ?? "").split("one" in this.dataset ? "\n" : ",").map((tag) => tag.trim());
    return { before: tags.slice(0, -1).filter(Boolean), word: (tags.at(-1) ?? "").replace(/^#+/, "").toLowerCase() };
  }

  #offer() {
    const { before, word } = this.#typed();
    const known = [...this.querySelectorAll("option")].filter(({ value }) => word !== "" && value !== word && value.includes(word) && !before.includes(value));
    known.sort((one, other) => Number(other.value.startsWith(word)) - Number(one.value.startsWith(word)));
    this.#list.replaceChildren(...known.slice(0, 8).map(({ value, label }, place) => {
      const option = Object.assign(document.createElement("li"), { role: "option", id: `${this.#list.id}-${place}` });
      option.dataset["tag"] = value;
      option.append(Object.assign(document.createElement("bdi"), { textContent: value }), " ", Object.assign(document.createElement("span"), { className: "hint", textContent: label }));
      return option;
    }));
    this.#show(known.length > 0);
  }

  #show(/** @type {boolean} */ isOpen) {
    this.#list.hidden = !isOpen;
    this.#input?.setAttribute("aria-expanded", String(isOpen));
    this.#mark(-1);
  }

  #close() { this.#show(false); }

  #mark(/** @type {number} */ at) {
    this.#at = at;
    for (const [place, option] of this.#options.entries()) option.setAttribute("aria-selected", String(place === at));
    this.#options[at]?.scrollIntoView({ block: "nearest" });
    if (at < 0) this.#input?.removeAttribute("aria-activedescendant");
    else this.#input?.setAttribute("aria-activedescendant", this.#options[at]?.id ?? "");
  }

  #steer(/** @type {KeyboardEvent} */ event) {
    const count = this.#options.length;
    if (event.key === "ArrowDown" && this.#list.hidden) this.#offer();
    if (this.#list.hidden || event.isComposing) return;
    const option = this.#options[this.#at];
    if (event.key === "ArrowDown") this.#mark((this.#at + 1) % count);
    else if (event.key === "ArrowUp") this.#mark((this.#at <= 0 ? count : this.#at) - 1);
    else if (event.key === "Escape") this.#close();
    else if (event.key === "Enter" && option) this.#take(option);
    else return;
    event.preventDefault();
  }

  #take(/** @type {Element} */ option) {
    const input = this.#input;
    if (!input || !(option instanceof HTMLElement)) return;
    const tags = [...this.#typed().before, option.dataset["tag"] ?? ""];
    input.value = "one" in this.dataset ? (tags.at(-1) ?? "") : `${tags.join(", ")}, `;
    this.#close();
    input.dispatchEvent(new Event("change", { bubbles: true }));
  }
}

customElements.define("tag-field", TagField);
