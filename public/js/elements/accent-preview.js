// @ts-check
const STEP = 0.04045;
const GROUNDS = { accentLight: ["#f6f5f1", "#fdfcfa"], accentDark: ["#13171b", "#1a1f24", "#0b1b22"] };
const WASH = { accentLight: 0.1, accentDark: 0.14 };

/** @param {string} hex */
const partsOf = (hex) => [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16) / 255);
/** @param {number[]} parts */
const luminance = (parts) => { const [red, green, blue] = parts.map((part) => (part <= STEP ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4)); return 0.2126 * red + 0.7152 * green + 0.0722 * blue; };
/** @param {number[]} one @param {number[]} other */
const contrast = (one, other) => { const [light, dark] = [luminance(one), luminance(other)].sort((a, b) => b - a); return (light + 0.05) / (dark + 0.05); };

/** <accent-preview>colour fields, each with a sample after it</accent-preview>: samples wear the colour while it is chosen, and say how much it stands out at the least. The server reckons it again. */
class AccentPreview extends HTMLElement {
  connectedCallback() {
    this.addEventListener("input", this.#wear);
    this.#wear();
  }

  #wear = () => {
    for (const sample of /** @type {NodeListOf<HTMLElement>} */ (this.querySelectorAll("[data-for]"))) {
      const name = /** @type {"accentLight" | "accentDark"} */ (sample.dataset["for"]);
      const colour = /** @type {HTMLInputElement} */ (this.querySelector(`[name="${name}"]`)).value;
      sample.style.setProperty("--accent", colour);
      const [parts, sheet] = [partsOf(colour), partsOf(GROUNDS[name][1])];
      const wash = sheet.map((part, at) => part + (parts[at] - part) * WASH[name]);
      const ratio = Math.floor(Math.min(...[...GROUNDS[name].map(partsOf), wash].map((ground) => contrast(parts, ground))) * 100) / 100;
      const output = /** @type {HTMLElement} */ (sample.querySelector("[data-ratio]"));
      output.textContent = (output.dataset[ratio >= 4.5 ? "words" : "weak"] ?? "").replace("{ratio}", ratio.toLocaleString(document.documentElement.lang));
    }
  };
}

customElements.define("accent-preview", AccentPreview);
