/** The line of a place in a text, from 1. */
export function lineAt(text: string, place: number): number {
  let line = 1;
  for (let at = text.indexOf("\n"); at >= 0 && at < place; at = text.indexOf("\n", at + 1)) line += 1;
  return line;
}

const STRING = /"(?:[^"\\]|\\.)*"/y;

/** Where each item of the list `questions` of a JSON document begins, in lines from 1. The document is one that could be parsed. */
export function linesOfQuestions(text: string): number[] {
  const lines: number[] = [];
  const open: string[] = [];
  let [line, name, isList, expects] = [1, "", false, false];
  for (let place = 0; place < text.length; place++) {
    const sign = text[place]!;
    if (sign === "\n") line += 1;
    if (/\s/.test(sign)) continue;
    if (isList && open.length === 2 && expects && sign !== "]") { lines.push(line); expects = false; }
    if (sign === '"') {
      STRING.lastIndex = place;
      const said = STRING.exec(text)?.[0] ?? '"';
      if (open.length === 1) name = said.slice(1, -1);
      place += said.length - 1;
    } else if (sign === "{" || sign === "[") {
      open.push(sign);
      if (open.length === 2) isList = expects = sign === "[" && name === "questions";
      if (isList && open.length === 2) lines.length = 0;
    } else if (sign === "}" || sign === "]") {
      open.pop();
    } else if (sign === "," && open.length === 2) expects = isList;
  }
  return lines;
}
