// @ts-check
import { areKeysOn, turnKeys } from "../keys.js";

/** <key-legend hidden data-off="Turn keys off" data-on="Turn keys on"><p>1-4 choose</p><button>Turn keys off</button></key-legend>: says which keys there are, where a keyboard is likely, and turns them off and on. */
class KeyLegend extends HTMLElement {
  connectedCallback() {
    this.hidden = !matchMedia("(any-pointer: fine)").matches;
    this.querySelector("button")?.addEventListener("click", this.#turn);
    this.#show();
  }

  #turn = () => {
    turnKeys(areKeysOn() ? "off" : "on");
    this.#show();
  };

  #show() {
    this.querySelector("p")?.toggleAttribute("hidden", !areKeysOn());
    const button = this.querySelector("button");
    if (button) button.textContent = (areKeysOn() ? this.dataset["off"] : this.dataset["on"]) ?? "";
  }
}

customElements.define("key-legend", KeyLegend);
