import type { Live } from "../../src/model/live.ts";
import { live, ours, policy } from "./plans.ts";

const organization: Live = {
  ...live("organization", "o-abcdef1234", { name: "acme", homeRegion: "eu-west-1" }, ours("foundation/organization")),
  outputs: { id: "o-abcdef1234", rootId: "r-ab12", managementAccount: "111111111111", featureSet: "ALL" },
};

/** A small organization with things of ours, of another file's, and of nobody's. */
export const ACME: readonly Live[] = [
  organization,
  live("policy-type", "TAG_POLICY", { type: "TAG_POLICY", root: "r-ab12" }),
  live("policy-type", "SERVICE_CONTROL_POLICY", { type: "SERVICE_CONTROL_POLICY", root: "r-ab12" }),
  live("trusted-service", "cloudtrail.amazonaws.com", { principal: "cloudtrail.amazonaws.com" }),
  live("organizational-unit", "ou-ab12-2", { name: "prod", parent: "ou-ab12-1" }, ours("foundation/ou:workloads/prod")),
  live("organizational-unit", "ou-ab12-1", { name: "workloads", parent: "r-ab12" }, ours("foundation/ou:workloads")),
  live("organizational-unit", "ou-ab12-3", { name: "legacy", parent: "r-ab12" }),
  account("111111111111", "acme", "r-ab12", "ACTIVE"),
  {
    ...account("222222222222", "shop-prod", "ou-ab12-2", "ACTIVE"),
    owner: ours("workload/account:shop-prod"),
  },
  { ...account("333333333333", "old-shop", "ou-ab12-3", "SUSPENDED"), owner: { is: "other", name: "acme-old" } },
  live("organization-policy", "p-FullAWSAccess", {
    name: "FullAWSAccess",
    type: "SERVICE_CONTROL_POLICY",
    description: "",
    document: { Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }] },
    order: "last",
  }),
  live(
    "organization-policy",
    "p-11111111",
    { name: "lock", type: "SERVICE_CONTROL_POLICY", description: "", document: policy("Deny"), order: "first" },
    ours("guardrails/lock"),
  ),
  attachment("p-FullAWSAccess", "r-ab12"),
  attachment("p-11111111", "r-ab12"),
  attachment("p-11111111", "ou-ab12-2"),
];

function account(id: string, name: string, parent: string, state: string): Live {
  return live("account", id, { name, email: `aws+${name}@acme.example`, parent, tags: { Owner: "shop" }, state });
}

function attachment(policyId: string, target: string): Live {
  return live("policy-attachment", `${policyId}:${target}`, { policy: policyId, target, order: "last" });
}
