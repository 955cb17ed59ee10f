// @ts-check
/** <live-findings data-form="id" data-address="/preview">findings and a button named step with the value check</live-findings>: looks again a moment after somebody typed in that form, and changes what has the mark data-live. */
class LiveFindings extends HTMLElement {
  #timer = 0;
  #round = 0;

  connectedCallback() {
    this.#form?.addEventListener("input", this.#later);
  }

  disconnectedCallback() {
    window.clearTimeout(this.#timer);
  }

  get #form() {
    const named = document.getElementById(this.dataset["form"] ?? "");
    return named instanceof window.HTMLFormElement ? named : null;
  }

  #later = () => {
    window.clearTimeout(this.#timer);
    this.#timer = window.setTimeout(() => void this.#look().catch(() => undefined), 700);
  };

  /** An answer to what has been typed over meanwhile is dropped. */
  async #look() {
    if (!this.#form) return;
    const round = ++this.#round;
    const typed = new window.URLSearchParams([...new FormData(this.#form)].map(([name, value]) => [name, String(value)]));
    typed.set("step", "check");
    const answer = await fetch(this.dataset["address"] ?? "", { method: "POST", body: typed });
    const found = answer.ok && new window.DOMParser().parseFromString(await answer.text(), "text/html");
    if (!found || round !== this.#round) return;
    for (const other of found.querySelectorAll("[data-live]")) {
      const own = document.getElementById(other.id);
      if (own && own.innerHTML !== other.innerHTML) own.innerHTML = other.innerHTML;
    }
  }
}

customElements.define("live-findings", LiveFindings);
