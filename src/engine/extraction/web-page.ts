import { htmlPieces } from "../../lib/html-pieces.ts";

/** A line of a page: whether it stands in a block of prose, and in which part of the page. */
interface Line { text: string; isProse: boolean; isArticle: boolean; isMain: boolean }

/** Parts of a page that are none of its text. */
const FURNITURE = new Set(["nav", "header", "footer", "aside", "form", "head", "button", "select"]);
const PROSE = new Set(["h1", "h2", "h3", "p", "li", "blockquote"]);
const CELLS = new Set(["td", "th"]);
const BLOCKS = new Set([
  ...PROSE, ...FURNITURE, "address", "article", "body", "dd", "div", "dl", "dt", "figcaption", "figure", "h4", "h5", "h6", "hr", "html", "main", "ol", "pre", "section", "table", "tbody", "thead", "tr", "ul",
]);

const PAGE = /^\s*<(?:!doctype|html|article|body)[\s>]/i;

/** Whether a text is the source of a web page, or of the part of one that holds its article. */
export function isPage(text: string): boolean {
  return PAGE.test(text);
}

/**
 * The text of a web page, a line for each block and each row of a table: of its first article, else of its main part, else of all of it, without menus, headers, footers and forms.
 * Where headings, paragraphs, items, quotations or cells hold text, only these count. It takes one pass and never fails: a page that is none gives what words there are.
 */
export function textOfPage(html: string): string {
  const lines = linesOf(html);
  const part = [lines.filter(({ isArticle }) => isArticle), lines.filter(({ isMain }) => isMain)].find(({ length }) => length > 0) ?? lines;
  const prose = part.filter(({ isProse }) => isProse);
  return (prose.length > 0 ? prose : part).map(({ text }) => text).join("\n");
}

function linesOf(html: string): Line[] {
  const lines: Line[] = [];
  const depth = { furniture: 0, article: 0, main: 0 };
  let [words, isProse, articles]: [string[], boolean, number] = [[], false, 0];
  let [hasWords, isNextCell] = [false, false];
  const end = () => {
    const text = words.join("").replace(/\s+/g, " ").trim();
    if (text !== "") lines.push({ text, isProse, isArticle: depth.article > 0 && articles === 1, isMain: depth.main > 0 });
    [words, hasWords, isNextCell] = [[], false, false];
  };
  const say = (text: string) => {
    const isWord = text.trim() !== "";
    if (isNextCell && isWord) words.push(" | ");
    if (isWord) [hasWords, isNextCell] = [true, false];
    words.push(text);
  };
  const step = (name: string, by: 1 | -1) => {
    if (FURNITURE.has(name)) depth.furniture = Math.max(0, depth.furniture + by);
    if (name === "article" && by === 1 && depth.article === 0) articles += 1;
    if (name === "article" || name === "main") depth[name] = Math.max(0, depth[name] + by);
  };
  for (const piece of htmlPieces(html)) {
    if ("text" in piece) {
      if (depth.furniture === 0) say(piece.text);
      continue;
    }
    const name = "open" in piece ? piece.open : piece.close;
    if (name === "br") words.push(" ");
    if (CELLS.has(name) && "open" in piece) [isProse, isNextCell] = [true, hasWords];
    if (!BLOCKS.has(name)) continue;
    end();
    isProse = "open" in piece && (PROSE.has(name) || (isProse && name !== "div"));
    step(name, "open" in piece ? 1 : -1);
  }
  end();
  return lines;
}
