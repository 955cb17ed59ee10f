// @ts-check
/** <api-search><form><input type="search"></form><p role="status" data-none="Nothing is called that."></p></api-search>: shows, while somebody types, what has all the words. Without it the form asks the server. */
class ApiSearch extends HTMLElement {
  connectedCallback() {
    const input = this.querySelector("input");
    this.querySelector("button")?.toggleAttribute("hidden", true);
    this.querySelector("form")?.addEventListener("submit", (event) => event.preventDefault());
    input?.addEventListener("input", () => this.#narrow(input.value));
    window.addEventListener("hashchange", () => this.#reveal());
    if (input && input.value === "") this.#reveal();
  }

  #narrow(/** @type {string} */ typed) {
    const words = typed.toLowerCase().split(/\s+/).filter(Boolean);
    let found = 0;
    for (const group of document.querySelectorAll("details.api-group")) {
      const items = [...group.querySelectorAll("details.api-item")];
      for (const item of items) if (item instanceof HTMLElement) item.hidden = !words.every((word) => item.dataset["find"]?.includes(word));
      const shown = items.filter((item) => !item.hasAttribute("hidden")).length;
      found += shown;
      group.toggleAttribute("hidden", words.length > 0 && shown === 0);
      group.toggleAttribute("open", words.length > 0 && shown > 0);
    }
    const status = this.querySelector("[role=status]");
    if (status instanceof HTMLElement) status.textContent = found === 0 ? status.dataset["none"] ?? "" : "";
  }

  /** What a link leads to may stand folded up, or narrowed away. */
  #reveal() {
    const target = document.getElementById(decodeURIComponent(window.location.hash.slice(1)));
    if (!target?.closest("details")) return;
    if (target.closest("[hidden]")) this.#narrow("");
    for (let fold = target.closest("details"); fold; fold = fold.parentElement?.closest("details") ?? null) fold.open = true;
    target.scrollIntoView();
  }
}
customElements.define("api-search", ApiSearch);
