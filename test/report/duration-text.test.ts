import { expect, it } from "vitest";
import { durationText } from "../../src/report/duration-text.ts";

it.each([
  [0, "under a second"],
  [0.99, "under a second"],
  [1, "1 s"],
  [59.4, "59 s"],
  [59.6, "1 min"],
  [61, "1 min 1 s"],
  [3599, "59 min 59 s"],
  [3600, "1 h"],
  [7500, "2 h 5 min"],
])("says %f seconds as people do", (seconds, text) => {
  expect(durationText(seconds)).toBe(text);
});
