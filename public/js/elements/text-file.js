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
    const { read, complaint = this.dataset["failed"] ?? "" } = await textOf(file);
    input.value = "";
    if (!read) return this.#say(complaint);
    const { text, ...details } = read;
    field.value = text;
    for (const [name, said] of Object.entries(details)) this.#fillIn(name, said);
    this.#say(filled(this.dataset["read"], { name: file.name }));
    field.focus();
    field.dispatchEvent(new Event("input", { bubbles: true }));
  };

  /** What a page says of itself stands where nothing was typed. */
  #fillIn(/** @type {string} */ name, /** @type {string} */ said) {
    const field = /** @type {HTMLInputElement | null | undefined} */ (this.closest("form")?.querySelector(`input[name='${name}']`));
    if (field?.value === "") field.value = said;
  }

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
  const type = answer?.headers.get("content-type") ?? "";
  if (answer?.ok && type.startsWith("application/json")) return { read: await answer.json() };
  return { complaint: answer && type.startsWith("text/plain") ? await answer.text() : undefined };
};

customElements.define("text-file", TextFile);
