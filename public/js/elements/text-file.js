// @ts-check
import { filled } from "../filled.js";

/** <text-file data-reading data-read="{name} ..." data-failed><textarea></textarea><input type="file"><p data-said></p></text-file>: the text of a chosen file is put into the field at once, so that it can be read before it is sent. A short first line becomes the title where there is none. */
class TextFile extends HTMLElement {
  connectedCallback() {
    this.#input?.addEventListener("change", this.#read);
    this.querySelector("textarea")?.addEventListener("change", this.#entitle);
  }

  get #input() {
    return /** @type {HTMLInputElement | null} */ (this.querySelector("input[type='file']"));
  }

  #read = async () => {
    const [input, field] = [this.#input, this.querySelector("textarea")];
    const file = input?.files?.[0];
    if (!input || !file || !field) return;
    this.#say(this.dataset["reading"] ?? "");
    const { isText, words = this.dataset["failed"] ?? "" } = await textOf(file);
    input.value = "";
    if (!isText) return this.#say(words);
    field.value = words;
    this.#say(filled(this.dataset["read"], { name: file.name }));
    field.focus();
    this.#entitle();
  };

  #entitle = () => {
    const title = /** @type {HTMLInputElement | null | undefined} */ (this.closest("form")?.querySelector("input[name='title']"));
    const [first = "", ...others] = (this.querySelector("textarea")?.value ?? "").trim().split("\n");
    if (title?.value === "" && others.length > 0 && first.length <= 150) title.value = first.trim();
  };

  #say(/** @type {string} */ words) {
    const place = this.querySelector("[data-said]");
    if (place) place.textContent = words;
  }
}

/** The server turns files into text, here as without this element. */
const textOf = async (/** @type {File} */ file) => {
  const body = new FormData();
  body.append("file", file);
  const answer = await fetch("/studio/articles/text", { method: "POST", body }).catch(() => undefined);
  const isPlain = answer?.headers.get("content-type")?.startsWith("text/plain") ?? false;
  return { isText: isPlain && (answer?.ok ?? false), words: isPlain && answer ? await answer.text() : undefined };
};

customElements.define("text-file", TextFile);
