import type { PolicyGrammar } from "./types.ts";

/** What one type of policy allows of IAM's language. */
export interface Rules {
  /** What such a policy is called in a sentence. */
  readonly noun: string;
  /** The AWS page that these rules follow. */
  readonly page: string;
  /** Whether only this version is allowed, and must be named. */
  readonly version: "2012-10-17" | "any";
  readonly allow: boolean;
  /** `everyone`: only `"*"`. */
  readonly principal: "none" | "required" | "everyone";
  readonly notPrincipal: boolean;
  readonly notAction: boolean;
  readonly resource: "none" | "required" | "optional";
  /** Whether resources must be ARNs: some services name theirs otherwise in the policies on them. */
  readonly arns: boolean;
  /** Which actions may be named; `covered`: only those of listed services. */
  readonly actions: "any" | "covered" | "sts";
  /** Whether a service prefix may be a pattern. */
  readonly prefixPatterns: boolean;
  /** Whether a `Sid` is letters and digits, and unique. */
  readonly plainSids: boolean;
  /** Whether texts end at U+00FF. */
  readonly latin: boolean;
}

const IAM_GUIDE = "https://docs.aws.amazon.com/IAM/latest/UserGuide";
const ORGANIZATIONS_GUIDE = "https://docs.aws.amazon.com/organizations/latest/userguide";

export type IamGrammar = Exclude<PolicyGrammar, "tag" | "management">;

export const RULES: { readonly [G in IamGrammar]: Rules } = {
  scp: {
    noun: "A service control policy",
    page: `${ORGANIZATIONS_GUIDE}/orgs_manage_policies_scps_syntax.html`,
    version: "2012-10-17",
    allow: true,
    principal: "none",
    notPrincipal: false,
    notAction: true,
    resource: "required",
    arns: true,
    actions: "any",
    prefixPatterns: true,
    plainSids: true,
    latin: false,
  },
  rcp: {
    noun: "A resource control policy",
    page: `${ORGANIZATIONS_GUIDE}/orgs_manage_policies_rcps_syntax.html`,
    version: "2012-10-17",
    allow: false,
    principal: "everyone",
    notPrincipal: false,
    notAction: false,
    resource: "required",
    arns: true,
    actions: "covered",
    prefixPatterns: false,
    plainSids: true,
    latin: false,
  },
  identity: {
    noun: "An identity-based policy",
    page: `${IAM_GUIDE}/reference_policies_grammar.html`,
    version: "any",
    allow: true,
    principal: "none",
    notPrincipal: false,
    notAction: true,
    resource: "required",
    arns: true,
    actions: "any",
    prefixPatterns: false,
    plainSids: true,
    latin: true,
  },
  trust: {
    noun: "A role's trust policy",
    page: `${IAM_GUIDE}/reference_policies_elements_principal.html`,
    version: "any",
    allow: true,
    principal: "required",
    notPrincipal: false,
    notAction: true,
    resource: "none",
    arns: true,
    actions: "sts",
    prefixPatterns: false,
    plainSids: true,
    latin: true,
  },
  resource: {
    noun: "A resource-based policy",
    page: `${IAM_GUIDE}/reference_policies_elements_principal.html`,
    version: "any",
    allow: true,
    principal: "required",
    notPrincipal: true,
    notAction: true,
    resource: "optional",
    arns: false,
    actions: "any",
    prefixPatterns: true,
    plainSids: false,
    latin: false,
  },
};
