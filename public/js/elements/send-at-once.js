// @ts-check
/** <send-at-once><form>…</form></send-at-once>: the form is on its way already; its button is for whoever has no JavaScript. */
class SendAtOnce extends HTMLElement {
  connectedCallback() {
    this.querySelector("form")?.requestSubmit();
  }
}

customElements.define("send-at-once", SendAtOnce);
