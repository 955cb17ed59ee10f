import { brotliDecompressSync } from "node:zlib";
import { byteReader, type ByteReader } from "./byte-reader.ts";
import { readGlyphs } from "./woff2-glyphs.ts";

const TAGS = ("cmap head hhea hmtx maxp name OS/2 post cvt  fpgm glyf loca prep CFF  VORG EBDT EBLC gasp hdmx kern LTSH PCLT VDMX vhea vmtx BASE GDEF GPOS GSUB EBSC JSTF MATH CBDT CBLC COLR CPAL SVG  "
  + "sbix acnt avar bdat bloc bsln cvar fdsc feat fmtx fvar gvar hsty just lcar mort morx opbd prop trak Zapf Silf Glat Gloc Feat Sill").match(/.{4}(?: |$)/g)!.map((tag) => tag.slice(0, 4));
/** What makes a font variable. Without it every reader takes its default, which is what we want in print. */
const VARIATIONS = new Set(["fvar", "gvar", "avar", "cvar", "HVAR", "VVAR", "MVAR", "STAT"]);

interface Entry { tag: string; length: number; isTransformed: boolean }

/**
 * A TrueType font out of a WOFF2 file (W3C Recommendation "WOFF File Format 2.0"), as programs that make PDFs need it: glyphs are rebuilt, what makes it variable is left out.
 * @throws Error for anything that is no WOFF2 file with TrueType outlines
 */
export function trueTypeOf(woff2: Buffer): Buffer {
  const head = byteReader(woff2);
  if (head.u32() !== 0x774f4632 || head.u32() !== 0x00010000) throw new Error("This is no WOFF2 file with TrueType outlines.");
  head.take(4);
  const count = head.u16();
  head.take(6);
  const compressed = head.u32();
  head.take(24);
  const entries = Array.from({ length: count }, () => entryIn(head));
  const data = byteReader(brotliDecompressSync(head.take(compressed)));
  const tables = new Map(entries.map(({ tag, length, isTransformed }) => [tag, { bytes: data.take(length), isTransformed }]));
  return fontOf(rebuilt(tables));
}

function entryIn(head: ByteReader): Entry {
  const flags = head.u8();
  const tag = (flags & 63) === 63 ? head.take(4).toString("latin1") : TAGS[flags & 63]!;
  const isOutline = tag === "glyf" || tag === "loca";
  const isTransformed = isOutline ? flags >> 6 !== 3 : flags >> 6 !== 0;
  const original = head.variable();
  return { tag, isTransformed, length: isTransformed ? head.variable() : original };
}

type Tables = Map<string, { bytes: Buffer; isTransformed: boolean }>;

function rebuilt(tables: Tables): Map<string, Buffer> {
  const plain = new Map([...tables].filter(([tag]) => !VARIATIONS.has(tag)).map(([tag, { bytes }]) => [tag, bytes]));
  const glyphs = tables.get("glyf");
  if (!glyphs?.isTransformed || tables.get("hmtx")?.isTransformed) throw new Error("This font is packed in a way that is not read here.");
  const { glyf, loca } = readGlyphs(glyphs.bytes);
  const head = Buffer.from(plain.get("head")!);
  head.writeInt16BE(1, 50);
  return plain.set("glyf", glyf).set("loca", loca).set("head", head);
}

/** Puts tables behind a directory; check sums stay zero, since nothing that we use looks at them. */
function fontOf(tables: Map<string, Buffer>): Buffer {
  const sorted = [...tables].sort(([one], [other]) => (one < other ? -1 : 1));
  const directory = Buffer.alloc(12 + 16 * sorted.length);
  directory.writeUInt32BE(0x00010000, 0);
  directory.writeUInt16BE(sorted.length, 4);
  let offset = directory.length;
  const parts = sorted.map(([tag, bytes], place) => {
    directory.write(tag, 12 + 16 * place, "latin1");
    directory.writeUInt32BE(offset, 20 + 16 * place);
    directory.writeUInt32BE(bytes.length, 24 + 16 * place);
    const padded = Buffer.concat([bytes, Buffer.alloc((4 - (bytes.length % 4)) % 4)]);
    offset += padded.length;
    return padded;
  });
  return Buffer.concat([directory, ...parts]);
}
