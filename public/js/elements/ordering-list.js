// @ts-check
/** <ordering-list><ol><li><label>A line</label><select>places</select></li></ol></ordering-list>: Up and Down buttons move the lines; buttons and places keep in step. */
class OrderingList extends HTMLElement {
  connectedCallback() {
    const list = this.querySelector("ol");
    if (!list || list.classList.contains("is-sortable")) return;
    list.classList.add("is-sortable");
    for (const line of this.#lines) this.#addButtons(line);
    list.addEventListener("change", () => this.#sort());
    this.#sort();
  }

  get #lines() {
    return [...this.querySelectorAll("li")];
  }

  #addButtons(/** @type {HTMLLIElement} */ line) {
    const moves = Object.assign(document.createElement("span"), { className: "ordering__moves" });
    for (const way of ["up", "down"]) {
      const button = Object.assign(document.createElement("button"), { type: "button", textContent: way === "up" ? "↑" : "↓" });
      button.dataset.way = way;
      button.addEventListener("click", () => this.#move(line, button));
      moves.append(button);
    }
    line.append(moves);
  }

  #move(/** @type {HTMLLIElement} */ line, /** @type {HTMLButtonElement} */ button) {
    if (button.dataset.way === "up") line.previousElementSibling?.before(line);
    else line.nextElementSibling?.after(line);
    for (const [index, each] of this.#lines.entries()) selectOf(each).selectedIndex = index + 1;
    this.#name();
    button.focus();
  }

  /** Lines go to their places as soon as every line has one of its own. */
  #sort() {
    const places = this.#lines.map((line) => selectOf(line).selectedIndex);
    if (places.every((place) => place > 0) && new Set(places).size === places.length) this.querySelector("ol")?.append(...this.#lines.sort((a, b) => selectOf(a).selectedIndex - selectOf(b).selectedIndex));
    this.#name();
  }

  /** The name says the place, so that a screen reader hears it when the button gets its focus back. */
  #name() {
    for (const [index, line] of this.#lines.entries()) for (const button of line.querySelectorAll("button")) button.ariaLabel = `Move ${button.dataset.way}: ${line.querySelector("label")?.textContent}, place ${index + 1} of ${this.#lines.length}`;
  }
}

const selectOf = (/** @type {HTMLLIElement} */ line) => /** @type {HTMLSelectElement} */ (line.querySelector("select"));

customElements.define("ordering-list", OrderingList);
