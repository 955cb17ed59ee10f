/** Pictures of a size, without anything to see in them. */
export function pngOf(width: number, height: number, end = "\0\0\0\0IEND\xaeB`\x82"): Buffer {
  const header = Buffer.from("\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR\0\0\0\0\0\0\0\0\x08\x06\0\0\0\0\0\0\0", "latin1");
  header.writeUInt32BE(width, 16);
  header.writeUInt32BE(height, 20);
  return Buffer.concat([header, Buffer.from(end, "latin1")]);
}

export function gifOf(width: number, height: number, version = "89a"): Buffer {
  const header = Buffer.from(`GIF${version}\0\0\0\0\0\0\0;`, "latin1");
  header.writeUInt16LE(width, 6);
  header.writeUInt16LE(height, 8);
  return header;
}

/** With a comment, a fill byte and a table in front of the frame, as cameras write them. */
export function jpegOf(width: number, height: number, frame = 0xc2): Buffer {
  const header = Buffer.from("\xff\xd8\xff\xe0\0\x04JF\xff\xfe\0\x06note\xff\xff\xc4\0\x05abc\xff\xc0\0\x0b\x08\0\0\0\0\x01\x01\x11\0", "latin1");
  const at = header.length - 13;
  header[at + 1] = frame;
  header.writeUInt16BE(height, at + 5);
  header.writeUInt16BE(width, at + 7);
  return header;
}

export function webpOf(kind: "VP8 " | "VP8L" | "VP8X", width: number, height: number): Buffer {
  const header = Buffer.alloc(30);
  header.write(`RIFF\x16\0\0\0WEBP${kind}\x0a\0\0\0`, "latin1");
  if (kind === "VP8X") {
    header.writeUIntLE(width - 1, 24, 3);
    header.writeUIntLE(height - 1, 27, 3);
  } else if (kind === "VP8L") {
    header[20] = 0x2f;
    header.writeUInt32LE((width - 1) + (height - 1) * 0x4000, 21);
  } else {
    header.write("\x30\x01\0\x9d\x01\x2a", 20, "latin1");
    header.writeUInt16LE(width, 26);
    header.writeUInt16LE(height | 0x4000, 28);
  }
  return header;
}
