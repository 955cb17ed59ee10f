import { Agent, request, type IncomingHttpHeaders, type RequestOptions } from "node:http";

export interface Answer { status: number; headers: IncomingHttpHeaders }
type Send = (path: string, form?: Record<string, string>) => Promise<Answer>;
/** A browser without a cache: keeps its cookie and its connection and takes compressed pages. `post` follows no redirect, `get` does; `read` gives the text of a page. `taken` holds the milliseconds of every request. */
export interface Browser { get: Send; post: Send; read: (path: string) => Promise<string>; taken: number[]; close: () => void }

export function openBrowser(address: string): Browser {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const taken: number[] = [];
  let cookie = "";

  async function send(method: string, path: string, form?: Record<string, string>): Promise<Answer> {
    const start = performance.now();
    const content = form && new URLSearchParams(form).toString();
    const headers = { cookie, accept: "text/html", "accept-encoding": "gzip", "accept-language": "en", "sec-fetch-site": "same-origin", ...(content === undefined ? {} : { "content-type": "application/x-www-form-urlencoded", "content-length": Buffer.byteLength(content) }) };
    const answer = await asked({ method, agent, headers }, path, content);
    taken.push(performance.now() - start);
    for (const each of answer.headers["set-cookie"] ?? []) if (/session|connect/.test(each)) cookie = each.split(";")[0]!;
    if (answer.status >= 400) throw new Error(`${method} ${path} gives ${answer.status}.`);
    return answer;
  }

  /** A server may close a connection that was idle just when it is used again: as browsers do, it is sent anew then. */
  function asked(options: RequestOptions, path: string, content: string | undefined): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const sent = request(new URL(path, address), options, (res) => { res.resume().once("end", () => resolve({ status: res.statusCode!, headers: res.headers })).on("error", reject); });
      sent.on("error", (error: NodeJS.ErrnoException) => { if (sent.reusedSocket && error.code === "ECONNRESET") resolve(asked(options, path, content)); else reject(error); }).end(content);
    });
  }

  async function get(path: string): Promise<Answer> {
    let answer = await send("GET", path);
    while (answer.status >= 300) answer = await send("GET", new URL(answer.headers.location!, new URL(path, address)).pathname);
    return answer;
  }

  async function read(path: string): Promise<string> {
    const page = await fetch(new URL(path, address), { headers: { cookie, accept: "text/html", "accept-language": "en" } });
    return page.text();
  }

  return { get, read, post: (path, form = {}) => send("POST", path, form), taken, close: () => agent.destroy() };
}

/** Does a deed for each, so many at a time. */
export async function together<T>(each: readonly T[], most: number, deed: (one: T) => Promise<void>): Promise<void> {
  const left = [...each];
  await Promise.all(Array.from({ length: most }, async () => { for (let one = left.pop(); one !== undefined; one = left.pop()) await deed(one); }));
}
