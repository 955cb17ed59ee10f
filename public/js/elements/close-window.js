// @ts-check
/** <close-window><button hidden>Close</button></close-window>: tells the page that opened this one, or that shows it, that it may close it (LTI Dynamic Registration 1.0, 3.8). */
class CloseWindow extends HTMLElement {
  connectedCallback() {
    const button = this.querySelector("button");
    if (!button) return;
    button.hidden = false;
    button.addEventListener("click", () => (window.opener ?? window.parent).postMessage({ subject: "org.imsglobal.lti.close" }, "*"));
  }
}

customElements.define("close-window", CloseWindow);
