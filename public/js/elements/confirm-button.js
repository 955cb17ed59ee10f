// @ts-check
/** <confirm-button message="Deactivate Ann Smith?"><button>Deactivate</button></confirm-button> */
class ConfirmButton extends HTMLElement {
  connectedCallback() {
    this.addEventListener("click", this.#ask);
  }

  #ask = (/** @type {Event} */ event) => {
    if (!confirm(this.getAttribute("message") ?? "Are you sure?")) event.preventDefault();
  };
}

customElements.define("confirm-button", ConfirmButton);
