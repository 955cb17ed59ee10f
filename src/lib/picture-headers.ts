/** What a picture's own header says of it: pixels. */
export interface Size { width: number; height: number }

type Read = (bytes: DataView) => Size | undefined;

/** How each kind of picture begins, and where its size stands. A reader gives nothing, or runs off the end, where the header is no proper one. */
export const HEADERS: readonly { type: "image/png" | "image/jpeg" | "image/gif" | "image/webp"; begins: RegExp; size: Read }[] = [
  { type: "image/png", begins: /^\x89PNG\r\n\x1a\n/, size: png }, // oxlint-disable-line no-control-regex -- the signature has them
  { type: "image/jpeg", begins: /^\xff\xd8\xff/, size: jpeg },
  { type: "image/gif", begins: /^GIF8[79]a/, size: (bytes) => ({ width: bytes.getUint16(6, true), height: bytes.getUint16(8, true) }) },
  { type: "image/webp", begins: /^RIFF[\s\S]{4}WEBP/, size: webp },
];

const word = (bytes: DataView, at: number) => bytes.getUint32(at);
const IHDR = 0x49484452;

/** PNG (third edition), 5.3 and 11.2.1: the first chunk is the header, and thirteen bytes long. */
function png(bytes: DataView): Size | undefined {
  return word(bytes, 8) === 13 && word(bytes, 12) === IHDR ? { width: word(bytes, 16), height: word(bytes, 20) } : undefined;
}

/** ITU-T T.81, B.2.2: the size stands in the frame header, SOF0 to SOF15 without the three codes that mean something else. */
function jpeg(bytes: DataView): Size | undefined {
  for (let at = 2; bytes.getUint8(at) === 0xff;) {
    const code = bytes.getUint8(at + 1);
    if (code >= 0xc0 && code <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(code)) return { width: bytes.getUint16(at + 7), height: bytes.getUint16(at + 5) };
    if (code === 0xda || code === 0xd9) return undefined;
    at += code === 0xff ? 1 : 2 + Math.max(2, bytes.getUint16(at + 2));
  }
  return undefined;
}

/** WebP Container Specification (RFC 9649): the first chunk is lossy, lossless or extended. */
function webp(bytes: DataView): Size | undefined {
  const low = (at: number) => bytes.getUint16(at, true);
  switch (word(bytes, 12)) {
    case 0x56503820: return word(bytes, 22) % 0x1000000 === 0x9d012a ? { width: low(26) & 0x3fff, height: low(28) & 0x3fff } : undefined;
    case 0x5650384c: return bytes.getUint8(20) === 0x2f ? lossless(bytes.getUint32(21, true)) : undefined;
    case 0x56503858: return { width: low(24) + bytes.getUint8(26) * 0x10000 + 1, height: low(27) + bytes.getUint8(29) * 0x10000 + 1 };
    default: return undefined;
  }
}

function lossless(bits: number): Size {
  return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 };
}
