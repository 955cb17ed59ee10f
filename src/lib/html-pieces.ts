/** A piece of a page: words, or the opening or closing of an element. `tag` is the whole of an opening, as it stands there. */
export type HtmlPiece = { text: string } | { open: string; tag: string } | { close: string };

/** Elements whose content is no markup; what is in them is passed over. */
const RAW = new Set(["script", "style", "template", "noscript", "textarea", "title", "iframe", "svg"]);

/** Cuts a page into words and tags, in one pass over it; whatever is not closed ends with the page. Words come with their entities decoded. */
export function* htmlPieces(html: string): Generator<HtmlPiece> {
  for (let at = 0; at < html.length;) {
    const tag = html.indexOf("<", at);
    if (tag < 0) return void (yield { text: decode(html.slice(at)) });
    if (tag > at) yield { text: decode(html.slice(at, tag)) };
    const [, slash, name = ""] = /^<(\/?)([a-zA-Z][a-zA-Z0-9-]{0,30})/.exec(html.slice(tag, tag + 34)) ?? [];
    if (name === "") {
      at = afterOther(html, tag);
      if (at === tag + 1) yield { text: "<" };
      continue;
    }
    const lower = name.toLowerCase();
    at = afterTag(html, tag);
    if (slash === "/") yield { close: lower };
    else if (RAW.has(lower)) at = afterRaw(html, at, lower);
    else yield { open: lower, tag: html.slice(tag, at) };
  }
}

/** As much of a tag is looked through for attributes. */
const LONGEST_TAG = 10_000;

/** The attributes of a tag that have a value, by their names in small letters; of two with one name the first. Values come with their entities decoded. */
export function attributesOf(tag: string): Map<string, string> {
  const found = tag.slice(0, LONGEST_TAG).matchAll(/(?<=[\s"'/])([a-z][a-z:-]{0,40})\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'<>]+))/gi);
  return new Map([...found].map(([, name, ...values]): [string, string] => [name!.toLowerCase(), decode(values.find((value) => value !== undefined)!)]).reverse());
}

/** Behind a comment, a declaration or a stray closing; of a lone "<" only that. */
function afterOther(html: string, tag: number): number {
  if (html.startsWith("<!--", tag)) return behind(html, "-->", tag + 4);
  return /[!?/]/.test(html[tag + 1] ?? "") ? behind(html, ">", tag) : tag + 1;
}

/** Behind the ">" that ends a tag: one within the quotation marks of an attribute does not. */
function afterTag(html: string, tag: number): number {
  for (let at = tag + 1; at < html.length; at++) {
    if (html[at] === ">") return at + 1;
    const isValue = html[at - 1] === "=" && (html[at] === '"' || html[at] === "'");
    if (isValue) at = behind(html, html[at]!, at + 1) - 1;
  }
  return html.length;
}

function afterRaw(html: string, from: number, name: string): number {
  const closing = new RegExp(`</${name}`, "gi");
  closing.lastIndex = from;
  const found = closing.exec(html);
  return found ? behind(html, ">", found.index) : html.length;
}

function behind(html: string, mark: string, from: number): number {
  const at = html.indexOf(mark, from);
  return at < 0 ? html.length : at + mark.length;
}

const NAMED: Record<string, string> = {
  amp: "&", lt: "<", gt: ">", quot: '"', apos: "'", nbsp: " ", ensp: " ", emsp: " ", thinsp: " ", shy: "", ndash: "–", mdash: "—", lsquo: "‘", rsquo: "’", sbquo: "‚", ldquo: "“", rdquo: "”", bdquo: "„",
  laquo: "«", raquo: "»", hellip: "…", bull: "•", middot: "·", pound: "£", euro: "€", yen: "¥", cent: "¢", copy: "©", reg: "®", trade: "™", deg: "°", times: "×", frac12: "½", sect: "§", para: "¶",
  aacute: "á", agrave: "à", acirc: "â", atilde: "ã", auml: "ä", aring: "å", aelig: "æ", ccedil: "ç", eacute: "é", egrave: "è", ecirc: "ê", euml: "ë", iacute: "í", icirc: "î", iuml: "ï", ntilde: "ñ",
  oacute: "ó", ograve: "ò", ocirc: "ô", otilde: "õ", ouml: "ö", oslash: "ø", oelig: "œ", scaron: "š", szlig: "ß", uacute: "ú", ugrave: "ù", ucirc: "û", uuml: "ü", yacute: "ý",
  Auml: "Ä", Aring: "Å", Ccedil: "Ç", Eacute: "É", Ntilde: "Ñ", Ouml: "Ö", Oslash: "Ø", Scaron: "Š", Uuml: "Ü",
};

function decode(text: string): string {
  return text.replace(/&(?:#(\d{1,7})|#[xX]([0-9a-fA-F]{1,6})|([a-zA-Z]{2,8}\d{0,2}));/g, (whole, decimal?: string, hex?: string, name?: string) => {
    if (name !== undefined) return NAMED[name] ?? whole;
    const point = decimal === undefined ? Number.parseInt(hex!, 16) : Number(decimal);
    return point > 0 && point <= 0x10ffff && (point < 0xd800 || point > 0xdfff) ? String.fromCodePoint(point) : "\ufffd";
  });
}
