import { inflateSync } from "node:zlib";

/** What somebody can select and copy out of a PDF that pdfkit made, line by line; and its other objects as text. */
export function readPdf(pdf: Buffer): { text: string; objects: string; hasFonts: boolean } {
  const raw = pdf.toString("latin1");
  const objects = new Map([...raw.matchAll(/(\d+) 0 obj\n([\s\S]*?)\nendobj/g)].map(([, number, body]) => [number!, body!]));
  const streamOf = (body: string) => { const bytes = Buffer.from(/stream\n([\s\S]*?)\nendstream/.exec(body)![1]!, "latin1"); return body.includes("/FlateDecode") ? inflateSync(bytes).toString("latin1") : bytes.toString("latin1"); };
  const fonts = new Map([...raw.matchAll(/\/(F\d+) (\d+) 0 R/g)].map(([, name, number]) => {
    const map = /\/ToUnicode (\d+) 0 R/.exec(objects.get(number!) ?? "")?.[1];
    return [name!, map ? signsIn(streamOf(objects.get(map)!)) : []];
  }));
  const contents = [...raw.matchAll(/\/Contents (\d+) 0 R/g)].map(([, number]) => streamOf(objects.get(number!)!)).join("\n");
  let [font, height] = ["", ""];
  const pieces = [...contents.matchAll(/ ([\d.]+) Tm\n|\/(F\d+) [\d.]+ Tf|\[([^\]]*)\] TJ/g)].map(([, y, name, shown]) => {
    if (name) font = name;
    if (y && y !== height) return ([height] = [y], "\n");
    return shown === undefined ? "" : [...shown.matchAll(/<([0-9a-f]+)>/g)].flatMap(([, hex]) => hex!.match(/.{4}/g)!).map((code) => fonts.get(font)![parseInt(code, 16)] ?? "?").join("");
  });
  return { text: pieces.join("").trim(), objects: [...objects.values()].join("\n"), hasFonts: raw.includes("/FontFile2") };
}

/** The list of what each glyph stands for, in pdfkit's one form of it. */
function signsIn(map: string): string[] {
  return [...map.matchAll(/<[0-9a-f]{4}> <[0-9a-f]{4}> \[([^\]]*)\]/g)].flatMap(([, list]) => [...list!.matchAll(/<([0-9a-f ]*)>/g)].map(([, hex]) => Buffer.from(hex!.replaceAll(" ", ""), "hex").swap16().toString("utf16le")));
}
