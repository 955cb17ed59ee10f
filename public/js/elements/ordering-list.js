// @ts-check
import { filled } from "../filled.js";
import { addGrip } from "../grip.js";

/** <ordering-list data-up="Move up: {line}" data-down data-moved="{line}: place {place} of {of}"><ol><li><label>A line</label><select>places</select></li></ol><p role="status"></p></ordering-list>: buttons and a grip move the lines, in step with their places. */
class OrderingList extends HTMLElement {
  connectedCallback() {
    const list = this.querySelector("ol");
    if (!list || list.classList.contains("is-sortable")) return;
    list.classList.add("is-sortable");
    for (const line of this.#lines) { this.#addButtons(line); addGrip(line, (place) => this.#place(line, place)); }
    list.addEventListener("change", (event) => this.#sort(event.target));
    window.addEventListener("pageshow", () => this.#sort());
    this.#sort();
  }

  get #lines() {
    return [...this.querySelectorAll("li")];
  }

  #addButtons(/** @type {HTMLLIElement} */ line) {
    const moves = Object.assign(document.createElement("span"), { className: "ordering__moves" });
    for (const way of ["up", "down"]) {
      const button = Object.assign(document.createElement("button"), { type: "button", textContent: way === "up" ? "↑" : "↓" });
      button.dataset["way"] = way;
      button.addEventListener("click", () => { this.#place(line, this.#lines.indexOf(line) + (way === "up" ? -1 : 1)); button.focus(); });
      moves.append(button);
    }
    line.append(moves);
  }

  #place(/** @type {HTMLLIElement} */ line, /** @type {number} */ place) {
    const others = this.#lines.filter((other) => other !== line);
    const at = Math.min(Math.max(place, 0), others.length);
    this.querySelector("ol")?.insertBefore(line, others[at] ?? null);
    for (const [index, each] of this.#lines.entries()) selectOf(each).selectedIndex = index + 1;
    this.#name();
    const said = this.querySelector("[role='status']");
    if (said) said.textContent = filled(this.dataset["moved"], { line: line.querySelector("label")?.textContent ?? "", place: at + 1, of: this.#lines.length });
  }

  /** Lines go to their places as soon as every line has one of its own; the list that was used keeps the focus. */
  #sort(/** @type {EventTarget | null} */ used = null) {
    const places = this.#lines.map((line) => selectOf(line).selectedIndex);
    if (places.every((place) => place > 0) && new Set(places).size === places.length) this.querySelector("ol")?.append(...this.#lines.sort((a, b) => selectOf(a).selectedIndex - selectOf(b).selectedIndex));
    if (used instanceof HTMLElement) used.focus();
    this.#name();
  }

  #name() {
    for (const line of this.#lines) for (const button of line.querySelectorAll("button")) button.ariaLabel = filled(this.dataset[button.dataset["way"] ?? ""], { line: line.querySelector("label")?.textContent ?? "" });
  }
}

const selectOf = (/** @type {HTMLLIElement} */ line) => /** @type {HTMLSelectElement} */ (line.querySelector("select"));

customElements.define("ordering-list", OrderingList);
