import { formatEdtf } from "../lib/edtf.ts";
import { isPrintable, printFonts, type Run } from "./print-fonts.ts";
import { setText } from "./print-lines.ts";

/** What a certificate says; times are ISO, `address` is where it can be checked. */
export interface CertificateWords { name: string; title: string; number: string; issuedAt: string; expiresAt: string; address: string }

const [MARGIN, TOP, WIDTH] = [72, 84, 451];
const [INK, SOFT, RULE] = ["#1a1e23", "#474e56", "#83857f"];
type Tag = "H1" | "H2" | "P";

/** One page of A4 as PDF 1.7, tagged for screen readers, with its fonts inside. The same words give the same bytes. */
export async function certificateDocument(words: CertificateWords): Promise<Buffer> {
  const name = words.name.normalize("NFC");
  const doc = await openDocument(name, words);
  const write = writerOn(doc);
  rule(doc, TOP, 3, INK);
  write("P", "Debrief", TOP + 14, { sizes: [12] });
  write("H1", "Certificate", 190, { sizes: [15], color: SOFT });
  let y = write("P", name, 216, { sizes: [38, 32, 26, 21, 16], most: 3 });
  y = write("P", "has passed the quiz", y + 16, { sizes: [15], color: SOFT });
  y = write("H2", words.title, y + 6, { sizes: [27, 23, 19, 15], most: 4 });
  y = write("P", `Passed on ${formatEdtf(words.issuedAt.slice(0, 10))}. Valid until ${formatEdtf(words.expiresAt.slice(0, 10))}.`, y + 22, { sizes: [14] });
  if (!isPrintable(name + words.title)) write("P", "A crossed box stands for a letter that the typeface of this document does not have.", y + 8, { sizes: [10], color: SOFT });
  rule(doc, 640, 0.5, RULE);
  y = write("P", `Number ${words.number}`, 654, { sizes: [14] });
  y = write("P", "Whether it is still valid can be checked by anybody, without signing in, at", y + 8, { sizes: [10.5], color: SOFT });
  y = write("P", words.address, y + 2, { sizes: [10.5, 9, 7.5], most: 2 });
  write("P", "It says that this person reached the pass mark of this quiz on that day, and nothing else.", y + 8, { sizes: [10.5], color: SOFT });
  return bytesOf(doc);
}

/** pdfkit is loaded with the first document: the start of the server need not wait for it. */
async function openDocument(name: string, { title, issuedAt }: CertificateWords): Promise<PDFKit.PDFDocument> {
  const { default: PDFDocument } = await import("pdfkit");
  const made = new Date(issuedAt);
  const info = { Title: `Certificate: ${title}`, Author: "Debrief", Subject: name, CreationDate: made, ModDate: made };
  const [first] = printFonts();
  const options = { size: "A4", margin: 0, pdfVersion: "1.7" as const, subset: "PDF/UA", tagged: true, lang: "en-GB", displayTitle: true, font: first!.bytes as unknown as string, info };
  const doc = new PDFDocument(options as PDFKit.PDFDocumentOptions);
  for (const font of printFonts()) doc.registerFont(font.name, font.bytes);
  return doc;
}

interface Look { sizes: readonly number[]; most?: number; color?: string }

/** Writes text from the height `y` on, in points, and gives the height below it. */
function writerOn(doc: PDFKit.PDFDocument): (tag: Tag, text: string, y: number, look: Look) => number {
  const measure = ({ font, text }: Run, size: number) => doc.font(font.name).fontSize(size).widthOfString(text);
  return (tag, text, y, { sizes, most = 2, color = INK }) => {
    const { size, lines } = setText(text, sizes, WIDTH, most, measure);
    const draw = () => lines.forEach((runs, place) => drawLine(doc.fillColor(color), runs, size, y + place * size * 1.25, measure));
    doc.addStructure(doc.struct(tag, { actual: text }, draw));
    return y + lines.length * size * 1.25;
  };
}

function drawLine(doc: PDFKit.PDFDocument, runs: readonly Run[], size: number, y: number, measure: (run: Run, size: number) => number): void {
  let x = MARGIN;
  for (const run of runs) {
    doc.font(run.font.name).fontSize(size).text(run.text, x, y, { lineBreak: false });
    x += measure(run, size);
  }
}

/** A line that is only there to be seen. */
function rule(doc: PDFKit.PDFDocument, y: number, thickness: number, color: string): void {
  doc.markContent("Artifact", { type: "Layout" });
  doc.moveTo(MARGIN, y).lineTo(MARGIN + WIDTH, y).lineWidth(thickness).strokeColor(color).stroke();
  doc.endMarkedContent();
}

function bytesOf(doc: PDFKit.PDFDocument): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const parts: Buffer[] = [];
    doc.on("data", (part: Buffer) => parts.push(part)).on("end", () => resolve(Buffer.concat(parts))).on("error", reject);
    doc.end();
  });
}
