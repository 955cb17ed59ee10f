/** The lines of one question, without their ends. `line`: where it begins, from 1. Comments stand apart. */
export interface Block { line: number; text: string; comments: string }

/** GIFT parts questions by blank lines. A comment counts as a line with nothing but a space, so that it parts nothing. */
export function blocksOf(text: string): Block[] {
  const blocks: Block[] = [];
  let open: { line: number; lines: string[]; comments: string[] } | undefined;
  const close = () => {
    const block = open && { line: open.line, text: open.lines.join("\n"), comments: open.comments.join("\n") };
    if (block && block.text.trim() !== "") blocks.push(...withoutLead(block).flatMap(parted));
    open = undefined;
  };
  for (const [index, raw] of text.split(/\r\n|\n|\r/).entries()) {
    const line = raw.replace(/^[ \t\n\r\0\v]+|(?<![ \t\n\r\0\v])[ \t\n\r\0\v]+$/g, "");
    if (line === "") close();
    else {
      open ??= { line: index + 1, lines: [], comments: [] };
      const isComment = line.startsWith("//");
      open.lines.push(isComment ? " " : line);
      if (isComment) open.comments.push(line);
    }
  }
  close();
  return joined(blocks);
}

/** Comments in front, and a category that no blank line parts from its first question. */
function withoutLead({ line, text, comments }: Block): Block[] {
  const lead = /^\s*/.exec(text)![0];
  const block = { line: line + lead.split("\n").length - 1, text: text.slice(lead.length).trimEnd(), comments };
  const end = block.text.startsWith("$CATEGORY:") ? block.text.indexOf("\n") : -1;
  if (end < 0) return [block];
  return [{ ...block, text: block.text.slice(0, end) }, ...withoutLead({ line: block.line + 1, text: block.text.slice(end + 1), comments })];
}

/** A question that is not parted from the one before begins on its own line behind a closing brace, and has braces too. */
function parted(block: Block): Block[] {
  const open = unescaped(block.text, "{", 0);
  const closed = open < 0 ? -1 : unescaped(block.text, "}", open);
  const end = closed < 0 ? -1 : block.text.indexOf("\n", closed);
  if (end < 0 || block.text.slice(closed + 1, end).trim() !== "" || unescaped(block.text, "{", end) < 0) return [block];
  const rest = block.text.slice(end + 1);
  return [{ ...block, text: block.text.slice(0, end) }, ...withoutLead({ line: block.line + block.text.slice(0, end + 1).split("\n").length - 1, text: rest, comments: block.comments }).flatMap(parted)];
}

/** Where a sign stands that no backslash takes the meaning from; -1 where it does not. */
export function unescaped(text: string, sign: string, from: number): number {
  for (let at = from; at < text.length; at++) {
    if (text[at] === "\\" && "\\:#={}~n".includes(text[at + 1] ?? " ")) at += 1;
    else if (text[at] === sign) return at;
  }
  return -1;
}

/** What a blank line within braces tore apart is one broken question, not several. */
function joined(blocks: readonly Block[]): Block[] {
  const whole: Block[] = [];
  let torn: Block | undefined;
  for (const block of blocks) {
    const [open, close] = [unescaped(block.text, "{", 0), unescaped(block.text, "}", 0)];
    if (torn && open < 0) {
      torn.text += `\n\n${block.text}`;
      if (close >= 0) torn = undefined;
      continue;
    }
    torn = open >= 0 && close < 0 ? { ...block } : undefined;
    whole.push(torn ?? block);
  }
  return whole;
}
