// @ts-check
const EVERY = 4_000;

/**
 * <keep-typed data-address="/working-copy" data-kept="Kept at {time}" data-signed-out="…" data-unreachable="…"><p role="status"></p></keep-typed> in a form: sends what is typed a few seconds
 * later, so that a closed window loses nothing. While that fails it says why and tries again, and the form is not sent: it would arrive at the sign-in page, or nowhere.
 */
class KeepTyped extends HTMLElement {
  #timer = 0;
  #kept = "";

  connectedCallback() {
    this.#kept = this.#typed();
    this.closest("form")?.addEventListener("input", this.#later);
    this.closest("form")?.addEventListener("submit", this.#first, { capture: true });
    document.addEventListener("visibilitychange", this.#leave);
    window.addEventListener("beforeunload", this.#warn);
  }

  disconnectedCallback() {
    window.clearTimeout(this.#timer);
    document.removeEventListener("visibilitychange", this.#leave);
    window.removeEventListener("beforeunload", this.#warn);
  }

  #typed() {
    const form = this.closest("form");
    return form ? new window.URLSearchParams([...new FormData(form)].filter(([, value]) => typeof value === "string").map(([name, value]) => [name, String(value)])).toString() : "";
  }

  #later = () => { this.#timer ||= window.setTimeout(() => void this.#keep(), EVERY); };

  #leave = () => { if (document.visibilityState === "hidden" && this.#timer) void this.#keep(); };

  #warn = (/** @type {BeforeUnloadEvent} */ event) => { if (this.dataset["state"] === "lost" && this.#typed() !== this.#kept) event.preventDefault(); };

  #first = (/** @type {SubmitEvent} */ event) => {
    const { submitter } = event;
    if (this.#typed() === this.#kept) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    void this.#keep().then((isReached) => { if (isReached) this.#send(submitter); });
  };

  /** What the server would not keep it may still save. */
  #send(/** @type {HTMLElement | null} */ submitter) {
    this.#kept = this.#typed();
    this.closest("form")?.requestSubmit(submitter);
  }

  /** Whether the server can be reached, by somebody who is signed in. */
  async #keep() {
    window.clearTimeout(this.#timer);
    this.#timer = 0;
    const typed = this.#typed();
    if (typed === this.#kept) return true;
    const answer = await fetch(this.dataset["address"] ?? "", { method: "POST", body: typed, redirect: "manual", headers: { "content-type": "application/x-www-form-urlencoded" }, keepalive: typed.length < 60_000 }).catch(() => undefined);
    if (answer?.status === 204) this.#kept = typed;
    else this.#later();
    this.#say(answer?.status === 204 ? "kept" : answer?.type === "opaqueredirect" ? "signedOut" : "unreachable");
    return answer !== undefined && answer.type !== "opaqueredirect";
  }

  #say(/** @type {"kept" | "signedOut" | "unreachable"} */ outcome) {
    this.dataset["state"] = outcome === "kept" ? "kept" : "lost";
    const [said, time] = [this.querySelector("[role='status']"), new Intl.DateTimeFormat(document.documentElement.lang, { timeStyle: "short" }).format()];
    if (said) said.textContent = (this.dataset[outcome] ?? "").replace("{time}", time);
  }
}

customElements.define("keep-typed", KeepTyped);
