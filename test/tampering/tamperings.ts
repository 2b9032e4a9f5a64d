/** The organization as `show --format json` prints it, the parts that a hand needs. */
export interface Shown {
  readonly organization: { readonly rootId: string };
  readonly units: readonly { readonly id: string; readonly path: string }[];
  readonly accounts: readonly { readonly id: string; readonly name: string; readonly ou: string }[];
  readonly policies: readonly { readonly id: string; readonly name: string }[];
}

/** One raw call, in the SDK's shapes. */
export interface HandCall {
  readonly service: string;
  readonly operation: string;
  readonly input: object;
  /** Whose administrator calls; the management account's when left out. */
  readonly account?: string;
}

/** What somebody does by hand behind orgwright's back, by the name that `expected.golden.json` knows it by. */
export const TAMPERINGS: Readonly<Record<string, (shown: Shown) => readonly HandCall[]>> = {
  "an account is moved": (shown) => [
    organizations("MoveAccount", {
      AccountId: accountId(shown, "playground"),
      SourceParentId: unitId(shown, "sandboxes"),
      DestinationParentId: shown.organization.rootId,
    }),
  ],
  "a unit is renamed": (shown) => [
    organizations("UpdateOrganizationalUnit", {
      OrganizationalUnitId: unitId(shown, "workloads/test"),
      Name: "staging",
    }),
  ],
  "a guardrail is detached": (shown) => [
    organizations("DetachPolicy", {
      PolicyId: policyId(shown, "foundation-stay"),
      TargetId: shown.organization.rootId,
    }),
  ],
  "a guardrail's text is changed": (shown) => [
    organizations("UpdatePolicy", {
      PolicyId: policyId(shown, "foundation-root-user"),
      Content: JSON.stringify({
        Version: "2012-10-17",
        Statement: [{ Sid: "DenyRootUser", Effect: "Deny", Action: "s3:DeleteBucket", Resource: "*" }],
      }),
    }),
  ],
  "a role lets everybody in": (shown) => [
    {
      service: "iam",
      operation: "UpdateAssumeRolePolicy",
      account: accountId(shown, "shop-dev"),
      input: {
        RoleName: "Support",
        PolicyDocument: JSON.stringify({
          Version: "2012-10-17",
          Statement: [{ Effect: "Allow", Principal: { AWS: "*" }, Action: "sts:AssumeRole" }],
        }),
      },
    },
  ],
  "an account's tag is changed": (shown) => [
    organizations("TagResource", {
      ResourceId: accountId(shown, "shop-prod"),
      Tags: [{ Key: "Owner", Value: "nobody" }],
    }),
  ],
  "a trusted service is disabled": () => [
    organizations("DisableAWSServiceAccess", { ServicePrincipal: "account.amazonaws.com" }),
  ],
  "a policy type is disabled": (shown) => [
    organizations("DisablePolicyType", { RootId: shown.organization.rootId, PolicyType: "SERVICE_CONTROL_POLICY" }),
  ],
  "a guardrail is attached in one more place": (shown) => [
    organizations("AttachPolicy", {
      PolicyId: policyId(shown, "foundation-quarantine"),
      TargetId: unitId(shown, "workloads/dev"),
    }),
  ],
  "a role is deleted": (shown) => {
    const account = accountId(shown, "payments-prod");
    const PolicyArn = "arn:aws:iam::aws:policy/SecurityAudit";
    return [
      { service: "iam", operation: "DetachRolePolicy", account, input: { RoleName: "Support", PolicyArn } },
      { service: "iam", operation: "DeleteRole", account, input: { RoleName: "Support" } },
    ];
  },
  "somebody is put into a group": (shown) => [
    iam(shown, "identity", "AddUserToGroup", { UserName: "ben", GroupName: "platform" }),
  ],
  "the policy that forces MFA is taken off": (shown) => [
    iam(shown, "identity", "DetachGroupPolicy", {
      GroupName: "force-mfa",
      PolicyArn: `arn:aws:iam::${accountId(shown, "identity")}:policy/orgwright/ForceMFA`,
    }),
  ],
  "passwords may be shorter": (shown) => [
    iam(shown, "shop-prod", "UpdateAccountPasswordPolicy", { MinimumPasswordLength: 6 }),
  ],
};

function iam(shown: Shown, account: string, operation: string, input: object): HandCall {
  return { service: "iam", operation, account: accountId(shown, account), input };
}

function organizations(operation: string, input: object): HandCall {
  return { service: "organizations", operation, input };
}

function accountId({ accounts }: Shown, name: string): string {
  return idOf(accounts.find((account) => account.name === name));
}

function unitId({ units }: Shown, path: string): string {
  return idOf(units.find((unit) => unit.path === path));
}

function policyId({ policies }: Shown, name: string): string {
  return idOf(policies.find((policy) => policy.name === name));
}

function idOf(found: { readonly id: string } | undefined): string {
  if (found === undefined) {
    throw new Error("The example has no such thing any more.");
  }
  return found.id;
}
