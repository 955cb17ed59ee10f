import { crc32, deflateRawSync } from "node:zlib";

/** An entry as its makers would have it, honest or not. */
export interface RawEntry { name: string | Buffer; content?: string | Buffer; method?: number; flags?: number; attributes?: number; claimed?: number; checksum?: number }

interface Made { local: Buffer; central: Buffer; at: number }

/** A ZIP archive that says exactly what it is told to say (PKWARE APPNOTE 4.3). */
export function rawZip(entries: readonly RawEntry[], claimedCount = entries.length): Buffer {
  let at = 0;
  const made = entries.map((entry) => {
    const one = rawEntry(entry, at);
    at += one.local.length;
    return one;
  });
  const directory = Buffer.concat(made.map(({ central }) => central));
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(claimedCount, 8);
  end.writeUInt16LE(claimedCount, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...made.map(({ local }) => local), directory, end]);
}

function rawEntry({ name, content = "", method = 8, flags = 0, attributes = 0, claimed, checksum }: RawEntry, at: number): Made {
  const [path, bytes] = [Buffer.from(name as string), Buffer.from(content as string)];
  const packed = method === 8 ? deflateRawSync(bytes) : bytes;
  const common = Buffer.alloc(26);
  common.writeUInt16LE(20, 0);
  common.writeUInt16LE(flags, 2);
  common.writeUInt16LE(method, 4);
  common.writeUInt32LE(checksum ?? crc32(bytes), 10);
  common.writeUInt32LE(packed.length, 14);
  common.writeUInt32LE(claimed ?? bytes.length, 18);
  common.writeUInt16LE(path.length, 22);
  const tail = Buffer.alloc(14);
  tail.writeUInt32LE(attributes >>> 0, 6);
  tail.writeUInt32LE(at, 10);
  return {
    at, local: Buffer.concat([Buffer.from("PK\x03\x04"), common, path, packed]),
    central: Buffer.concat([Buffer.from("PK\x01\x02\x14\x03"), common, tail, path]),
  };
}
