/** Why a path in an archive is not taken; undefined where it is. Nothing is ever written under it, but what it names must be clear. */
export type PathFault = "path-absolute" | "path-backslash" | "path-escape" | "path-unclear";

const CONTROLS = /[\u0000-\u001f\u007f]/; // oxlint-disable-line no-control-regex -- those are what is looked for

export function faultOfPath(path: string): PathFault | undefined {
  if (path.startsWith("/") || /^[A-Za-z]:/.test(path)) return "path-absolute";
  if (path.includes("\\")) return "path-backslash";
  if (path.split("/").includes("..")) return "path-escape";
  return CONTROLS.test(path) || (plainPath(path) === "" && path !== "./") ? "path-unclear" : undefined;
}

/** `./a//b` is `a/b`. */
export function plainPath(path: string): string {
  return path.split("/").filter((part) => part !== "" && part !== ".").join("/");
}
