import { describe, expect, it } from "vitest";
import { type Ask, type ConsentRequest, getConsent, parseAllowances } from "../../src/cli/consent.ts";
import type { Consent } from "../../src/model/plan.ts";

const FOUNDING: Consent = { code: "creates-organization", why: "It becomes the management account." };
const ACCOUNTS: Consent = { code: "creates-accounts", count: 3, why: "Accounts cannot be un-made." };
const TAKEOVER: Consent = { code: "takeover:house/reader:shop", why: "Who may use it changes." };

const WITHOUT_TERMINAL: ConsentRequest = { consents: [FOUNDING, ACCOUNTS], allowed: [], yes: false, ask: null };

/** Somebody at a terminal who gives these answers and then goes away. */
function answering(...answers: readonly string[]): { ask: Ask; asked: string[] } {
  const left = [...answers];
  const asked: string[] = [];
  return {
    asked,
    async ask(question) {
      asked.push(question);
      return left.shift() ?? null;
    },
  };
}

describe("without a terminal", () => {
  it("declines without --yes, whatever is allowed", async () => {
    const verdict = await getConsent({ ...WITHOUT_TERMINAL, allowed: parseAllowances(["creates-organization"]) });
    expect(verdict).toEqual({ is: "declined", why: expect.stringContaining("--yes") });
  });

  it("declines without --yes even when nothing wants a consent", async () => {
    expect(await getConsent({ ...WITHOUT_TERMINAL, consents: [] })).toMatchObject({ is: "declined" });
  });

  it("does not take --yes for a consent that has a code, and gives the exact flags that are missing", async () => {
    expect(await getConsent({ ...WITHOUT_TERMINAL, yes: true })).toEqual({
      is: "missing",
      flags: ["--allow creates-organization", "--allow creates-accounts=3"],
      consents: [FOUNDING, ACCOUNTS],
    });
  });

  it("is granted with --yes and every flag, and with --yes alone when none is wanted", async () => {
    const allowed = parseAllowances(["creates-organization", "creates-accounts=3"]);
    expect(await getConsent({ ...WITHOUT_TERMINAL, yes: true, allowed })).toEqual({ is: "granted", allowed });
    expect(await getConsent({ ...WITHOUT_TERMINAL, yes: true, consents: [] })).toMatchObject({ is: "granted" });
  });

  it.each([
    ["as many as are wanted", "creates-accounts=3", "granted"],
    ["more than are wanted", "creates-accounts=8", "granted"],
    ["any number, where none is named", "creates-accounts", "granted"],
    ["fewer than are wanted", "creates-accounts=2", "missing"],
  ])("allows %s", async (_, flag, is) => {
    const request = { consents: [ACCOUNTS], allowed: parseAllowances([flag]), yes: true, ask: null };
    expect(await getConsent(request)).toMatchObject({ is });
  });

  it("takes a takeover's consent for that address only", async () => {
    const request = { consents: [TAKEOVER], yes: true, ask: null };
    const allow = (flag: string) => getConsent({ ...request, allowed: parseAllowances([flag]) });
    expect(await allow("takeover:house/reader:shop")).toMatchObject({ is: "granted" });
    expect(await allow("takeover:house/reader:blog")).toMatchObject({ is: "missing" });
  });
});

describe("in a terminal", () => {
  it("asks for each consent, then whether to apply", async () => {
    const { ask, asked } = answering("yes", "3", "yes");
    const verdict = await getConsent({ ...WITHOUT_TERMINAL, ask });
    expect(asked.map((question) => question.split(":")[0])).toEqual([
      "creates-organization",
      "creates-accounts",
      "Apply this plan? Only yes will do",
    ]);
    expect(verdict).toEqual({
      is: "granted",
      allowed: [{ code: "creates-organization" }, { code: "creates-accounts", count: 3 }],
    });
  });

  it("asks only for what is not allowed yet, and with --yes not whether to apply", async () => {
    const { ask, asked } = answering("3");
    const allowed = parseAllowances(["creates-organization"]);
    expect(await getConsent({ ...WITHOUT_TERMINAL, allowed, yes: true, ask })).toMatchObject({ is: "granted" });
    expect(asked).toHaveLength(1);
  });

  it.each([
    ["a count that is not the one shown", ["yes", "2"], "withheld"],
    ["yes where a count has to be typed", ["yes", "yes"], "withheld"],
    ["y for yes", ["y"], "withheld"],
    ["nobody answering any more", ["yes"], "withheld"],
    ["no to the last question", ["yes", "3", "no"], "declined"],
  ])("is not granted at %s", async (_, answers, is) => {
    const { ask } = answering(...answers);
    expect(await getConsent({ ...WITHOUT_TERMINAL, ask })).toMatchObject({ is });
  });
});

describe("the values of --allow", () => {
  it("are codes, codes with a count, and codes with an address", () => {
    expect(parseAllowances(["deletes", "creates-accounts=8", "takeover:house/role:Admin/shop-dev"])).toEqual([
      { code: "deletes" },
      { code: "creates-accounts", count: 8 },
      { code: "takeover:house/role:Admin/shop-dev" },
    ]);
  });

  it.each(["nonsense=3", "create-accounts=8", "nonsense:a/b"])(
    "are refused when there is no such consent: %s",
    (value) => {
      expect(() => parseAllowances([value])).toThrow(/there is no such consent/);
    },
  );

  it("take all that follows a colon for an address, which may hold an equals sign", () => {
    expect(parseAllowances(["takeover:house/role:a=b", "takeover:house/role:a=5"])).toEqual([
      { code: "takeover:house/role:a=b" },
      { code: "takeover:house/role:a=5" },
    ]);
  });

  it.each([
    "",
    "=3",
    "deletes=",
    "deletes=many",
    "deletes=-1",
    "Deletes",
    "deletes=1234567",
    "deletes, creates-accounts",
  ])("are refused in the form `%s`", (value) => {
    expect(() => parseAllowances([value])).toThrow(RangeError);
  });
});
