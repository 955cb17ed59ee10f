/**
 * A number as people write it, with a point or a comma, with or without marks between thousands: "1,234.5", "1.234,5", "1 234,5", "1'234.5", "-3e6".
 * One comma and three digits behind it ("1,234") can be both, so it is not taken; neither is "1.234" where `pointsMayPart` thousands, as in files with semicolons, which come from
 * places where numbers have a comma. Undefined for what is no number.
 */
export function numberIn(text: string, pointsMayPart = false): number | undefined {
  const bare = text.trim().replace(/^\+/, "").replace(/[−–]/g, "-").replace(/(?<=\d)[\s'’\u00a0\u202f](?=\d{3}(?!\d))/g, "");
  if (pointsMayPart && /^-?[1-9]\d{0,2}\.\d{3}$/.test(bare)) return undefined;
  const plain = /^-?(?:\d+(?:\.\d*)?|\.\d+)(?:e[-+]?\d{1,3})?$/i;
  if (plain.test(bare)) return finite(bare);
  if (/^-?\d{1,3}(?:,\d{3})+\.\d+$|^-?\d{1,3}(?:,\d{3}){2,}$/.test(bare)) return finite(bare.replaceAll(",", ""));
  if (/^-?\d{1,3}(?:\.\d{3})+,\d+$|^-?\d{1,3}(?:\.\d{3}){2,}$/.test(bare)) return finite(bare.replaceAll(".", "").replace(",", "."));
  return /^-?\d+,\d+$/.test(bare) && !/^-?[1-9]\d{0,2},\d{3}$/.test(bare) ? finite(bare.replace(",", ".")) : undefined;
}

function finite(text: string): number | undefined {
  const number = Number(text);
  return Number.isFinite(number) ? number : undefined;
}
