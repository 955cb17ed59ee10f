// @ts-check
/** <kind-fields><div data-kinds="single multiple">fields</div></kind-fields>: only the fields of the kind that is chosen in the form are shown. */
class KindFields extends HTMLElement {
  connectedCallback() {
    this.closest("form")?.addEventListener("change", this.#show);
    window.addEventListener("pageshow", this.#show);
    this.#show();
  }

  disconnectedCallback() {
    window.removeEventListener("pageshow", this.#show);
  }

  #show = () => {
    const kind = this.closest("form")?.querySelector("[name='kind']:checked")?.getAttribute("value") ?? "";
    for (const part of this.querySelectorAll("[data-kinds]")) part.toggleAttribute("hidden", kind !== "" && !part.getAttribute("data-kinds")?.split(" ").includes(kind));
  };
}

customElements.define("kind-fields", KindFields);
