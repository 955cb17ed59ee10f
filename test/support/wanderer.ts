/** A page that somebody ended on, with the addresses that led there. */
export interface Stop { url: string; status: number; text: string; headers: Headers; way: string[] }
export interface Wanderer { get: (url: string) => Promise<Stop>; post: (url: string, fields: Record<string, string>) => Promise<Stop>; cookies: Map<string, Map<string, string>> }

/** A browser over plain HTTP that goes from site to site: it follows redirects and keeps the cookies of each origin. `leavesOut` names cookies that it does not send with a form from elsewhere, as SameSite=Lax has it. */
export function newWanderer(): Wanderer {
  const cookies = new Map<string, Map<string, string>>();
  const jarOf = (url: string) => { const { origin } = new URL(url); const jar = cookies.get(origin) ?? new Map<string, string>(); cookies.set(origin, jar); return jar; };

  async function go(url: string, init: { method: string; body?: URLSearchParams; bare?: boolean }, way: string[]): Promise<Stop> {
    const jar = jarOf(url);
    const cookie = init.bare ? "" : [...jar].map(([name, value]) => `${name}=${value}`).join("; ");
    const answer = await fetch(url, { method: init.method, redirect: "manual", headers: { ...(cookie && { cookie }), "accept-language": "en" }, ...(init.body && { body: init.body }) });
    for (const line of answer.headers.getSetCookie()) keepCookie(jar, line);
    const place = answer.headers.get("location");
    const text = await answer.text();
    if (place === null || answer.status < 300 || answer.status >= 400 || way.length > 15) return { url, status: answer.status, text, headers: answer.headers, way: [...way, url] };
    return go(new URL(place, url).href, { method: "GET" }, [...way, url]);
  }

  return { cookies, get: (url) => go(url, { method: "GET" }, []), post: (url, fields) => go(url, { method: "POST", body: new URLSearchParams(fields), bare: true }, []) };
}

function keepCookie(jar: Map<string, string>, line: string): void {
  const [pair = ""] = line.split(";");
  const [name, value] = [pair.slice(0, pair.indexOf("=")), pair.slice(pair.indexOf("=") + 1)];
  const expires = /expires=([^;]+)/i.exec(line)?.[1];
  if (value === "" || (expires !== undefined && Date.parse(expires) < Date.now())) jar.delete(name);
  else jar.set(name, value);
}

/** The hidden fields of the first form on a page that goes to another site, and where it goes. */
export function formIn(text: string): { action: string; fields: Record<string, string> } {
  const form = /<form[^>]*action="([^"]*:\/\/[^"]*)"[\s\S]*?<\/form>/.exec(text) ?? [];
  const inputs = [...(form[0] ?? "").matchAll(/<input[^>]*name="([^"]*)"[^>]*value="([^"]*)"/g)].map(([, name, value]) => [name!, plain(value!)]);
  return { action: plain(form[1] ?? ""), fields: Object.fromEntries(inputs) as Record<string, string> };
}

function plain(text: string): string {
  return text.replace(/&#(?:x([\da-f]+)|(\d+));/gi, (_, hex?: string, decimal?: string) => String.fromCodePoint(hex ? Number.parseInt(hex, 16) : Number(decimal))).replaceAll("&quot;", '"').replaceAll("&amp;", "&");
}
