import { describe, expect, test } from "vitest";
import { readerOf } from "../../src/lib/readers.ts";
import { canPrint, certificateDocument, type CertificateWords } from "../../src/web/certificate-document.ts";
import { readPdf } from "../support/pdf.ts";

const ENGLISH = readerOf("en", "UTC");
const WORDS: CertificateWords = { name: "Łukasz Żółć", title: "Doors left open", number: "7K3M-9QXA-2BTR-VW4D", issuedAt: "2026-01-05T09:00:00.000Z", expiresAt: "2027-01-05T23:59:59.999Z", address: "https://debrief.example.org/certificates/7K3M-9QXA-2BTR-VW4D" };
const textOf = async (given: Partial<CertificateWords>) => readPdf(await certificateDocument({ ...WORDS, ...given }, ENGLISH)).text;

describe("the document of a certificate", () => {
  test("says who passed what and when, until when it counts and where that is checked, with its fonts inside and tagged for screen readers", async () => {
    const { text, objects, hasFonts } = readPdf(await certificateDocument(WORDS, ENGLISH));
    for (const words of ["Łukasz Żółć", "Doors left open", "Passed on 5 January 2026. Valid until 5 January 2027.", "Number 7K3M-9QXA-2BTR-VW4D", WORDS.address]) expect(text).toContain(words);
    expect(hasFonts).toBe(true);
    for (const part of ["/Marked true", "/Lang (en-GB)", "/S /H1", "/DisplayDocTitle true"]) expect(objects).toContain(part);
  });

  test("shows the letters of every European name, of Vietnamese and of Cyrillic", async () => {
    const name = "Nguyễn Ánh Ευάγγελος Łucja Śniegoń Юлія Їжа Þórunn İğdır Zoe\u0308 O’Brien";
    const text = (await textOf({ name })).replaceAll("\n", " ");
    expect(text).toContain(name.normalize("NFC"));
    expect(text).not.toContain("box stands for");
  });

  test("says so where it lacks a letter, and fits on the page whatever it is given", async () => {
    const made = await certificateDocument({ ...WORDS, name: `王小明 ${"W".repeat(116)}`, title: "Long words ".repeat(10) }, ENGLISH);
    const { text, objects } = readPdf(made);
    expect(text).toContain("A crossed box stands for a letter that the typeface of this document does not have.");
    expect(objects.match(/\/Type \/Page\n/g)).toHaveLength(1);
  });

  test("comes out the same, byte for byte", async () => {
    expect((await certificateDocument(WORDS, ENGLISH)).equals(await certificateDocument(WORDS, ENGLISH))).toBe(true);
  });

  test("is in its holder's language, with the same days on every clock, and from left to right where that language is not", async () => {
    const { text, objects } = readPdf(await certificateDocument(WORDS, readerOf("de", "Pacific/Auckland")));
    expect(text).toMatch(/Zertifikat.*hat das Quiz bestanden.*Bestanden am 5\. Januar 2026\. Gültig bis 5\. Januar 2027\..*Nummer 7K3M/s);
    expect(objects).toContain("/Lang (de-DE)");
    expect(readPdf(await certificateDocument(WORDS, readerOf("en-XB", "UTC"))).text).toContain("has passed the quiz");
  });

  test("names the organisation that it is from, and shows its logo", async () => {
    const logo = Buffer.from("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==", "base64");
    const { text, objects } = readPdf(await certificateDocument(WORDS, ENGLISH, { name: "Acme & Söhne", logo, accent: "#7a1f5c" }));
    expect(text).toContain("Acme & Söhne");
    expect(objects).toContain("/Subtype /Image");
    expect(await canPrint(logo.subarray(0, 50))).toBe(false);
  });
});
