/** Moodle is written in PHP, and what its functions do to texts and figures shows in what it imports. */

/** `trim`: a hard space is no space. */
export function withoutEnds(text: string): string {
  return text.replace(/^[ \t\n\r\0\v]+/, "").replace(/(?<![ \t\n\r\0\v])[ \t\n\r\0\v]+$/, "");
}

/** `strip_tags`: takes away what begins with "<" and no space, up to the ">" that is not in quotation marks; what is never closed goes with all that follows. */
export function stripTags(text: string): string {
  let [kept, depth, quote] = ["", 0, ""];
  for (let at = 0; at < text.length; at++) {
    const sign = text[at]!;
    if (depth === 0) {
      if (text.startsWith("<!--", at)) at = behind(text, "-->", at);
      else if (sign === "<" && !/\s/.test(text[at + 1] ?? "x")) depth = 1;
      else if (sign !== "\0") kept += sign;
    } else if (quote === "" && sign === "<") depth += /\s/.test(text[at + 1] ?? "x") ? 0 : 1;
    else if (quote === "" && sign === ">") depth -= 1;
    else if (sign === quote) quote = "";
    else if (quote === "" && (sign === '"' || sign === "'")) quote = sign;
  }
  return kept;
}

function behind(text: string, mark: string, from: number): number {
  const found = text.indexOf(mark, from);
  return found < 0 ? text.length : found + mark.length - 1;
}

/** A number as PHP writes it with its precision of 14 digits: "0.00050000000000017", "1.0E-5". */
export function writtenNumber(value: number): string {
  if (value === 0) return "0";
  const [mantissa, exponent] = value.toExponential(13).split("e") as [string, string];
  const short = mantissa.replace(/\.?0+$/, "");
  if (Number(exponent) >= -4 && Number(exponent) < 14) return decimal(short, Number(exponent));
  return `${short.includes(".") ? short : `${short}.0`}E${exponent}`;
}

function decimal(mantissa: string, exponent: number): string {
  const sign = mantissa.startsWith("-") ? "-" : "";
  const digits = mantissa.replace(/[-.]/g, "");
  if (exponent < 0) return `${sign}0.${"0".repeat(-exponent - 1)}${digits}`;
  const padded = digits.padEnd(exponent + 1, "0");
  const after = padded.slice(exponent + 1);
  return `${sign}${padded.slice(0, exponent + 1)}${after ? `.${after}` : ""}`;
}

/** `is_numeric`, and the number. */
export function numberIn(text: string): number | undefined {
  return /^\s*[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?\s*$/.test(text) ? Number(text) : undefined;
}
