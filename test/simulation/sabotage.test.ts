import { beforeAll, describe, expect, it } from "vitest";
import { AwsError } from "../../src/aws/contract/aws-error.ts";
import type { Sabotage } from "./play.ts";
import { broken, brokenAt } from "./sabotage.ts";
import type { Run, Scenario } from "./scenario.ts";
import { openTheatre, type Theatre } from "./theatre.ts";

type Invariant = "I1" | "I2" | "I3" | "I4" | "I5" | "I6" | "I7" | "I8" | "I9" | "I10" | "I11" | "I12";

interface Sabotaged {
  /** Completes "a tool that …". */
  readonly what: string;
  readonly sabotage: Sabotage;
  readonly scenario: Scenario;
  /** The invariant that is found broken, where it has another name than the one that is to be watched. */
  readonly as?: Invariant;
}

const run: Run = { file: "plain", plan: "now", pause: 0, mishaps: [] };
const founding: Scenario = { seed: 1, begin: "nothing", tempo: {}, runs: [run] };
const founded: Scenario = { ...founding, begin: "founded" };
const grown: Scenario = { ...founded, runs: [{ ...run, file: "grown" }] };
const logged: Scenario = { ...founding, runs: [{ ...run, file: "logged" }] };
const saved: Scenario = {
  ...founded,
  runs: [
    { ...run, plan: "save" },
    { ...run, plan: "saved" },
  ],
};
const beside: Scenario = {
  ...founded,
  tempo: { accountMilliseconds: 900_000 },
  runs: [{ ...run, file: "grown", mishaps: [{ at: 5, is: "rival", file: "grown" }] }],
};

const blind = () =>
  brokenAt("organizations:ListCreateAccountStatus", async ({ pass }) => {
    await pass();
    return { CreateAccountStatuses: [] };
  });

/** Once any list has come in another order than before, it takes accounts for others. */
function hangingOnOrder(): Sabotage {
  const first = new Map<string, string>();
  let isAnother = false;
  const letters = (text: string) => [...text].sort().join("");
  return broken(() => async ({ operation, input, pass }) => {
    const answer = await pass();
    const [question, text] = [`${operation} ${JSON.stringify(input)}`, JSON.stringify(answer)];
    const before = first.get(question) ?? text;
    first.set(question, before);
    isAnother ||= before !== text && letters(before) === letters(text);
    if (!isAnother || operation !== "organizations:ListAccounts") {
      return answer;
    }
    const accounts = answer["Accounts"] as readonly object[];
    return { ...answer, Accounts: accounts.map((account) => ({ ...account, Name: "another" })) };
  });
}

