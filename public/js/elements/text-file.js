// @ts-check
import { filled } from "../filled.js";

/** <text-file data-reading data-read="{name} ..." data-failed><textarea></textarea><input type="file"><p data-said></p></text-file>: the text of a chosen file is put into the field at once, so that it can be read before it is sent. */
class TextFile extends HTMLElement {
  connectedCallback() {
    this.#input?.addEventListener("change", this.#read);
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
    field.dispatchEvent(new Event("input", { bubbles: true }));
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
