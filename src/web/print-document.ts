import { LOCALES, SOURCE_LANGUAGE } from "../lib/languages.ts";
import type { Reader } from "../lib/readers.ts";
import { printFonts, type Run } from "./print-fonts.ts";

export interface PrintInfo { title: string; author: string; subject: string; made: Date }

/** Lines are set from left to right only. */
export function printedIn({ language, direction }: Pick<Reader, "language" | "direction">): Reader["language"] {
  return direction === "rtl" ? SOURCE_LANGUAGE : language;
}

/** A document of A4 as PDF 1.7, tagged for screen readers, with its fonts inside. pdfkit is loaded with the first document: the start of the server need not wait for it. */
export async function openDocument({ title, author, subject, made }: PrintInfo, language: Reader["language"], layout: "portrait" | "landscape" = "portrait"): Promise<PDFKit.PDFDocument> {
  const { default: PDFDocument } = await import("pdfkit");
  const info = { Title: title, Author: author, Subject: subject, CreationDate: made, ModDate: made };
  const [first] = printFonts();
  const options = { size: "A4", layout, margin: 0, pdfVersion: "1.7" as const, subset: "PDF/UA", tagged: true, lang: LOCALES[language], displayTitle: true, font: first!.bytes as unknown as string, info };
  const doc = new PDFDocument(options as PDFKit.PDFDocumentOptions);
  for (const font of printFonts()) doc.registerFont(font.name, font.bytes);
  return doc;
}

/** How wide a stretch is, in points. */
export function measureOn(doc: PDFKit.PDFDocument): (run: Run, size: number) => number {
  return ({ font, text }, size) => doc.font(font.name).fontSize(size).widthOfString(text);
}

/** Writes one line from this place on. */
export function drawRuns(doc: PDFKit.PDFDocument, runs: readonly Run[], size: number, x: number, y: number): void {
  const measure = measureOn(doc);
  let place = x;
  for (const run of runs) {
    doc.font(run.font.name).fontSize(size).text(run.text, place, y, { lineBreak: false });
    place += measure(run, size);
  }
}

/** Something that is only there to be seen. */
export function artifact(doc: PDFKit.PDFDocument, draw: () => void): void {
  doc.markContent("Artifact", { type: "Layout" });
  draw();
  doc.endMarkedContent();
}

export function bytesOf(doc: PDFKit.PDFDocument): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const parts: Buffer[] = [];
    doc.on("data", (part: Buffer) => parts.push(part)).on("end", () => resolve(Buffer.concat(parts))).on("error", reject);
    doc.end();
  });
}