/** At least one way to break each invariant. */
const SABOTAGES: Readonly<Record<Invariant, readonly Sabotaged[]>> = {
  I1: [
    {
      what: "sends an order for an account again when its answer is lost",
      scenario: founding,
      sabotage: brokenAt("organizations:CreateAccount", async ({ pass }) => {
        await pass();
        return await pass();
      }),
    },
    {
      what: "does not look for accounts under way before it orders one",
      scenario: founding,
      sabotage: brokenAt("organizations:ListCreateAccountStatus", async () => ({ CreateAccountStatuses: [] })),
    },
  ],
  I2: [
    {
      what: "takes an attachment for made that it never sent",
      scenario: founding,
      sabotage: brokenAt("organizations:AttachPolicy", async () => ({})),
    },
    {
      what: "reads policies otherwise than it writes them",
      scenario: founded,
      sabotage: brokenAt("organizations:ListTargetsForPolicy", async ({ pass }) => ({
        ...(await pass()),
        Targets: [],
      })),
    },
  ],
  I3: [
    {
      what: "makes a unit that is in no step",
      scenario: founding,
      sabotage: brokenAt("organizations:AttachPolicy", async ({ pass, send, input }) => {
        await send("organizations:CreateOrganizationalUnit", { ParentId: input["TargetId"], Name: "extra" });
        return await pass();
      }),
    },
    {
      what: "misreads the world when it holds a saved plan against it",
      scenario: saved,
      sabotage: broken((nth) => async ({ operation, pass }) => {
        const answer = await pass();
        return nth === 2 && operation === "organizations:ListTargetsForPolicy" ? { ...answer, Targets: [] } : answer;
      }),
    },
  ],
  I4: [
    {
      what: "writes while it plans",
      scenario: founded,
      sabotage: brokenAt("organizations:ListRoots", async ({ pass, send }) => {
        await send("organizations:EnableAWSServiceAccess", { ServicePrincipal: "account.amazonaws.com" });
        return await pass();
      }),
    },
  ],
  I5: [
    {
      what: "meets an AWS where the last policy of the root goes with another change",
      scenario: founding,
      sabotage: brokenAt("organizations:AttachPolicy", async ({ pass, world }) => {
        for (const policy of Object.values(world.policies)) {
          policy.targets = policy.targets.filter((target) => target !== world.organization?.rootId);
        }
        return await pass();
      }),
    },
  ],
  I6: [
    {
      what: "opens the log bucket to the public again",
      scenario: logged,
      sabotage: brokenAt("s3:PutBucketPolicy", async ({ pass, send, input: { Bucket } }) => {
        const open = { BlockPublicAcls: false, BlockPublicPolicy: false };
        const answer = await pass();
        await send("s3:PutPublicAccessBlock", { Bucket, PublicAccessBlockConfiguration: open });
        return answer;
      }),
    },
  ],
  I7: [
    {
      what: "closes an account instead of moving it",
      scenario: grown,
      sabotage: brokenAt("organizations:MoveAccount", async ({ send, input: { AccountId } }) => {
        return await send("organizations:CloseAccount", { AccountId });
      }),
    },
  ],
  I8: [
    {
      what: "tags a unit that is somebody else's",
      scenario: {
        ...grown,
        runs: [{ ...run, file: "grown", mishaps: [{ at: 0, is: "edit", edit: "make-unit", pick: 3 }] }],
      },
      sabotage: brokenAt("organizations:CreateOrganizationalUnit", async ({ pass, send, world }) => {
        const theirs = Object.values(world.units).find(({ name }) => name === "theirs-3");
        await send("organizations:TagResource", { ResourceId: theirs?.id, Tags: [{ Key: "Owner", Value: "us" }] });
        return await pass();
      }),
    },
  ],
  I9: [
    {
      what: "lets its plan hang on the order of lists",
      scenario: grown,
      sabotage: hangingOnOrder(),
    },
  ],
  I10: [
    {
      what: "is blind for accounts that a second operator has under way",
      as: "I1",
      scenario: beside,
      sabotage: blind(),
    },
  ],
  I11: [
    {
      what: "waits for something that never comes",
      scenario: founding,
      sabotage: brokenAt("organizations:DescribeOrganization", () => new Promise(() => {})),
    },
    {
      what: "breaks",
      scenario: founding,
      sabotage: brokenAt("organizations:DescribeOrganization", async () => {
        throw new TypeError("undefined is not a function");
      }),
    },
  ],
  I12: [
    {
      what: "tells the secret of a session in an error",
      scenario: founding,
      sabotage: broken(() => {
        let secret = "";
        return async ({ operation, pass }) => {
          if (operation === "iam:CreateRole" && secret !== "") {
            const message = `The signature of ${secret} is not valid.`;
            throw new AwsError({ operation, code: "AccessDenied", message, outcome: "refused", status: 403 });
          }
          const answer = await pass();
          const credentials = answer["Credentials"] as { readonly SecretAccessKey?: string } | undefined;
          secret = credentials?.SecretAccessKey ?? secret;
          return answer;
        };
      }),
    },
  ],
};

describe("the simulator finds", () => {
  let theatre: Theatre;

  beforeAll(async () => {
    theatre = await openTheatre();
  });

  const cases = Object.entries(SABOTAGES).flatMap(([invariant, all]) =>
    all.map((sabotaged) => ({ invariant, ...sabotaged })),
  );

  it.each(cases)(
    "$invariant broken by a tool that $what",
    async ({ invariant, as = invariant, scenario, sabotage }) => {
      const { violations } = await theatre.playScenario(scenario, sabotage);
      expect(violations.map((violation) => violation.slice(0, violation.indexOf(":")))).toContain(as);
    },
  );

  it.each(cases)("nothing in the same story of $invariant when the tool is whole", async ({ scenario }) => {
    expect((await theatre.playScenario(scenario)).violations).toEqual([]);
  });

  it("nothing when the tool that is blind for others is alone", async () => {
    expect((await theatre.playScenario({ ...beside, ...grown }, blind())).violations).toEqual([]);
  });
});
