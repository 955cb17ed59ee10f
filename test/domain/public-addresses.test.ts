import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { flawOf, shownAddress } from "../../src/domain/webhook-addresses.ts";
import { isPublicAddress } from "../../src/domain/public-addresses.ts";

describe("an address of the public internet", () => {
  test.each(["8.8.8.8", "1.1.1.1", "172.32.0.1", "100.128.0.1", "2606:4700:4700::1111", "2a00:1450:4001:80e::200e"])("is %s", (address) => expect(isPublicAddress(address)).toBe(true));

  test.each([
    "127.0.0.1", "127.255.255.254", "0.0.0.0", "10.1.2.3", "172.16.0.1", "172.31.255.255", "192.168.1.1", "169.254.169.254", "100.64.0.1", "198.18.0.1", "192.0.0.8", "224.0.0.1", "255.255.255.255",
    "::", "::1", "::ffff:127.0.0.1", "::ffff:8.8.8.8", "::7f00:1", "64:ff9b::7f00:1", "64:ff9b:1::1", "fe80::1", "fe80::1%eth0", "fc00::1", "fd12:3456::1", "ff02::1", "2001:db8::1", "2002:7f00:1::", "2001::1", "localhost", "", "0x7f.1", "2130706433", "127.1",
  ])("is not %s", (address) => expect(isPublicAddress(address)).toBe(false));
});

describe("an address of a webhook", () => {
  test("is refused where it leads inside, however it is written, and where it is not https or holds a password", () => {
    const flaws = Object.fromEntries(["http://hooks.slack.com/services/T/B/x", "https://u:p@hooks.slack.com/x", "https://hooks.slack.com:8443/x", "https://127.1/x", "https://0x7f000001/x", "https://2130706433/x", "https://[::1]/x", "https://[::ffff:7f00:1]/x",
      "https://169.254.169.254/latest", "https://localhost/x", "https://metadata.google.internal/x", "https://router/x", "https://chat.corp./x", "ftp://hooks.slack.com/x", "hooks.slack.com", "https://①②⑦.⓪.⓪.①/x"].map((text) => [text, flawOf(text, [])]));
    expect(Object.values(flaws)).toEqual(["insecure", "secrets", "port", "inside", "inside", "inside", "inside", "inside", "inside", "name", "name", "name", "name", "malformed", "malformed", "inside"]);
    expect(flawOf("https://hooks.slack.com/services/T0/B0/abc", [])).toBeUndefined();
    expect(flawOf("http://10.0.0.5:8065/hooks/x", ["http://10.0.0.5:8065"])).toBeUndefined();
    expect(flawOf("http://10.0.0.5:8066/hooks/x", ["http://10.0.0.5:8065"])).toBe("insecure");
  });

  test("shows where it leads and four letters of its secret at most", () => {
    expect(shownAddress("https://hooks.slack.com/services/T0000/B0000/abcdefgh1234")).toBe("https://hooks.slack.com/…1234");
    fc.assert(fc.property(fc.webUrl({ withQueryParameters: true }), (url) => { const { origin } = new URL(url); expect(shownAddress(url).slice(origin.length)).toMatch(/^\/….{0,4}$/); }), { numRuns: 20 });
  });
});
