import type { Verbs } from "../aws/contract/verbs.ts";
import type { KindName } from "../model/resource.ts";
import { accountVerbs } from "./account/account.aws.ts";
import { iamRoleVerbs } from "./iam-role/iam-role.aws.ts";
import { kmsKeyVerbs } from "./kms-key/kms-key.aws.ts";
import { organizationVerbs } from "./organization/organization.aws.ts";
import { organizationPolicyVerbs } from "./organization-policy/organization-policy.aws.ts";
import { organizationalUnitVerbs } from "./organizational-unit/organizational-unit.aws.ts";
import { policyAttachmentVerbs } from "./policy-attachment/policy-attachment.aws.ts";
import { policyTypeVerbs } from "./policy-type/policy-type.aws.ts";
import { rootAccessVerbs } from "./root-access/root-access.aws.ts";
import { s3BucketVerbs } from "./s3-bucket/s3-bucket.aws.ts";
import { serviceLinkedRoleVerbs } from "./service-linked-role/service-linked-role.aws.ts";
import { trailVerbs } from "./trail/trail.aws.ts";
import { trustedServiceVerbs } from "./trusted-service/trusted-service.aws.ts";

const ALL: readonly Verbs[] = [
  organizationVerbs,
  policyTypeVerbs,
  trustedServiceVerbs,
  rootAccessVerbs,
  organizationalUnitVerbs,
  accountVerbs,
  organizationPolicyVerbs,
  policyAttachmentVerbs,
  iamRoleVerbs,
  serviceLinkedRoleVerbs,
  kmsKeyVerbs,
  s3BucketVerbs,
  trailVerbs,
];

/** Every kind's verbs, by the kind's name. */
export const VERBS: ReadonlyMap<KindName, Verbs> = new Map(ALL.map((verbs) => [verbs.kind, verbs]));
