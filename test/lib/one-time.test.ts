import { describe, expect, test } from "vitest";
import { newOneTimeSecret, oneTimeAddress, stepOf } from "../../src/lib/one-time.ts";
import { deviceOf } from "../../src/lib/devices.ts";

/** "12345678901234567890", the secret of RFC 6238, appendix B, in base 32. */
const SECRET = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";
const at = (seconds: number) => new Date(seconds * 1000);

describe("a one-time code", () => {
  test.each([[59, "287082"], [1111111109, "081804"], [1111111111, "050471"], [1234567890, "005924"], [2000000000, "279037"]])("is that of RFC 6238 at %i", (seconds, code) => {
    expect(stepOf(SECRET, code, at(seconds))).toBe(Math.floor(seconds / 30));
  });

  test("counts one step before and after its own, and no further", () => {
    const steps = [-60, -30, 0, 30, 60].map((drift) => stepOf(SECRET, "005924", at(1234567890 + drift)));
    expect(steps).toEqual([undefined, 41152263, 41152263, 41152263, undefined]);
  });

  test.each(["", "5924", "0059240", "００５９２４", "00592a", " 005924", "-05924"])("is six digits and not %j", (code) => {
    expect(stepOf(SECRET, code, at(1234567890))).toBeUndefined();
  });

  test("is of a secret of 160 bits that no other one is like, in an address that apps read", () => {
    expect(newOneTimeSecret()).toMatch(/^[A-Z2-7]{32}$/);
    expect(newOneTimeSecret()).not.toBe(newOneTimeSecret());
    const address = new URL(oneTimeAddress(SECRET, "Acme & Co", "ann@example.test"));
    expect([address.protocol, address.searchParams.get("secret"), address.searchParams.get("issuer"), address.searchParams.get("digits"), address.searchParams.get("period")]).toEqual(["otpauth:", SECRET, "Acme & Co", "6", "30"]);
  });
});

describe("a device is known by", () => {
  test.each([
    ["Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36 Edg/126.0.0.0", "Edge", "Windows"],
    ["Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1", "Safari", "iPhone"],
    ["Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Mobile Safari/537.36", "Chrome", "Android"],
    ["Mozilla/5.0 (X11; Linux x86_64; rv:127.0) Gecko/20100101 Firefox/127.0", "Firefox", "Linux"],
    ["<script>alert(1)</script>", "", ""],
  ])("what it says of itself: %s", (agent, browser, system) => {
    expect(deviceOf(agent)).toEqual({ browser, system });
  });
});
