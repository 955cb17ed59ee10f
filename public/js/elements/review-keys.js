// @ts-check
/** <review-keys data-next="candidate-3"><li data-candidate>... <button data-key="a">: j and k move between candidates, the letters on buttons press those of the one in focus. */
class ReviewKeys extends HTMLElement {
  #isSent = false;

  connectedCallback() {
    document.addEventListener("keydown", this.#onKey);
    window.addEventListener("pageshow", this.#onShow);
    this.addEventListener("submit", this.#onSubmit);
    const target = document.getElementById(window.location.hash.slice(1));
    if (target?.matches("[data-candidate], #done")) this.#show(target);
    else if (target?.matches("[data-focus], #things")) target.focus();
    this.#tell();
  }

  /** What the last decision did stands at the top of the page, which is out of sight by now. */
  #tell() {
    const place = document.querySelector("[data-told]");
    const told = [...document.querySelectorAll(".flash")].map((each) => each.textContent?.trim() ?? "").join(" ");
    if (place && told) setTimeout(() => { place.textContent = told; }, 100);
  }

  disconnectedCallback() {
    document.removeEventListener("keydown", this.#onKey);
    window.removeEventListener("pageshow", this.#onShow);
  }

  #onShow = () => { this.#isSent = false; };

  /** A second press would come too late for a fact that is decided already, and lose the place. */
  #onSubmit = (/** @type {Event} */ event) => {
    if (this.#isSent) event.preventDefault();
    this.#isSent = true;
  };

  get #candidates() {
    return /** @type {HTMLElement[]} */ ([...this.querySelectorAll("[data-candidate]")]);
  }

  #onKey = (/** @type {KeyboardEvent} */ event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || event.repeat || this.#isTyping(event.target)) return;
    const at = this.#candidates.findIndex((candidate) => candidate.contains(document.activeElement));
    const step = { j: 1, ArrowDown: 1, k: -1, ArrowUp: -1 }[event.key];
    const isArrow = event.key.startsWith("Arrow");
    if (step && !(isArrow && at < 0)) {
      event.preventDefault();
      return this.#show(at < 0 ? this.#first : this.#candidates[Math.min(Math.max(at + step, 0), this.#candidates.length - 1)]);
    }
    const within = event.key === "n" ? this.#candidates[at]?.closest(".said-group") : this.#candidates[at];
    const button = /^[aerun]$/.test(event.key) && within?.querySelector(`[data-key="${event.key}"]`);
    if (button instanceof HTMLElement) button.click();
  };

  get #first() {
    return document.getElementById(this.dataset["next"] ?? "") ?? this.#candidates[0];
  }

  /** Letters typed into a field are that field's. */
  #isTyping(/** @type {EventTarget | null} */ target) {
    return target instanceof HTMLElement && target.matches("textarea, select, input:not([type='radio'], [type='checkbox'])");
  }

  #show(/** @type {HTMLElement | undefined} */ target) {
    target?.focus();
    for (const mark of document.querySelectorAll("mark[data-numbers]")) {
      const isCurrent = mark.getAttribute("data-numbers")?.split(" ").includes(target?.dataset["candidate"] ?? "") ?? false;
      mark.toggleAttribute("data-current", isCurrent);
      const box = mark.closest(".said-text");
      if (isCurrent && box && box.scrollHeight > box.clientHeight) box.scrollTop += mark.getBoundingClientRect().top - box.getBoundingClientRect().top - box.clientHeight / 3;
    }
  }
}

customElements.define("review-keys", ReviewKeys);
