// @ts-check
/** <focus-first><section tabindex="-1">...</section></focus-first>: what has just been said gets the focus. */
class FocusFirst extends HTMLElement {
  connectedCallback() {
    const target = this.querySelector("[tabindex='-1']");
    if (target instanceof HTMLElement) target.focus({ preventScroll: this.hasAttribute("still") });
  }
}

customElements.define("focus-first", FocusFirst);
