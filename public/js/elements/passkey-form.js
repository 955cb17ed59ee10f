// @ts-check
import { answerTo } from "../passkeys.js";

/**
 * <passkey-form options="/session/passkey/options" hidden><form>... <input type="hidden" name="answer"> <p data-failed hidden>...</p></form></passkey-form>
 * Sends its form with what the browser's passkey answers. It shows itself only where there are passkeys; `new` makes one; `answer` names the input; `with` names a field elsewhere whose value goes along.
 */
class PasskeyForm extends HTMLElement {
  connectedCallback() {
    if (!("PublicKeyCredential" in window) || !window.isSecureContext) return;
    this.hidden = false;
    this.#form.addEventListener("submit", this.#ask);
  }

  #ask = async (/** @type {Event} */ event) => {
    event.preventDefault();
    this.#failed.hidden = true;
    try {
      const response = await fetch(this.getAttribute("options") ?? "", { method: "POST", body: new window.URLSearchParams({ email: this.#typed }) });
      this.#answer.value = await answerTo(await response.json(), this.hasAttribute("new"));
      this.#form.submit();
    } catch {
      this.#failed.hidden = false;
    }
  };

  get #form() { return /** @type {HTMLFormElement} */ (this.querySelector("form")); }
  get #answer() { return /** @type {HTMLInputElement} */ (this.querySelector("[data-answer]")); }
  get #failed() { return /** @type {HTMLElement} */ (this.querySelector("[data-failed]")); }
  get #typed() { return /** @type {HTMLInputElement | null} */ (document.getElementById(this.getAttribute("with") ?? ""))?.value ?? ""; }
}

customElements.define("passkey-form", PasskeyForm);
