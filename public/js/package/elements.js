// @ts-check
/**
 * An element with attributes and what stands in it: texts, elements, or nothing. An attribute that is false or undefined is left out.
 * @param {string} name
 * @param {Record<string, string | number | boolean | undefined>} [attributes]
 * @param {...(Node | string | null | undefined | false)} content
 */
export function element(name, attributes = {}, ...content) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) if (value !== undefined && value !== false) made.setAttribute(key, value === true ? "" : String(value));
  made.append(...content.flatMap((each) => (each ? [each] : [])));
  return made;
}

const SHAPES = /** @type {Record<string, string>} */ ({
  check: "M5 12.5 10 17.5 19.5 7", cross: "M6.5 6.5 17.5 17.5M17.5 6.5 6.5 17.5", half: "M4.5 13.5C7 9 9.5 9 12 12S17 15 19.5 10.5", arrow: "M4.5 12H19M13 6 19 12 13 18", external: "M8 16 18 6M10 6H18V14",
});
const SVG = "http://www.w3.org/2000/svg";

/** @param {string} name */
export function icon(name) {
  const drawing = document.createElementNS(SVG, "svg");
  const stroke = { fill: "none", stroke: "currentColor", "stroke-width": 2, "stroke-linecap": "round", "stroke-linejoin": "round" };
  const traits = { class: `icon icon--${name}`, viewBox: "0 0 24 24", width: 24, height: 24, ...stroke, "aria-hidden": "true", focusable: "false" };
  for (const [key, value] of Object.entries(traits)) drawing.setAttribute(key, String(value));
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", SHAPES[name] ?? "");
  drawing.append(path);
  return drawing;
}

/**
 * A text of a question: its safe HTML where it is more than plain words. `name` is the element for plain words.
 * @param {any} asked
 * @param {string} text
 * @param {string} name
 * @param {Record<string, string | number | boolean | undefined>} [attributes]
 */
export function textOf(asked, text, name, attributes = {}) {
  const spoken = { ...attributes, lang: asked.language };
  if (!Object.hasOwn(asked.rich, text)) return element(name, spoken, text);
  const holder = element(name === "p" || name === "h1" ? "div" : name, { ...spoken, class: `${attributes["class"] ?? ""} rich`.trim(), ...(name === "h1" ? { role: "heading", "aria-level": "1" } : {}) });
  holder.innerHTML = text;
  return holder;
}
