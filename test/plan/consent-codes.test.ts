import { describe, expect, it } from "vitest";
import { getConsent, parseAllowances } from "../../src/cli/consent.ts";
import type { Change } from "../../src/model/change.ts";
import type { Finding } from "../../src/model/finding.ts";
import type { Allowance, Consent, Risk, Step } from "../../src/model/plan.ts";
import { CONSENT_CODES, consentFlag, consentsFor } from "../../src/plan/consents.ts";
import {
  account,
  attachment,
  liveAccount,
  liveAttachment,
  livePolicy,
  liveUnit,
  NOBODY,
  ORGANIZATION,
  unit,
  us,
} from "../diff/things.ts";

const ACME = { name: "acme", id: "o-1", managementAccount: "111111111111", partition: "aws", homeRegion: "eu-west-1" };
const WOULD_CLOSE: Finding = { code: "buckets-would-close", severity: "warning", summary: "", detail: "" };
const NOT_ENTERED: Finding = { code: "account-not-entered", severity: "warning", summary: "", detail: "" };

interface Grounds {
  readonly changes?: readonly Change[];
  readonly risk?: Risk;
  readonly findings?: readonly Finding[];
  readonly managed?: number;
}

/** The consents that `n` of something want: `n` is 0 where nothing of it is in the plan. */
function wanted({ changes = [], risk = "safe", findings = [], managed = 0 }: Grounds): readonly Consent[] {
  const steps = changes.map((change, n): Step => ({ id: `s${n}`, change, after: [], stage: 10, risk }));
  return consentsFor({ steps, findings, managed, live: STRANGERS, organization: ACME });
}

const STRANGERS = [
  liveUnit("ou-1", us("foundation/ou:a"), "a"),
  ...["3", "4", "5"].map((n) => liveAccount(n.repeat(12), NOBODY, `legacy-${n}`, { parent: "ou-1" })),
];

const times = <T>(count: number, make: (n: number) => T): T[] => Array.from({ length: count }, (_, n) => make(n));
const renamed = (n: number): Change => ({
  action: "update",
  from: liveUnit(`ou-${n}`, us(`foundation/ou:u${n}`), "old"),
  to: unit(`foundation/ou:u${n}`, "new"),
  fields: [{ path: "/name", before: "old", after: "new" }],
});

/** What makes a plan want so many of each code that counts. */
const COUNTED: Readonly<Record<string, (count: number) => Grounds>> = {
  "creates-accounts": (count) => ({ changes: times(count, (n) => ({ action: "create", to: account(`a${n}`) })) }),
  deletes: (count) => ({
    changes: times(count, (n) => ({ action: "delete", from: liveUnit(`ou-${n}`, us(`foundation/ou:u${n}`), "gone") })),
  }),
  "large-update": (count) => ({ changes: times(count, renamed), managed: 10 }),
  "changes-guardrails": (count) => ({
    changes: times(count, (n) => ({ action: "delete", from: liveAttachment(`p-${n}`, us(`house/p${n}`), "r-1") })),
  }),
  "binds-other-accounts": (count) => ({
    changes: times(count, (n) => ({
      action: "create",
      to: attachment(`house/on:${n}`, "p-1", String(n + 3).repeat(12)),
    })),
  }),
  "skips-accounts": (count) => ({ findings: times(count, () => NOT_ENTERED) }),
  "closes-public-buckets": (count) => ({ findings: times(count, () => WOULD_CLOSE) }),
};

/** From how many on a consent is wanted: one, but for what has a threshold of its own. */
const FIRST: Readonly<Record<string, number>> = { "large-update": 4 };

/** What makes a plan want each of the other codes, and what is next to it and does not. */
const PLAIN: Readonly<Record<string, { readonly wants: Grounds; readonly not: Grounds }>> = {
  "creates-organization": {
    wants: { changes: [{ action: "create", to: ORGANIZATION }] },
    not: { changes: [{ action: "create", to: unit("foundation/ou:a", "a") }] },
  },
  "takeover:foundation/ou:u1": {
    wants: { changes: [renamed(1)], risk: "takeover" },
    not: { changes: [renamed(1)], risk: "disruptive" },
  },
  "irreversible:foundation/ou:u1": {
    wants: { changes: [renamed(1)], risk: "irreversible" },
    not: { changes: [renamed(1)], risk: "takeover" },
  },
};

/** What becomes of an apply without a terminal: these consents, those flags. */
async function verdict(consents: readonly Consent[], flags: readonly string[]): Promise<string> {
  const allowed: readonly Allowance[] = parseAllowances(flags);
  return (await getConsent({ consents, allowed, yes: true, ask: null })).is;
}

describe("the codes of consents", () => {
  it("are all tried here", () => {
    const tried = [...Object.keys(COUNTED), ...Object.keys(PLAIN)].map((code) => code.split(":")[0]);
    expect(tried.sort()).toEqual([...CONSENT_CODES].sort());
  });
});

describe.each(Object.entries(COUNTED))("the consent %s", (code, grounds) => {
  const first = FIRST[code] ?? 1;
  const most = Math.max(first, 2);

  it(`is wanted from ${first} on, and with that count`, () => {
    for (let count = 0; count <= most; count += 1) {
      const one = wanted(grounds(count)).find((consent) => consent.code === code);
      expect(one?.count).toBe(count < first ? undefined : count);
    }
  });

  it("is given by as many, by more and by a flag without a number, and by nothing less", async () => {
    const consents = wanted(grounds(most));
    const others = consents.filter((consent) => consent.code !== code).map(({ code: other }) => other);
    const given = (flag: string) => verdict(consents, [...others, flag]);
    expect(await given(`${code}=${most - 1}`)).toBe("missing");
    expect(await given(`${code}=0`)).toBe("missing");
    expect(await given(`${code}=${most}`)).toBe("granted");
    expect(await given(`${code}=${most + 1}`)).toBe("granted");
    expect(await given(code)).toBe("granted");
    expect(await verdict(consents, others)).toBe("missing");
  });
});

describe.each(Object.entries(PLAIN))("the consent %s", (code, { wants, not }) => {
  it("is wanted for exactly that", () => {
    expect(wanted(wants).map((consent) => consent.code)).toEqual([code]);
    expect(wanted(not).map((consent) => consent.code)).not.toContain(code);
  });

  it("is given by its own flag, and by no other", async () => {
    const consents = wanted(wants);
    const others = [...Object.keys(COUNTED), ...Object.keys(PLAIN)].filter((other) => other !== code);
    expect(await verdict(consents, others)).toBe("missing");
    expect(
      await verdict(
        consents,
        [`${code}x`].filter((flag) => flag.includes(":")),
      ),
    ).toBe("missing");
    expect(await verdict(consents, [code])).toBe("granted");
    expect(consents.map(consentFlag)).toEqual([`--allow ${code}`]);
  });
});

describe("a policy that is deleted", () => {
  it("wants both consents: things are deleted, and a guardrail is", () => {
    const changes: Change[] = [{ action: "delete", from: livePolicy("p-1", us("house/p"), "p") }];
    expect(wanted({ changes }).map(consentFlag)).toEqual(["--allow deletes=1", "--allow changes-guardrails=1"]);
  });
});
