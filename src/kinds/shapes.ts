import type { KindName } from "../model/resource.ts";
import type { Shape } from "../model/shape.ts";
import { account } from "./account/account.ts";
import { iamRole } from "./iam-role/iam-role.ts";
import { organization } from "./organization/organization.ts";
import { organizationPolicy } from "./organization-policy/organization-policy.ts";
import { organizationalUnit } from "./organizational-unit/organizational-unit.ts";
import { policyAttachment } from "./policy-attachment/policy-attachment.ts";
import { policyType } from "./policy-type/policy-type.ts";
import { rootAccess } from "./root-access/root-access.ts";
import { trustedService } from "./trusted-service/trusted-service.ts";

const ALL: readonly Shape[] = [
  organization,
  policyType,
  trustedService,
  rootAccess,
  organizationalUnit,
  account,
  organizationPolicy,
  policyAttachment,
  iamRole,
];

/** Every kind's shape, by the kind's name. */
export const SHAPES: ReadonlyMap<KindName, Shape> = new Map(ALL.map((shape) => [shape.kind, shape]));
