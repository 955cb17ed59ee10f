import { describe, expect, test } from "vitest";
import { isGuessable } from "../../src/lib/guessable.ts";

const NAMES = ["Ann Smith", "ann.smith", "Acme Widgets"];

describe("a password is tried first", () => {
  test.each([
    "password1234", "P@ssw0rd2026!", "passwordpassword", "aaaaaaaaaaaa", "abcabcabcabc", "123456789012", "qwertyuiop123", "qwertzuiopasdf", "1qaz2wsx3edc", "zyxwvutsrqpo", "iloveyou12345", "Sommer2026!!", "letmein-letmein",
    "AnnSmith2026", "smith-acme-99", "Acme.Widgets.1", "geheimespasswort".replace("es", ""), "admin-admin-admin", "Welcome@12345", "483920174833", "football!football!", "ｐａｓｓｗｏｒｄ１２３４",
  ])("where it is made of nothing else: %s", (password) => {
    expect(isGuessable(password, NAMES)).toBe(true);
  });

  test.each(["correct horse battery staple", "debrief-demo-2026", "k7#vTq92LmWz", "gurke tanzt montags heimlich", "a brand new secret", "sonne stern wasser berg feuer", "sunshine monkey dragon coffee winter", "xkcd-plover-9-brisket", "Zwetschgenknödelwettessen"])("but not %s", (password) => {
    expect(isGuessable(password, NAMES)).toBe(false);
  });

  test("however long it is, its look takes no time that anybody could use against us", () => {
    for (const endless of ["p".repeat(200), "pass".repeat(50), "qwertz ".repeat(28), "ä".repeat(200)]) expect(isGuessable(endless, NAMES)).toBe(true);
  });
});
