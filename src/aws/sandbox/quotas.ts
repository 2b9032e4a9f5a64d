import type { IamQuotas } from "./iam/quotas.ts";

/** How much of everything an organization may have. */
export interface Quotas {
  /** Accounts, the management account and open creations included. */
  accounts: number;
  accountsInCreation: number;
  units: number;
  /** Levels of units below the root. */
  unitDepth: number;
  tags: number;
  accountsInClosure: number;
  /** Policies that customers made, by policy type. */
  policies: Record<string, number>;
  /** Characters of a policy document, by policy type. */
  policyCharacters: Record<string, number>;
  /** Policies attached to one root, unit or account, by policy type. */
  attachments: Record<string, number>;
  /** Figures of each account's IAM that differ from AWS's defaults. */
  iam?: Partial<IamQuotas>;
}

/**
 * What AWS gives unless more was asked for. Types that the page does not list have the figures of its other
 * management policies.
 * https://docs.aws.amazon.com/organizations/latest/userguide/orgs_reference_limits.html (read 2026-11)
 */
export const DEFAULT_QUOTAS: Quotas = {
  accounts: 10,
  accountsInCreation: 5,
  units: 2000,
  unitDepth: 5,
  tags: 50,
  accountsInClosure: 3,
  policies: { SERVICE_CONTROL_POLICY: 10_000, RESOURCE_CONTROL_POLICY: 2000, other: 1000 },
  policyCharacters: {
    SERVICE_CONTROL_POLICY: 10_240,
    RESOURCE_CONTROL_POLICY: 5120,
    AISERVICES_OPT_OUT_POLICY: 2500,
    other: 10_000,
  },
  attachments: {
    SERVICE_CONTROL_POLICY: 10,
    RESOURCE_CONTROL_POLICY: 5,
    CHATBOT_POLICY: 5,
    AISERVICES_OPT_OUT_POLICY: 5,
    other: 10,
  },
};

/** A figure that is given per policy type. */
export function quotaFor(table: Readonly<Record<string, number>>, type: string): number {
  return table[type] ?? table["other"] ?? Number.POSITIVE_INFINITY;
}
