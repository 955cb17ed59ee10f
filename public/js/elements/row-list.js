// @ts-check
/** <row-list id="options">rows and buttons named step</row-list>: a button changes the rows at once, by what the server makes of the form; what was typed stays. */
class RowList extends HTMLElement {
  connectedCallback() {
    this.addEventListener("click", this.#onClick);
  }

  #onClick = (/** @type {MouseEvent} */ event) => {
    const button = event.target instanceof window.Element ? event.target.closest("button[name='step']") : null;
    const form = this.closest("form");
    if (!(button instanceof window.HTMLButtonElement) || !form) return;
    event.preventDefault();
    void this.#change(form, button.value).catch(() => undefined);
  };

  async #change(/** @type {HTMLFormElement} */ form, /** @type {string} */ step) {
    const typed = new window.URLSearchParams([...new FormData(form)].map(([name, value]) => [name, String(value)]));
    typed.set("step", step);
    const answer = await fetch(form.action, { method: "POST", body: typed }).catch(() => undefined);
    const other = answer?.ok && new window.DOMParser().parseFromString(await answer.text(), "text/html").getElementById(this.id);
    if (other) {
      this.innerHTML = other.innerHTML;
      this.#focusAfter(step);
    }
    form.dispatchEvent(new Event("input"));
  }

  /** The new row, the button that goes on moving the same line, or else the list. */
  #focusAfter(/** @type {string} */ step) {
    const [, deed, group, row] = /^(\w+)-(\w+?)(?:-(\d+))?$/.exec(step) ?? [];
    const rows = this.querySelectorAll("fieldset");
    const at = deed === "add" ? rows.length : deed === "up" ? Number(row) - 1 : deed === "down" ? Number(row) + 1 : 0;
    const again = this.querySelector(`[value='${deed}-${group}-${at}']`) ?? rows[at - 1]?.querySelector("textarea") ?? (step === "signs" ? this.querySelector("fieldset input[type='checkbox']") : null) ?? this;
    if (again instanceof HTMLElement) again.focus();
  }
}

customElements.define("row-list", RowList);
