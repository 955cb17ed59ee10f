// @ts-check
import { filled } from "../filled.js";

/** <time-left data-seconds data-url data-result data-first data-last data-added data-warning data-gained data-more data-up>: counts down what the server said, and asks it again now and then. */
class TimeLeft extends HTMLElement {
  #end = 0;
  #isOver = false;
  /** @type {ReturnType<typeof setInterval>[]} */
  #timers = [];

  connectedCallback() {
    this.#set(Number(this.dataset["seconds"]));
    const until = this.#part("until");
    if (until) until.textContent = localTime(this.dataset["until"] ?? "");
    this.#part("sent")?.remove();
    this.#remember();
    this.#timers = [setInterval(this.#tick, 1000), setInterval(this.#ask, 30_000)];
    for (const event of ["pageshow", "visibilitychange"]) window.addEventListener(event, this.#onReturn, true);
    this.#tick();
  }

  disconnectedCallback() {
    this.#timers.forEach(clearInterval);
    for (const event of ["pageshow", "visibilitychange"]) window.removeEventListener(event, this.#onReturn, true);
  }

  /** The clock of the browser may be wrong or be set: only what has passed since the server's word is measured. */
  #set(/** @type {number} */ seconds) { this.#end = window.performance.now() + seconds * 1000; }
  get #seconds() { return Math.max(0, Math.ceil((this.#end - window.performance.now()) / 1000)); }
  #part(/** @type {string} */ name) { return /** @type {HTMLElement | null} */ (this.querySelector(`[data-part="${name}"]`)); }
  #say(/** @type {string} */ words) { const status = this.#part("status"); if (status) status.textContent = words; }

  #tick = () => {
    const [seconds, left] = [this.#seconds, this.#part("left")];
    if (left) left.textContent = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
    if (seconds === 0) void this.#finish();
    else this.#warn(seconds);
  };

  /** Each warning is said once for an attempt, on whatever question it comes. */
  #warn(/** @type {number} */ seconds) {
    const due = [Number(this.dataset["last"]), Number(this.dataset["first"])].find((mark) => seconds <= mark) ?? Infinity;
    const told = Number(window.sessionStorage.getItem(this.#key) ?? Infinity);
    if (due !== told) window.sessionStorage.setItem(this.#key, String(due));
    if (due < told) this.#say(filled(this.dataset["warning"], { left: inWords(seconds) }));
  }
  get #key() { return `told ${this.dataset["url"]}`; }

  #onReturn = (/** @type {Event} */ event) => { if (!document.hidden && (event.type !== "pageshow" || /** @type {PageTransitionEvent} */ (event).persisted || isBack())) void this.#ask(); };

  #ask = async () => {
    const answer = await fetch(this.dataset["url"] ?? "", { headers: { Accept: "application/json" } }).catch(() => undefined);
    if (!answer?.ok || answer.redirected) return;
    const { seconds, until, added } = await answer.json();
    this.#set(seconds ?? 0);
    const gained = Number(added) - Number(this.dataset["added"]);
    if (until && until !== this.dataset["until"]) this.#move(until, gained);
    this.dataset["added"] = String(added);
  };

  #move(/** @type {string} */ until, /** @type {number} */ gained) {
    this.dataset["until"] = until;
    const shown = this.#part("until");
    if (shown) shown.textContent = localTime(until);
    this.#say(filled(gained > 0 ? this.dataset["gained"] : this.dataset["more"], { added: inWords(gained * 60), left: inWords(this.#seconds) }));
  }

  /** What has been chosen is sent; without that the result says what was saved. Nobody is taken away from an explanation. */
  async #finish() {
    if (this.#isOver) return;
    this.#isOver = true;
    await this.#ask();
    if (this.#seconds > 0) { this.#isOver = false; return; }
    const form = /** @type {HTMLFormElement | null} */ (document.querySelector('form[action$="/response"]'));
    this.#say(this.dataset["up"] ?? "");
    if (form && isAnswered(form)) form.requestSubmit();
    else if (form) setTimeout(() => window.location.assign(this.dataset["result"] ?? "/"), 2000);
  }

  #remember() {
    const details = this.querySelector("details");
    if (details) details.open = window.localStorage.getItem("time-left") !== "hidden";
    details?.addEventListener("toggle", () => window.localStorage.setItem("time-left", details.open ? "shown" : "hidden"));
  }
}

const isBack = () => window.performance.getEntriesByType("navigation").some((entry) => /** @type {PerformanceNavigationTiming} */ (entry).type === "back_forward");

/** In the language of the page, as the reader's country writes it, and in their own time zone. */
function localTime(/** @type {string} */ iso) {
  const { lang } = document.documentElement;
  return new Date(iso).toLocaleTimeString(window.navigator.languages.find((own) => own.startsWith(lang)) ?? lang, { hour: "2-digit", minute: "2-digit" });
}

function inWords(/** @type {number} */ seconds) {
  const [count, unit] = seconds < 60 ? [seconds, "second"] : [Math.round(seconds / 60), "minute"];
  return count.toLocaleString(document.documentElement.lang, { style: "unit", unit, unitDisplay: "long" });
}

/** Something is ticked, or every field is filled in. */
function isAnswered(/** @type {HTMLFormElement} */ form) {
  const fields = [...form.querySelectorAll("input, select, textarea")].filter((field) => /** @type {HTMLInputElement} */ (field).name === "chosen");
  const [ticks, others] = [fields.filter((field) => field.matches("[type=radio], [type=checkbox]")), fields.filter((field) => !field.matches("[type=radio], [type=checkbox]"))];
  return ticks.some((field) => /** @type {HTMLInputElement} */ (field).checked) || (others.length > 0 && others.every((field) => /** @type {HTMLInputElement} */ (field).value.trim() !== ""));
}

customElements.define("time-left", TimeLeft);
