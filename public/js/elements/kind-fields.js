// @ts-check
/** <kind-fields><div data-kinds="single multiple">fields</div></kind-fields>: of all fields in its form only those of the kind that is chosen are shown. */
class KindFields extends HTMLElement {
  connectedCallback() {
    this.closest("form")?.addEventListener("input", this.#show);
    window.addEventListener("pageshow", this.#show);
    this.#show();
  }

  disconnectedCallback() {
    window.removeEventListener("pageshow", this.#show);
  }

  #show = () => {
    const form = this.closest("form");
    const kind = form?.querySelector("[name='kind']:checked")?.getAttribute("value") ?? "";
    for (const part of form?.querySelectorAll("[data-kinds]") ?? []) part.toggleAttribute("hidden", kind !== "" && !part.getAttribute("data-kinds")?.split(" ").includes(kind));
  };
}

customElements.define("kind-fields", KindFields);
