// @ts-check
/**
 * Fills in what stands in braces: "{left} left" and { left: "5 minutes" } give "5 minutes left". Texts come from the page, in its language.
 * @param {string | undefined} text
 * @param {Record<string, string | number>} values
 */
export function filled(text, values) {
  return (text ?? "").replace(/\{([a-z]+)\}/g, (whole, name) => String(values[name] ?? whole));
}
