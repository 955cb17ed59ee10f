/** The path of an archive to which a reference of one of its files leads; undefined where it leads out of the archive, or to the network. */
export function pathFrom(file: string, href: string): string | undefined {
  const plain = decoded(href.trim().split(/[?#]/)[0]!).replaceAll("\\", "/");
  if (plain === "" || plain.startsWith("/") || /^[a-z][a-z0-9+.-]*:/i.test(plain)) return undefined;
  const parts = file.split("/").slice(0, -1);
  for (const part of plain.split("/")) {
    if (part === "" || part === ".") continue;
    if (part !== "..") parts.push(part);
    else if (parts.pop() === undefined) return undefined;
  }
  return parts.join("/");
}

export function isOnNetwork(href: string): boolean {
  return /^(?:https?:)?\/\//i.test(href.trim());
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
