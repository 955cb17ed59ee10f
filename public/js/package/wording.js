// @ts-check
/**
 * Puts keys of the catalogue and messages into words, as the pages of Debrief do. `texts` has them by key; numbers are written as the language does, and `count` decides the plural.
 * @param {Record<string, string>} texts
 * @param {string} language
 */
export function wordingIn(texts, language) {
  const [plurals, numbers] = [new Intl.PluralRules(language), new Intl.NumberFormat(language, { maximumFractionDigits: 20 })];
  const inWords = (/** @type {any} */ value) => {
    if (typeof value === "number") return numbers.format(value);
    if (typeof value !== "object" || value === null) return String(value);
    return "percent" in value ? new Intl.NumberFormat(language, { style: "percent" }).format(value.percent / 100) : t(value.key, value.values);
  };
  /** @type {(key: string, values?: Record<string, any>) => string} */
  const t = (key, values = {}) => {
    const text = texts[`${key}_${plurals.select(Number(values["count"] ?? 0))}`] ?? texts[`${key}_other`] ?? texts[key] ?? key;
    return text.replace(/\{\{(\w+)\}\}/g, (whole, name) => (name in values ? inWords(values[name]) : whole));
  };
  return { t, inWords: (/** @type {any} */ words) => (typeof words === "string" ? words : inWords(words)) };
}
