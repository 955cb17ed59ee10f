const VOID = new Set(["area", "base", "br", "circle", "col", "hr", "img", "input", "line", "link", "meta", "path", "polygon", "polyline", "rect"]);
const READ_ALOUD = /\s(?:aria-label|message|placeholder|title|content|data-(?:warning|gained|more|up|down|moved|on|off))="([^"]*)"/g;
const PIECE = /<!--[^]*?-->|<(script|style)\b[^]*?<\/\1>|<(\/?)([a-z][a-z0-9-]*)([^>]*)>|([^<]+)/gi;

/** What a page says in its own language: its text, and the attributes that are read aloud. What is marked as another language is left out. */
export function spokenBy(html: string): string[] {
  const [own] = [/<html lang="([^"]+)"/.exec(html)![1]!];
  const open: { name: string; language: string }[] = [];
  const said: string[] = [];
  const here = () => open.at(-1)?.language ?? own;
  for (const [, , end, name, attributes = "", text] of html.matchAll(PIECE)) {
    if (text !== undefined) { if (here() === own && text.trim()) said.push(plain(text)); continue; }
    if (!name) continue;
    if (end) { if (open.some((element) => element.name === name)) while (open.pop()!.name !== name); continue; }
    const language = /\slang="([^"]+)"/.exec(attributes)?.[1] ?? here();
    if (language === own) said.push(...[...attributes.matchAll(READ_ALOUD)].map(([, value]) => plain(value!)));
    if (!VOID.has(name) && !attributes.endsWith("/")) open.push({ name, language });
  }
  return said;
}

function plain(text: string): string {
  return text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&#34;", '"').replaceAll("&#39;", "'").replaceAll("&amp;", "&").replace(/\{[a-z]+\}/g, "").replace(/\s+/g, " ").trim();
}
