import { expect, test } from "vitest";
import { imbalanceWith } from "../../../src/engine/generation/ledger.ts";

test("the ledger counts the places in which people see the options: by letters, whatever the capitals", () => {
  const seen = (text: string, correct: boolean) => ({ text, correct, overlap: 0, frequency: 0, rate: 0 });
  const { surplus } = imbalanceWith(undefined, [seen("MI5", true), seen("a bank", false)]);
  expect([...surplus].slice(5, 7)).toEqual([-0.5, 0.5]);
});
