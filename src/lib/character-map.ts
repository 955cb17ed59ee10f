/** The characters (code points up to U+FFFF) that a TrueType font has glyphs for: its table `cmap` in format 4 (OpenType specification, "cmap"). */
export function charactersOf(font: Buffer): Set<number> {
  const map = tableOf(font, "cmap");
  const places = Array.from({ length: map.readUInt16BE(2) }, (_, index) => map.readUInt32BE(8 + 8 * index));
  const characters = new Set<number>();
  for (const place of new Set(places)) if (map.readUInt16BE(place) === 4) addSegments(map.subarray(place), characters);
  return characters;
}

function tableOf(font: Buffer, tag: string): Buffer {
  for (let entry = 12; entry < 12 + 16 * font.readUInt16BE(4); entry += 16) {
    if (font.toString("latin1", entry, entry + 4) === tag) return font.subarray(font.readUInt32BE(entry + 8), font.readUInt32BE(entry + 8) + font.readUInt32BE(entry + 12));
  }
  throw new Error(`The font has no table ${tag}.`);
}

function addSegments(map: Buffer, characters: Set<number>): void {
  const size = map.readUInt16BE(6);
  for (let at = 0; at < size; at += 2) {
    const [end, start, delta, offset] = [map.readUInt16BE(14 + at), map.readUInt16BE(16 + size + at), map.readUInt16BE(16 + 2 * size + at), map.readUInt16BE(16 + 3 * size + at)];
    for (let code = start; code <= end && code < 0xffff; code++) {
      const glyph = offset === 0 ? (code + delta) & 0xffff : map.readUInt16BE(16 + 3 * size + at + offset + 2 * (code - start));
      if (glyph !== 0) characters.add(code);
    }
  }
}
