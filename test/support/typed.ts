const unescaped = (text: string) => text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&#34;", '"').replaceAll("&#39;", "'").replaceAll("&amp;", "&");
const attribute = (tag: string, name: string) => new RegExp(`\\b${name}="([^"]*)"`).exec(tag)?.[1];

/** What a browser would send of the form with this address, as the page shows it, without the buttons. */
export function typedIn(html: string, action: string): Record<string, string | string[]> {
  const form = html.split(`action="${action}"`)[1]?.split("</form>")[0] ?? "";
  const pairs = [...inputs(form), ...textareas(form), ...selects(form)];
  const typed: Record<string, string | string[]> = {};
  for (const [name, value] of pairs) typed[name] = name in typed ? [typed[name]!, value].flat() : value;
  return typed;
}

function inputs(form: string): [string, string][] {
  return [...form.matchAll(/<input\b[^>]*>/g)].map(([tag]) => tag)
    .filter((tag) => !/type="(?:checkbox|radio)"/.test(tag) || / checked/.test(tag)).map((tag) => [attribute(tag, "name")!, unescaped(attribute(tag, "value") ?? "")]);
}

function textareas(form: string): [string, string][] {
  return [...form.matchAll(/<textarea\b([^>]*)>\n?([^<]*)<\/textarea>/g)].map(([, tag, text]) => [attribute(tag!, "name")!, unescaped(text!).replaceAll("\n", "\r\n")]);
}

function selects(form: string): [string, string][] {
  return [...form.matchAll(/<select\b([^>]*)>([\s\S]*?)<\/select>/g)].map(([, tag, options]) => [attribute(tag!, "name")!, attribute(/<option [^>]* selected>/.exec(options!)?.[0] ?? "", "value") ?? ""]);
}
