import { exactly, type Shape } from "../shape.ts";
import type { Case, Stage } from "../stage.ts";
import { DENY_LEAVING, DENY_ROOT, NO_POLICY, noUnit, organization, unit } from "./furniture.ts";

/** https://docs.aws.amazon.com/organizations/latest/APIReference/API_PolicySummary.html */
function summary(name: string): Shape {
  return {
    Id: "text",
    Arn: "text",
    Name: exactly(name),
    Description: "text",
    Type: exactly("SERVICE_CONTROL_POLICY"),
    AwsManaged: "flag",
  };
}

const ANY_SUMMARY: Shape = {
  Id: "text",
  Arn: "text",
  Name: "text",
  Description: "text",
  Type: exactly("SERVICE_CONTROL_POLICY"),
  AwsManaged: "flag",
};

const STAY = { Type: "SERVICE_CONTROL_POLICY", Name: "stay", Description: "Stay", Content: DENY_LEAVING } as const;

/** An organization with service control policies switched on, which AWS does by itself. */
async function withScps(stage: Stage): Promise<string> {
  const root = await organization(stage);
  const { Roots: [found] = [] } = await stage.make("organizations:ListRoots", {});
  if (!found?.PolicyTypes?.some(({ Type }) => Type === "SERVICE_CONTROL_POLICY")) {
    await stage.make("organizations:EnablePolicyType", { RootId: root, PolicyType: "SERVICE_CONTROL_POLICY" });
  }
  return root;
}

async function stay(stage: Stage): Promise<string> {
  const { Policy: made } = await stage.make("organizations:CreatePolicy", STAY);
  return made?.PolicySummary?.Id ?? "";
}

