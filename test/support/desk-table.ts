/** The figures of a row of a desk table as they stand on the page, by `data-figure`; undefined where no row begins with the name. */
export function figuresAt(html: string, name: string): Record<string, string> | undefined {
  const row = html.split("<tr>").find((each) => each.includes("data-figure") && textOf(each).startsWith(name));
  return row === undefined ? undefined : Object.fromEntries([...row.matchAll(/data-figure="(\w+)">(.*?)<\/td>/gs)].map(([, figure, cell]) => [figure!, textOf(cell!)]));
}

function textOf(html: string): string {
  return html.replace(/<[^>]*>/g, " ").replace(/\s+/g, " ").trim();
}
