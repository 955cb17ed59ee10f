/** Reads a file of fonts from its beginning; numbers are big-endian. A read behind the end throws a RangeError. */
export interface ByteReader { u8: () => number; u16: () => number; i16: () => number; u32: () => number; take: (length: number) => Buffer; variable: () => number; short: () => number; at: () => number }

export function byteReader(bytes: Buffer, from = 0): ByteReader {
  let place = from;
  const step = (length: number) => (place += length) - length;
  const reader: ByteReader = {
    u8: () => bytes.readUInt8(step(1)), u16: () => bytes.readUInt16BE(step(2)), i16: () => bytes.readInt16BE(step(2)), u32: () => bytes.readUInt32BE(step(4)), at: () => place,
    take(length) {
      if (place + length > bytes.length) throw new RangeError("The file ends too early.");
      return bytes.subarray(step(length), place);
    },
    /** UIntBase128 of WOFF2, section 4.1. */
    variable() {
      let value = 0;
      for (let i = 0; i < 5; i++) {
        const byte = reader.u8();
        value = value * 128 + (byte & 0x7f);
        if (byte < 0x80) return value;
      }
      throw new RangeError("A number is longer than five bytes.");
    },
    /** 255UInt16 of WOFF2, section 4.1. */
    short() {
      const code = reader.u8();
      if (code === 253) return reader.u16();
      return code < 253 ? code : reader.u8() + (code === 254 ? 506 : 253);
    },
  };
  return reader;
}
