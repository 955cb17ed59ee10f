import { byteReader, type ByteReader } from "./byte-reader.ts";

/** The table `glyf` as WOFF2 packs it (section 5.1): seven streams, each with one kind of thing for all glyphs in turn. */
interface Streams { contours: ByteReader; points: ByteReader; flags: ByteReader; glyphs: ByteReader; composites: ByteReader; bitmap: Buffer; boxes: ByteReader; instructions: ByteReader }

/** Unpacks outlines into the tables `glyf` and `loca` (with long offsets) of TrueType. */
export function readGlyphs(packed: Buffer): { glyf: Buffer; loca: Buffer } {
  const reader = byteReader(packed, 4);
  const count = reader.u16();
  reader.take(2);
  const [contours, points, flags, glyphs, composites, boxes, instructions] = Array.from({ length: 7 }, () => reader.u32()).map((size) => reader.take(size)) as [Buffer, Buffer, Buffer, Buffer, Buffer, Buffer, Buffer];
  const mapped = 4 * Math.floor((count + 31) / 32);
  const streams = {
    contours: byteReader(contours), points: byteReader(points), flags: byteReader(flags), glyphs: byteReader(glyphs), composites: byteReader(composites),
    bitmap: boxes.subarray(0, mapped), boxes: byteReader(boxes, mapped), instructions: byteReader(instructions),
  };
  const loca = Buffer.alloc(4 * (count + 1));
  let offset = 0;
  const outlines = Array.from({ length: count }, (_, place) => {
    const outline = outlineOf(streams, place);
    offset += outline.length;
    loca.writeUInt32BE(offset, 4 * (place + 1));
    return outline;
  });
  return { glyf: Buffer.concat(outlines), loca };
}

function outlineOf(streams: Streams, place: number): Buffer {
  const contours = streams.contours.i16();
  const box = (streams.bitmap[place >> 3]! >> (7 - (place & 7))) & 1 ? streams.boxes.take(8) : undefined;
  if (contours === 0) return Buffer.alloc(0);
  const outline = contours < 0 ? compositeOf(streams, box!) : simpleOf(streams, contours, box);
  return Buffer.concat([outline, Buffer.alloc((4 - (outline.length % 4)) % 4)]);
}

const [WORDS, SCALED, MORE, XY_SCALED, MATRIX, INSTRUCTED] = [0x1, 0x8, 0x20, 0x40, 0x80, 0x100];

/** Made of other glyphs: the same bytes as in TrueType, up to its instructions. */
function compositeOf({ composites, glyphs, instructions }: Streams, box: Buffer): Buffer {
  const parts: Buffer[] = [words([-1]), box];
  let [flags, isInstructed] = [MORE, false];
  while (flags & MORE) {
    const start = composites.take(4);
    flags = start.readUInt16BE(0);
    isInstructed ||= (flags & INSTRUCTED) !== 0;
    const scale = flags & SCALED ? 2 : flags & XY_SCALED ? 4 : flags & MATRIX ? 8 : 0;
    parts.push(start, composites.take((flags & WORDS ? 4 : 2) + scale));
  }
  if (!isInstructed) return Buffer.concat(parts);
  const length = glyphs.short();
  return Buffer.concat([...parts, words([length]), instructions.take(length)]);
}

function simpleOf({ points, flags, glyphs, instructions }: Streams, contours: number, box: Buffer | undefined): Buffer {
  const ends: number[] = [];
  for (let i = 0, end = -1; i < contours; i++) ends.push((end += points.short()));
  const marks = Array.from({ length: ends.at(-1)! + 1 }, () => { const flag = flags.u8(); return { isOn: flag < 0x80, step: stepOf(flag & 0x7f, glyphs) }; });
  const length = glyphs.short();
  return Buffer.concat([
    words([contours]), box ?? boxAround(marks.map(({ step }) => step)), words(ends), words([length]), instructions.take(length),
    Buffer.from(marks.map(({ isOn }) => (isOn ? 1 : 0))), words(marks.map(({ step }) => step[0])), words(marks.map(({ step }) => step[1])),
  ]);
}

/** From one point to the next, in font units: the triplets of section 5.2. */
function stepOf(flag: number, glyphs: ByteReader): [number, number] {
  const signed = (bits: number, size: number) => (bits & 1 ? size : -size);
  const byte = glyphs.u8();
  if (flag < 10) return [0, signed(flag, ((flag & 14) << 7) + byte)];
  if (flag < 20) return [signed(flag, (((flag - 10) & 14) << 7) + byte), 0];
  if (flag < 84) return [signed(flag, 1 + ((flag - 20) & 0x30) + (byte >> 4)), signed(flag >> 1, 1 + (((flag - 20) & 0x0c) << 2) + (byte & 0x0f))];
  if (flag < 120) return [signed(flag, 1 + (Math.floor((flag - 84) / 12) << 8) + byte), signed(flag >> 1, 1 + ((((flag - 84) % 12) >> 2) << 8) + glyphs.u8())];
  const second = glyphs.u8();
  if (flag < 124) return [signed(flag, (byte << 4) + (second >> 4)), signed(flag >> 1, ((second & 0x0f) << 8) + glyphs.u8())];
  return [signed(flag, (byte << 8) + second), signed(flag >> 1, glyphs.u16())];
}

function boxAround(steps: readonly (readonly [number, number])[]): Buffer {
  let [x, y] = [0, 0];
  const [xs, ys]: [number[], number[]] = [[], []];
  for (const [right, up] of steps) { xs.push((x += right)); ys.push((y += up)); }
  return words([Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)]);
}

/** Numbers of 16 bits. */
function words(numbers: readonly number[]): Buffer {
  const bytes = Buffer.alloc(2 * numbers.length);
  numbers.forEach((number, place) => bytes.writeUInt16BE(number & 0xffff, 2 * place));
  return bytes;
}
