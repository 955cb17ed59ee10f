// @ts-check
/** <mark-selection data-label="Mark what is selected"><textarea></mark-selection>: a button puts double brackets around the words that are selected. */
class MarkSelection extends HTMLElement {
  connectedCallback() {
    if (this.querySelector("button")) return;
    const button = document.createElement("button");
    Object.assign(button, { type: "button", className: "button button--small button--quiet", textContent: this.dataset["label"] ?? "" });
    button.addEventListener("click", this.#mark);
    this.append(button);
  }

  #mark = () => {
    const field = this.querySelector("textarea");
    if (!field || field.selectionStart === field.selectionEnd) return field?.focus();
    const words = field.value.slice(field.selectionStart, field.selectionEnd).replaceAll(/[[\]]/g, "");
    field.setRangeText(`[[${words.trim()}]]${/\s$/.test(words) ? " " : ""}`, field.selectionStart, field.selectionEnd, "end");
    field.dispatchEvent(new Event("input", { bubbles: true }));
    field.focus();
  };
}

customElements.define("mark-selection", MarkSelection);
