import { beforeAll, describe, expect, it } from "vitest";
import type { World } from "../../src/aws/sandbox/world.ts";
import { worldFromYaml } from "../../src/aws/sandbox/world-file/read.ts";
import type { Planned } from "../../src/pipeline.ts";
import { openStage, plannedOf } from "../support/plan-in-sandbox.ts";
import { organizationFile, readScenario } from "./files.ts";
import { foreignParts } from "./untouched.ts";

const SCENARIO = "foreign-things";
const before = worldFromYaml(readScenario(SCENARIO, "world.yaml"));
const idOf = (things: Readonly<Record<string, { id: string; name: string }>>, name: string) =>
  Object.values(things).find((thing) => thing.name === name)?.id ?? "";
const account = (world: World, name: string) => world.accounts[idOf(world.accounts, name)] as World["accounts"][string];
const policy = (world: World, name: string) => world.policies[idOf(world.policies, name)] as World["policies"][string];
const unit = (world: World, name: string) => world.units[idOf(world.units, name)] as World["units"][string];

const SHORT = {
  ...{ minimumPasswordLength: 6, requireSymbols: false, requireNumbers: false, requireUppercaseCharacters: false },
  ...{ requireLowercaseCharacters: false, allowUsersToChangePassword: true, hardExpiry: false },
  ...{ maxPasswordAge: null, passwordReusePrevention: null },
};
const TEAM = {
  ...{ name: "team", path: "/", arn: "arn:aws:iam::222222222222:group/team", id: "AGPA1" },
  ...{ inline: {}, attached: [], createDate: "2026-01-01T00:00:00.000Z" },
};

let planned: Planned;
beforeAll(async () => {
  const stage = await openStage({ file: organizationFile(SCENARIO), world: before });
  planned = plannedOf(await stage.plan());
});

/** Whether a change of the world counts as touching what is foreign. */
function touches(change: (world: World) => void): boolean {
  const after = structuredClone(before);
  change(after);
  const parts = foreignParts(before, after, planned);
  return JSON.stringify(parts.before) !== JSON.stringify(parts.after);
}

describe("what counts as touched", () => {
  it.each<[string, (world: World) => void]>([
    ["a foreign policy's text", (world) => (policy(world, "lab-limits").content = "{}")],
    ["where a foreign policy is attached", (world) => policy(world, "lab-limits").targets.pop()],
    ["a foreign policy that is gone", (world) => delete world.policies[policy(world, "lab-limits").id]],
    ["a foreign role's trust", (world) => ((account(world, "shop").iam.roles["Deploy"] ?? { trust: "" }).trust = "{}")],
    ["a foreign role of our role's name", (world) => delete account(world, "lab").iam.roles["Reader"]],
    [
      "what S3 blocks in an account",
      (world) =>
        (account(world, "shop").publicAccessBlock = {
          BlockPublicAcls: false,
          IgnorePublicAcls: false,
          BlockPublicPolicy: false,
          RestrictPublicBuckets: false,
        }),
    ],
    ["a foreign account's unit", (world) => (account(world, "lab").parent = world.organization?.rootId ?? "")],
    ["a foreign unit's tags", (world) => (unit(world, "lab").tags = {})],
    ["a tag of others on our account", (world) => delete account(world, "shop").tags["team"]],
    ["a trusted service", (world) => delete world.organization?.trustedServices["cloudtrail.amazonaws.com"]],
    ["a delegated administrator", (world) => Object.assign(world.organization ?? {}, { delegatedAdministrators: {} })],
    ["an account's alias", (world) => (account(world, "shop").iam.alias = "shop")],
    ["that passwords of an account may be short", (world) => (account(world, "shop").iam.passwordPolicy = SHORT)],
    ["a group of an account", (world) => (account(world, "shop").iam.groups = { team: TEAM })],
    ["a user of the management account", (world) => (account(world, "management").iam.users = {})],
  ])("%s", (_, change) => {
    expect(touches(change)).toBe(true);
  });

  it.each<[string, (world: World) => void]>([
    ["where our account stands", (world) => (account(world, "shop").parent = world.organization?.rootId ?? "")],
    ["our role", (world) => delete account(world, "shop").iam.roles["Reader"]],
    ["our policy", (world) => delete world.policies[policy(world, "house-stay").id]],
    ["the clock", (world) => (world.time += 1000)],
  ])("not: %s", (_, change) => {
    expect(touches(change)).toBe(false);
  });
});
