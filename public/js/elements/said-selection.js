// @ts-check
/** <said-selection data-to="/facts/new" data-label="Add a fact"><p><span data-at="0">...</span></p></said-selection>: words that are marked with the mouse get a button that adds a fact from them. `data-at` says where in the article a piece begins. */
class SaidSelection extends HTMLElement {
  #link = Object.assign(document.createElement("a"), { className: "button button--small said-selection__add", hidden: true });

  connectedCallback() {
    this.#link.textContent = this.dataset["label"] ?? "";
    this.prepend(this.#link);
    document.addEventListener("selectionchange", this.#offer);
  }

  disconnectedCallback() {
    document.removeEventListener("selectionchange", this.#offer);
  }

  #offer = () => {
    const span = this.#span(window.getSelection());
    this.#link.hidden = span === undefined;
    if (span) this.#link.href = `${this.dataset["to"]}?start=${span.start}&end=${span.end}`;
  };

  /** From where to where the selection reaches, in the article; undefined where it holds no words of it. */
  #span(/** @type {Selection | null} */ selection) {
    if (!selection || selection.isCollapsed || selection.rangeCount === 0 || selection.toString().trim() === "") return undefined;
    const range = selection.getRangeAt(0);
    const held = [...this.querySelectorAll("[data-at]")].filter((piece) => piece.firstChild && range.intersectsNode(piece.firstChild));
    const [first, last] = [held[0]?.firstChild, held.at(-1)?.firstChild];
    if (!first || !last) return undefined;
    const placeOf = (/** @type {ChildNode} */ words) => Number(words.parentElement?.getAttribute("data-at"));
    const start = placeOf(first) + (range.startContainer === first ? range.startOffset : 0);
    const end = placeOf(last) + (range.endContainer === last ? range.endOffset : (last.textContent ?? "").length);
    return end > start ? { start, end } : undefined;
  }
}

customElements.define("said-selection", SaidSelection);
