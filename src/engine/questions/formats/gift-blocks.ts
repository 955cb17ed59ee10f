/** The lines of one question, without their ends. `line`: where it begins, from 1. Comments stand apart. */
export interface Block { line: number; text: string; comments: string }

/** GIFT parts questions by blank lines. A comment counts as a line with nothing but a space, so that it parts nothing. Undefined where there are more than `most`. */
export function blocksOf(text: string, most: number): Block[] | undefined {
  const blocks: Block[] = [];
  let open: { line: number; lines: string[]; comments: string[] } | undefined;
  const close = () => {
    const block = open && { line: open.line, text: open.lines.join("\n"), comments: open.comments.join("\n") };
    for (let rest = block && withoutLead(block); rest && blocks.length <= most;) {
      const [first, next] = divided(rest);
      blocks.push(first);
      rest = next && withoutLead(next);
    }
    open = undefined;
  };
  for (const [index, raw] of text.split(/\r\n|\n|\r/).entries()) {
    const line = raw.replace(/^[ \t\n\r\0\v]+|(?<![ \t\n\r\0\v])[ \t\n\r\0\v]+$/g, "");
    if (blocks.length > most) return undefined;
    if (line === "") close();
    else {
      open ??= { line: index + 1, lines: [], comments: [] };
      const isComment = line.startsWith("//");
      open.lines.push(isComment ? " " : line);
      if (isComment) open.comments.push(line);
    }
  }
  close();
  return blocks.length > most ? undefined : joined(blocks);
}

/** Without the comments in front; undefined where there is nothing else. */
function withoutLead({ line, text, comments }: Block): Block | undefined {
  const lead = /^\s*/.exec(text)![0];
  return lead.length === text.length ? undefined : { line: line + lead.split("\n").length - 1, text: text.slice(lead.length).trimEnd(), comments };
}

/** The first question, or category, and what follows it without a blank line. */
function divided({ line, text, comments }: Block): [Block, Block?] {
  const end = text.startsWith("$CATEGORY:") ? text.indexOf("\n") : endOfFirst(text);
  if (end < 0) return [{ line, text, comments }];
  const first = text.slice(0, end);
  return [{ line, text: first, comments }, { line: line + first.split("\n").length, text: text.slice(end + 1), comments }];
}

/** A question that is not parted from the one before begins on its own line behind a closing brace, and has braces too. */
function endOfFirst(text: string): number {
  const open = unescaped(text, "{", 0);
  const closed = open < 0 ? -1 : unescaped(text, "}", open);
  const end = closed < 0 ? -1 : text.indexOf("\n", closed);
  return end < 0 || text.slice(closed + 1, end).trim() !== "" || unescaped(text, "{", end) < 0 ? -1 : end;
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
