// @ts-check
/** <file-drop><input type="file"><p data-drop-hint hidden></p></file-drop>: a file may also be dropped on it. */
class FileDrop extends HTMLElement {
  connectedCallback() {
    this.classList.add("file-drop--ready");
    const hint = this.querySelector("[data-drop-hint]");
    if (hint instanceof HTMLElement) hint.hidden = false;
    this.addEventListener("dragover", this.#over);
    this.addEventListener("dragleave", this.#leave);
    this.addEventListener("drop", this.#drop);
  }

  #over = (/** @type {DragEvent} */ event) => {
    event.preventDefault();
    this.classList.add("file-drop--over");
  };

  #leave = () => this.classList.remove("file-drop--over");

  #drop = (/** @type {DragEvent} */ event) => {
    event.preventDefault();
    this.#leave();
    const input = /** @type {HTMLInputElement | null} */ (this.querySelector("input[type='file']"));
    if (!input || !event.dataTransfer?.files.length) return;
    input.files = event.dataTransfer.files;
    input.focus();
  };
}

customElements.define("file-drop", FileDrop);
