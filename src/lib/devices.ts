/** What a browser says of itself, in names that people know; empty where it says nothing that we know. */
export interface Device { browser: string; system: string }

/** The first that fits: others name themselves as well to be taken for them. */
const BROWSERS: readonly [RegExp, string][] = [[/\bEdgA?\/|\bEdgiOS\//, "Edge"], [/\bOPR\/|\bOpera\b/, "Opera"], [/\bSamsungBrowser\//, "Samsung Internet"], [/\bVivaldi\//, "Vivaldi"], [/\bFirefox\/|\bFxiOS\//, "Firefox"], [/\b(?:Headless)?Chrom(?:e|ium)\/|\bCriOS\//, "Chrome"], [/\bVersion\/.*\bSafari\//, "Safari"], [/\bcurl\//, "curl"]];
const SYSTEMS: readonly [RegExp, string][] = [[/\biPhone\b/, "iPhone"], [/\biPad\b/, "iPad"], [/\bAndroid\b/, "Android"], [/\bWindows\b/, "Windows"], [/\bCrOS\b/, "ChromeOS"], [/\bMac OS X\b|\bMacintosh\b/, "macOS"], [/\bLinux\b|\bX11\b/, "Linux"]];

export function deviceOf(agent: string): Device {
  return { browser: nameIn(BROWSERS, agent), system: nameIn(SYSTEMS, agent) };
}

function nameIn(names: readonly [RegExp, string][], agent: string): string {
  return names.find(([pattern]) => pattern.test(agent))?.[1] ?? "";
}
