import { z } from "zod";
import type { Shape } from "../../model/shape.ts";
import { STAGE } from "../../model/stage.ts";

export type RootAccess = {
  /** The management account looks after member accounts' root credentials; new accounts have none. */
  readonly credentialsManagement: boolean;
  /** Short root sessions for single tasks, taken from the management account. */
  readonly sessions: boolean;
};

/** Central control of the member accounts' root users. Switched on, never off: switching off is a person's decision. */
export const rootAccess: Shape<RootAccess> = {
  kind: "root-access",
  noun: "central root access",
  schema: z.strictObject({ credentialsManagement: z.literal(true), sessions: z.boolean() }),
  scope: "organization",
  ownership: "place",
  removal: "tell",
  stage: () => STAGE.rootAccess,
  key: () => "root-access",
  label: () => "central root access",
  normal: (properties) => properties,
  fields: {
    credentialsManagement: { rule: "exclusive" },
    sessions: { rule: "additive", by: "whole" },
  },
  assigned: [],
  computed: {},
  risk: () => "safe",
  requests: () => [
    { action: "iam:EnableOrganizationsRootCredentialsManagement", resource: "*" },
    { action: "iam:EnableOrganizationsRootSessions", resource: "*" },
  ],
};
