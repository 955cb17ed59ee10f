import { randomBytes } from "node:crypto";

/** Crockford's base 32 (https://www.crockford.com/base32.html): no I, L, O or U, so that nothing is misread. */
const SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const RANDOM_SIGNS = 15;

/** Fifteen signs of chance (75 bits) and a check sign, without hyphens. */
export function newCertificateNumber(): string {
  const drawn = drawSigns(RANDOM_SIGNS);
  return drawn + checkSign(drawn);
}

/** What is added to a number to make the full link: twelve signs of chance (60 bits). */
export function newCertificateSecret(): string {
  return drawSigns(12);
}

function drawSigns(count: number): string {
  return Array.from(randomBytes(count), (byte) => SIGNS[byte % 32]!).join("");
}

/** "7K3M9QXA2BTRVW4D" -> "7K3M-9QXA-2BTR-VW4D" */
export function formatNumber(number: string): string {
  return number.match(/.{1,4}/g)?.join("-") ?? "";
}

/** Reads what somebody typed: small letters, spaces and hyphens do not matter, O is 0, I and L are 1. Undefined where a sign is wrong, missing or in the wrong place. */
export function parseNumber(typed: string): string | undefined {
  const number = plainSigns(typed);
  return number.length === RANDOM_SIGNS + 1 && isOfSigns(number) && checkSign(number.slice(0, -1)) === number.at(-1) ? number : undefined;
}

/** The same for the secret of a full link, which has no check sign. */
export function parseSecret(typed: string): string | undefined {
  const secret = plainSigns(typed);
  return secret.length === 12 && isOfSigns(secret) ? secret : undefined;
}

function plainSigns(typed: string): string {
  return typed.slice(0, 100).toUpperCase().replace(/[\s\-\u2010-\u2015]/g, "").replaceAll("O", "0").replace(/[IL]/g, "1");
}

function isOfSigns(text: string): boolean {
  return [...text].every((sign) => SIGNS.includes(sign));
}

/**
 * A weighted sum over the field of 32 elements (x^5 + x^2 + 1), each sign weighing twice the next: any one wrong sign and any two that changed places are found,
 * because the weights differ and none of them is nothing. Crockford's own check sign needs five more signs that do not belong into an address.
 */
function checkSign(signs: string): string {
  let sum = 0;
  for (const sign of signs) sum = doubled(sum ^ SIGNS.indexOf(sign));
  return SIGNS[sum]!;
}

function doubled(element: number): number {
  return element < 16 ? element << 1 : (element << 1) ^ 0b100101;
}
