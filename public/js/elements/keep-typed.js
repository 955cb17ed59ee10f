// @ts-check
const EVERY = 4_000;

/** <keep-typed data-address="/working-copy" data-kept="Kept at {time}"><p role="status"></p></keep-typed> in a form: sends what is typed a few seconds later, so that a closed window loses nothing. */
class KeepTyped extends HTMLElement {
  #timer = 0;
  #kept = "";

  connectedCallback() {
    this.#kept = this.#typed();
    this.closest("form")?.addEventListener("input", this.#later);
    document.addEventListener("visibilitychange", this.#leave);
  }

  disconnectedCallback() {
    window.clearTimeout(this.#timer);
    document.removeEventListener("visibilitychange", this.#leave);
  }

  #typed() {
    const form = this.closest("form");
    return form ? new window.URLSearchParams([...new FormData(form)].filter(([, value]) => typeof value === "string").map(([name, value]) => [name, String(value)])).toString() : "";
  }

  #later = () => {
    this.#timer ||= window.setTimeout(() => void this.#keep().catch(() => undefined), EVERY);
  };

  #leave = () => {
    if (document.visibilityState === "hidden" && this.#timer) void this.#keep().catch(() => undefined);
  };

  async #keep() {
    window.clearTimeout(this.#timer);
    this.#timer = 0;
    const typed = this.#typed();
    if (typed === this.#kept) return;
    const answer = await fetch(this.dataset["address"] ?? "", { method: "POST", body: typed, headers: { "content-type": "application/x-www-form-urlencoded" }, keepalive: typed.length < 60_000 });
    if (!answer.ok) return;
    this.#kept = typed;
    const [said, time] = [this.querySelector("[role='status']"), new Intl.DateTimeFormat(document.documentElement.lang, { timeStyle: "short" }).format()];
    if (said) said.textContent = (this.dataset["kept"] ?? "").replace("{time}", time);
  }
}

customElements.define("keep-typed", KeepTyped);
