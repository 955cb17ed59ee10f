// @ts-check
/** <text-file><textarea></textarea></text-file>: adds a choice of file whose text is put into the field; of a web page, the text of its article. */
class TextFile extends HTMLElement {
  connectedCallback() {
    const [label, input] = [document.createElement("label"), document.createElement("input")];
    Object.assign(input, { type: "file", accept: ".txt,.md,.html,.htm,text/plain,text/markdown,text/html", onchange: () => void this.#read(input.files?.[0]) });
    label.className = "text-file";
    label.append("Or take it from a file ", input);
    this.append(label);
  }

  async #read(/** @type {File | undefined} */ file) {
    const field = this.querySelector("textarea");
    if (!file || !field) return;
    const text = file.size < MOST_BYTES ? await file.text() : "";
    field.setCustomValidity(text ? "" : "The file is empty or larger than a megabyte. Choose another, or paste the text.");
    field.reportValidity();
    field.value = /\.html?$/i.test(file.name) ? textOfPage(text) : text;
    field.focus();
  }
}

const MOST_BYTES = 1_000_000;

/** A document that was parsed runs no script and loads nothing. */
const textOfPage = (/** @type {string} */ html) => {
  const page = new window.DOMParser().parseFromString(html, "text/html");
  page.querySelectorAll("script, style, nav, header, footer, aside, form, noscript, template").forEach((part) => part.remove());
  const body = page.querySelector("article") ?? page.querySelector("main") ?? page.body;
  return [...body.querySelectorAll("h1, h2, h3, p, li, blockquote, td")].map((block) => (block.textContent ?? "").replace(/\s+/g, " ").trim()).filter(Boolean).join("\n") || (body.textContent ?? "");
};

customElements.define("text-file", TextFile);
