import { createPrivateKey, createPublicKey, generateKeyPairSync, X509Certificate } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import { selfSigned } from "../../src/lib/self-signed.ts";

const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048, privateKeyEncoding: { type: "pkcs8", format: "pem" }, publicKeyEncoding: { type: "spki", format: "pem" } });
const pair = { privateKey: createPrivateKey(privateKey), publicKey: createPublicKey(privateKey) };
const day = fc.date({ min: new Date("1990-01-01"), max: new Date("2090-01-01"), noInvalidDate: true }).map((date) => new Date(Math.floor(date.getTime() / 1000) * 1000));

test("a certificate of our own is one to others: its key, its name, its times, its signature", () => {
  fc.assert(fc.property(fc.stringMatching(/^[A-Za-zÄÖÜ ]{1,60}$/), day, day, (name, from, until) => {
    const certificate = new X509Certificate(selfSigned(pair, name, from, until));
    expect([new Date(certificate.validFrom), new Date(certificate.validTo)]).toEqual([from, until]);
    expect(certificate.verify(pair.publicKey)).toBe(true);
    expect(certificate.checkPrivateKey(pair.privateKey)).toBe(true);
    expect(certificate.subject).toBe(certificate.issuer);
    expect(certificate.serialNumber).toMatch(/^[4-7][0-9A-F]{31}$/);
  }), { numRuns: 40 });
});
