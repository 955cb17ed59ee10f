import { SOURCE_LANGUAGE } from "../lib/languages.ts";
import { readerOf, type Reader } from "../lib/readers.ts";
import { bytesOf, drawRuns, measureOn, openDocument, printedIn } from "./print-document.ts";
import { isPrintable } from "./print-fonts.ts";
import { setText } from "./print-lines.ts";

/** What a certificate says; times are ISO, `address` is where it can be checked. */
export interface CertificateWords { name: string; title: string; number: string; issuedAt: string; expiresAt: string; address: string }
/** Whose certificate it is. A logo is a PNG or JPEG. */
export interface Issuer { name: string; logo?: Uint8Array | undefined; accent?: string }

const DEBRIEF: Issuer = { name: "Debrief" };

const [MARGIN, TOP, WIDTH] = [72, 84, 451];
const [INK, SOFT, RULE] = ["#1a1e23", "#474e56", "#83857f"];
type Tag = "H1" | "H2" | "P";

/** One page of A4 as PDF 1.7, in the language of its holder, tagged for screen readers, with its fonts inside. The same words give the same bytes. */
export async function certificateDocument(words: CertificateWords, holder: Pick<Reader, "language" | "direction">, issuer = DEBRIEF): Promise<Buffer> {
  const { language, t } = readerOf(printedIn(holder), "UTC");
  const name = words.name.normalize("NFC");
  const doc = await openDocument({ title: t("certificate.title", { title: words.title }), author: issuer.name, subject: name, made: new Date(words.issuedAt) }, language);
  const write = writerOn(doc);
  rule(doc, TOP, 3, issuer.accent ?? INK);
  drawLogo(doc, issuer);
  write("P", issuer.name, TOP + 14, { sizes: [12, 9] });
  write("H1", t("certificate.kind"), 190, { sizes: [15], color: SOFT });
  let y = write("P", name, 216, { sizes: [38, 32, 26, 21, 16], most: 3 });
  y = write("P", t("certificate.document.passed"), y + 16, { sizes: [15], color: SOFT });
  y = write("H2", words.title, y + 6, { sizes: [27, 23, 19, 15], most: 4 });
  y = write("P", t("certificate.document.dates", { passed: { on: words.issuedAt }, until: { on: words.expiresAt } }), y + 22, { sizes: [14] });
  if (!isPrintable(name + words.title)) write("P", t("certificate.document.crossed"), y + 8, { sizes: [10], color: SOFT });
  rule(doc, 640, 0.5, RULE);
  y = write("P", t("certificate.document.number", { number: words.number }), 654, { sizes: [14] });
  y = write("P", t("certificate.document.check"), y + 8, { sizes: [10.5], color: SOFT });
  y = write("P", words.address, y + 2, { sizes: [10.5, 9, 7.5], most: 2 });
  write("P", t("certificate.document.meaning"), y + 8, { sizes: [10.5], color: SOFT });
  return bytesOf(doc);
}

interface Look { sizes: readonly number[]; most?: number; color?: string }

/** Writes text from the height `y` on, in points, and gives the height below it. */
function writerOn(doc: PDFKit.PDFDocument): (tag: Tag, text: string, y: number, look: Look) => number {
  const measure = measureOn(doc);
  return (tag, text, y, { sizes, most = 2, color = INK }) => {
    const { size, lines } = setText(text, sizes, WIDTH, most, measure);
    const draw = () => lines.forEach((runs, place) => drawRuns(doc.fillColor(color), runs, size, MARGIN, y + place * size * 1.25));
    doc.addStructure(doc.struct(tag, { actual: text }, draw));
    return y + lines.length * size * 1.25;
  };
}

const LOGO = { width: 140, height: 44 };

/** Above the rule, at the end of the line. The name stands in words below, so it is only there to be seen. */
function drawLogo(doc: PDFKit.PDFDocument, { logo }: Issuer): void {
  if (!logo) return;
  doc.markContent("Artifact", { type: "Layout" });
  doc.image(Buffer.from(logo), MARGIN + WIDTH - LOGO.width, TOP - LOGO.height - 12, { fit: [LOGO.width, LOGO.height], align: "right", valign: "bottom" });
  doc.endMarkedContent();
}

/** A line that is only there to be seen. */
function rule(doc: PDFKit.PDFDocument, y: number, thickness: number, color: string): void {
  doc.markContent("Artifact", { type: "Layout" });
  doc.moveTo(MARGIN, y).lineTo(MARGIN + WIDTH, y).lineWidth(thickness).strokeColor(color).stroke();
  doc.endMarkedContent();
}

const TRIAL: CertificateWords = { name: "A", title: "A", number: "A", issuedAt: "2026-01-01T00:00:00.000Z", expiresAt: "2026-01-01T00:00:00.000Z", address: "A" };

/** Whether a picture can stand on a document: its header alone does not say. */
export async function canPrint(logo: Uint8Array): Promise<boolean> {
  return certificateDocument(TRIAL, { language: SOURCE_LANGUAGE, direction: "ltr" }, { name: "A", logo }).then(() => true, () => false);
}
