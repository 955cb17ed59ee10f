import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { formatNumber, newCertificateNumber, parseNumber } from "../../src/lib/certificate-number.ts";

const SIGNS = [..."0123456789ABCDEFGHJKMNPQRSTVWXYZ"];
const place = fc.nat({ max: 15 });
const with_ = (number: string, at: number, sign: string) => number.slice(0, at) + sign + number.slice(at + 1);

describe("the number of a certificate", () => {
  test("is read as it was written, in small letters, with spaces and with letters that look like figures", () => {
    for (let i = 0; i < 200; i++) {
      const number = newCertificateNumber();
      expect(parseNumber(formatNumber(number))).toBe(number);
      expect(parseNumber(` ${formatNumber(number).toLowerCase().replaceAll("-", " ").replaceAll("0", "o").replaceAll("1", "l")} `)).toBe(number);
    }
  });

  test("with one sign wrong is no number", () => {
    fc.assert(fc.property(fc.noShrink(fc.constant(0).map(newCertificateNumber)), place, fc.constantFrom(...SIGNS), (number, at, sign) => {
      fc.pre(number[at] !== sign);
      expect(parseNumber(with_(number, at, sign))).toBeUndefined();
    }));
  });

  test("with two signs in each other's place is no number", () => {
    fc.assert(fc.property(fc.noShrink(fc.constant(0).map(newCertificateNumber)), place, place, (number, one, other) => {
      fc.pre(number[one] !== number[other]);
      expect(parseNumber(with_(with_(number, one, number[other]!), other, number[one]!))).toBeUndefined();
    }));
  });

  test("is never found in anything else", () => {
    for (const text of ["", "-", "7K3M", "U".repeat(16), "0".repeat(15), "0".repeat(17), "é".repeat(16), "0".repeat(10_000)]) expect(parseNumber(text)).toBeUndefined();
  });
});