export const POLICIES: readonly Case[] = [
  {
    title: "enables a policy type once",
    async play(stage) {
      const RootId = await withScps(stage);
      const { answer, refusal, settle } = stage;
      const Root = {
        Id: exactly(RootId),
        Arn: "text",
        Name: "text",
        PolicyTypes: [{ Type: "text", Status: "text" }],
      } as const;
      await answer("organizations:EnablePolicyType", { RootId, PolicyType: "TAG_POLICY" }, { Root });
      await settle();
      await refusal(
        "organizations:EnablePolicyType",
        { RootId, PolicyType: "TAG_POLICY" },
        "PolicyTypeAlreadyEnabledException",
      );
      await refusal(
        "organizations:EnablePolicyType",
        { RootId: "r-zzzz", PolicyType: "TAG_POLICY" },
        "RootNotFoundException",
      );
      const types = { Type: "text", Status: exactly("ENABLED") } as const;
      await answer("organizations:ListRoots", {}, { Roots: [{ ...Root, PolicyTypes: [types] }] });
    },
  },
  {
    title: "keeps a policy's text as it was sent",
    async play(stage) {
      await withScps(stage);
      const { answer } = stage;
      const { Policy: made } = await answer("organizations:CreatePolicy", STAY, {
        Policy: { PolicySummary: summary("stay"), Content: exactly(DENY_LEAVING) },
      });
      const PolicyId = made?.PolicySummary?.Id ?? "";
      const spaced = JSON.stringify(JSON.parse(DENY_ROOT), null, 2);
      await answer(
        "organizations:UpdatePolicy",
        { PolicyId, Name: "root", Content: spaced },
        { Policy: { PolicySummary: summary("root"), Content: exactly(spaced) } },
      );
      await answer(
        "organizations:DescribePolicy",
        { PolicyId },
        { Policy: { PolicySummary: summary("root"), Content: exactly(spaced) } },
      );
      await answer("organizations:ListPolicies", { Filter: "SERVICE_CONTROL_POLICY" }, { Policies: [ANY_SUMMARY] });
      await answer("organizations:ListTagsForResource", { ResourceId: PolicyId }, { Tags: [] });
    },
  },
  {
    title: "refuses a policy whose name is taken, and a text that is none",
    async play(stage) {
      await withScps(stage);
      await stay(stage);
      const { refusal } = stage;
      await refusal("organizations:CreatePolicy", STAY, "DuplicatePolicyException");
      const malformed = "MalformedPolicyDocumentException";
      await refusal("organizations:CreatePolicy", { ...STAY, Name: "bad", Content: "{" }, malformed);
      const withPrincipal = DENY_LEAVING.replace('"Effect"', '"Principal":"*","Effect"');
      await refusal("organizations:CreatePolicy", { ...STAY, Name: "worse", Content: withPrincipal }, malformed);
    },
  },
  {
    title: "attaches a policy to a target once, and detaches it",
    async play(stage) {
      const root = await withScps(stage);
      const TargetId = await unit(stage, root, "prod");
      const PolicyId = await stay(stage);
      const { answer, refusal } = stage;
      await answer("organizations:ListTargetsForPolicy", { PolicyId }, { Targets: [] });
      await answer("organizations:AttachPolicy", { PolicyId, TargetId }, {});
      await refusal("organizations:AttachPolicy", { PolicyId, TargetId }, "DuplicatePolicyAttachmentException");
      await answer(
        "organizations:ListTargetsForPolicy",
        { PolicyId },
        {
          Targets: [
            { TargetId: exactly(TargetId), Arn: "text", Name: exactly("prod"), Type: exactly("ORGANIZATIONAL_UNIT") },
          ],
        },
      );
      await answer(
        "organizations:ListPoliciesForTarget",
        { TargetId, Filter: "SERVICE_CONTROL_POLICY" },
        { Policies: [ANY_SUMMARY] },
      );
      await refusal("organizations:DeletePolicy", { PolicyId }, "PolicyInUseException");
      await answer("organizations:DetachPolicy", { PolicyId, TargetId }, {});
      await refusal("organizations:DetachPolicy", { PolicyId, TargetId }, "PolicyNotAttachedException");
      await answer("organizations:DeletePolicy", { PolicyId }, {});
      await refusal("organizations:DescribePolicy", { PolicyId }, "PolicyNotFoundException");
    },
  },
  {
    title: "lets nobody take the last service control policy off a target",
    async play(stage) {
      const TargetId = await withScps(stage);
      await stage.refusal(
        "organizations:DetachPolicy",
        { PolicyId: "p-FullAWSAccess", TargetId },
        "ConstraintViolationException",
      );
    },
  },
  {
    title: "attaches no policy whose type is not enabled",
    async play(stage) {
      const TargetId = await withScps(stage);
      const { Policy: made } = await stage.make("organizations:CreatePolicy", {
        Type: "TAG_POLICY",
        Name: "tags",
        Description: "Tags",
        Content: JSON.stringify({ tags: { owner: { tag_key: { "@@assign": "Owner" } } } }),
      });
      const PolicyId = made?.PolicySummary?.Id ?? "";
      await stage.refusal("organizations:AttachPolicy", { PolicyId, TargetId }, "PolicyTypeNotEnabledException");
    },
  },
  {
    title: "knows no policy and no target that is not there",
    async play(stage) {
      const root = await withScps(stage);
      const PolicyId = await stay(stage);
      const { refusal } = stage;
      const notFound = "PolicyNotFoundException";
      await refusal("organizations:DescribePolicy", { PolicyId: NO_POLICY }, notFound);
      await refusal("organizations:UpdatePolicy", { PolicyId: NO_POLICY, Name: "new" }, notFound);
      await refusal("organizations:DeletePolicy", { PolicyId: NO_POLICY }, notFound);
      await refusal("organizations:ListTargetsForPolicy", { PolicyId: NO_POLICY }, notFound);
      await refusal("organizations:AttachPolicy", { PolicyId: NO_POLICY, TargetId: root }, notFound);
      const TargetId = noUnit(root);
      await refusal("organizations:AttachPolicy", { PolicyId, TargetId }, "TargetNotFoundException");
      await refusal(
        "organizations:ListPoliciesForTarget",
        { TargetId, Filter: "SERVICE_CONTROL_POLICY" },
        "TargetNotFoundException",
      );
    },
  },
];
