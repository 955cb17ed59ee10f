const BLOCK = "blockquote|p|div|ul|ol|dl|table|h[1-6]|pre|hr|address";
const BARE_QUOTATION = new RegExp(`<blockquote([^>]*)>((?:(?!</?(?:${BLOCK})\\b)[^])+)</blockquote>`, "g");
const LINK_TO_NOWHERE = /<a(?![^>]*\shref=)[^>]*>((?:(?!<\/?a\b)[^])*)<\/a>/g;
const TABLE_TAG = /<(\/?)(table|thead|tbody|tfoot|tr)\b[^>]*?(\/?)>/g;

/** HTML as the schemas of QTI want it where browsers are more patient: rows stand in the body of their table, quotations hold blocks, and links have an address. */
export function validMarkup(xml: string): string {
  return withBodies(xml.replace(LINK_TO_NOWHERE, "$1").replace(BARE_QUOTATION, "<blockquote$1><p>$2</p></blockquote>"));
}

function withBodies(xml: string): string {
  if (!xml.includes("<table")) return xml;
  const open: string[] = [];
  return xml.replace(TABLE_TAG, (tag, closing: string, name: string, alone: string) => {
    if (closing === "" && name !== "table") return opened(open, tag, name, alone);
    if (closing === "") { open.push(name); return tag; }
    const isBare = name === "table" && open.at(-1) === "bare";
    if (isBare) open.pop();
    open.pop();
    return isBare ? `</tbody>${tag}` : tag;
  });
}

/** A row right in a table begins a body, which the next part of the table or its end closes. */
function opened(open: string[], tag: string, name: string, alone: string): string {
  const isBare = open.at(-1) === "bare";
  const begins = name === "tr" && open.at(-1) === "table";
  if (begins) open.push("bare");
  if (name !== "tr" && isBare) open.pop();
  if (alone === "") open.push(name);
  return begins ? `<tbody>${tag}` : name !== "tr" && isBare ? `</tbody>${tag}` : tag;
}
