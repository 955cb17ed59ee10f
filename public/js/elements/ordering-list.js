// @ts-check
/** <ordering-list><ol><li><label>A line</label><select>places</select></li></ol></ordering-list>: Up and Down buttons move the lines and keep the selects in step. */
class OrderingList extends HTMLElement {
  connectedCallback() {
    const list = this.querySelector("ol");
    if (!list || list.classList.contains("is-sortable")) return;
    list.classList.add("is-sortable");
    list.append(...this.#lines.sort((a, b) => placeOf(a) - placeOf(b) || 0));
    for (const line of this.#lines) this.#addButtons(line);
    this.#number();
  }

  get #lines() {
    return [...this.querySelectorAll("li")];
  }

  #addButtons(/** @type {HTMLLIElement} */ line) {
    selectOf(line).hidden = true;
    const moves = document.createElement("span");
    moves.className = "ordering__moves";
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
    this.#number();
    button.focus();
  }

  /** The label says the place, so that a screen reader hears it when the button gets its focus back. */
  #number() {
    for (const [index, line] of this.#lines.entries()) {
      const select = selectOf(line);
      select.selectedIndex = index + (select.options[0]?.value === "" ? 1 : 0);
      for (const button of line.querySelectorAll("button")) button.ariaLabel = `Move ${button.dataset.way}: ${line.querySelector("label")?.textContent}, place ${index + 1} of ${this.#lines.length}`;
    }
  }
}

const selectOf = (/** @type {HTMLLIElement} */ line) => /** @type {HTMLSelectElement} */ (line.querySelector("select"));
/** Lines without a place stay below those that have one, in the order in which they came. */
const placeOf = (/** @type {HTMLLIElement} */ line) => (selectOf(line).value === "" ? Infinity : selectOf(line).selectedIndex);

customElements.define("ordering-list", OrderingList);
