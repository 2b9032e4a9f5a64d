import type { Change } from "../../src/model/change.ts";
import type { Plan, Risk, Step } from "../../src/model/plan.ts";
import { create, planOf, wish } from "./plans.ts";

const UNITS = 40;

/**
 * A plan that founds an organization of so many accounts, no two of which are alike: each has its own tags, and in it a
 * role with its own trust and permissions, and the two roles that the tool works with, which are alike.
 */
export function manyAccounts(count: number): Plan {
  const indices = Array.from({ length: count }, (_, index) => index);
  const steps: [Change, Risk, number][] = [
    [
      create(wish("foundation/organization", "organization", { name: "acme", homeRegion: "eu-west-1" })),
      "irreversible",
      0,
    ],
    ...Array.from({ length: UNITS }, (_, index): [Change, Risk, number] => [unit(index), "safe", 30]),
    ...indices.map((index): [Change, Risk, number] => [account(index), "irreversible", 60]),
    ...indices.flatMap((index): [Change, Risk, number][] => [
      [toolRole(index, "OrgwrightPlan"), "safe", 70],
      [toolRole(index, "OrgwrightApply"), "safe", 70],
      [ownRole(index), "safe", 70],
    ]),
  ];
  const plan = planOf(steps.map(([change, risk]) => [change, risk]));
  const staged = plan.steps.map((step, index): Step => ({ ...step, stage: steps[index]?.[2] ?? 0 }));
  return { ...plan, steps: staged, organization: { ...plan.organization, id: null } };
}

const keyOf = (index: number) => `team-${String(index).padStart(4, "0")}`;

function unit(index: number): Change {
  const parent = { $after: "foundation/organization#rootId" };
  return create(wish(`foundation/ou:unit-${index}`, "organizational-unit", { name: `unit-${index}`, parent }));
}

function account(index: number): Change {
  const key = keyOf(index);
  const properties = {
    name: key,
    email: `aws+${key}@acme.example`,
    parent: { $after: `foundation/ou:unit-${index % UNITS}#id` },
    tags: {
      Owner: `person-${index * 7}@acme.example`,
      CostCenter: String(10_000 + index),
      Purpose: `product ${index}`,
    },
  };
  return create({ ...wish(`workload/account:${key}`, "account", properties), accountKey: key });
}

function toolRole(index: number, name: string): Change {
  const account = keyOf(index);
  const properties = { name, path: "/orgwright/", description: `Lets orgwright work in ${account}` };
  return create(
    wish(`foundation/${name.toLowerCase()}:${account}`, "iam-role", properties, { account, region: "global" }),
  );
}

function ownRole(index: number): Change {
  const account = keyOf(index);
  const principal = `arn:aws:iam::${String(100_000_000_000 + index * 37)}:role/deployer-${index}`;
  const bucket = `arn:aws:s3:::acme-${index * 13}-artifacts`;
  const properties = {
    name: `deploy-${index * 3}`,
    path: "/delivery/",
    description: `Deploys product ${index}`,
    trust: statement({ Sid: "Pipeline", Effect: "Allow", Principal: { AWS: [principal] }, Action: ["sts:AssumeRole"] }),
    inline: {
      artifacts: statement({
        Sid: "Artifacts",
        Effect: "Allow",
        Action: ["s3:GetObject", "s3:ListBucket", "s3:PutObject"],
        Resource: [bucket, `${bucket}/*`],
      }),
    },
    managed: [],
    maxSessionSeconds: 3600 + index,
    tags: { Product: `product-${index}` },
  };
  return create(wish(`delivery/role:${account}`, "iam-role", properties, { account, region: "global" }));
}

function statement(one: Record<string, string | string[] | { AWS: string[] }>) {
  return { Version: "2012-10-17", Statement: [one] };
}
