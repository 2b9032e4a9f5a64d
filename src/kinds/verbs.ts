import type { Verbs } from "../aws/contract/verbs.ts";
import type { KindName } from "../model/resource.ts";
import { accountVerbs } from "./account/account.aws.ts";
import { accountAliasVerbs } from "./account-alias/account-alias.aws.ts";
import { delegatedAdministratorVerbs } from "./delegated-administrator/delegated-administrator.aws.ts";
import { ecrRepositoryVerbs } from "./ecr-repository/ecr-repository.aws.ts";
import { iamGroupVerbs } from "./iam-group/iam-group.aws.ts";
import { iamOidcProviderVerbs } from "./iam-oidc-provider/iam-oidc-provider.aws.ts";
import { iamPolicyVerbs } from "./iam-policy/iam-policy.aws.ts";
import { iamRoleVerbs } from "./iam-role/iam-role.aws.ts";
import { iamUserVerbs } from "./iam-user/iam-user.aws.ts";
import { iamUserAccessVerbs } from "./iam-user-access/iam-user-access.aws.ts";
import { imageSharingVerbs } from "./image-sharing/image-sharing.aws.ts";
import { kmsKeyVerbs } from "./kms-key/kms-key.aws.ts";
import { organizationVerbs } from "./organization/organization.aws.ts";
import { organizationPolicyVerbs } from "./organization-policy/organization-policy.aws.ts";
import { organizationalUnitVerbs } from "./organizational-unit/organizational-unit.aws.ts";
import { passwordPolicyVerbs } from "./password-policy/password-policy.aws.ts";
import { policyAttachmentVerbs } from "./policy-attachment/policy-attachment.aws.ts";
import { policyTypeVerbs } from "./policy-type/policy-type.aws.ts";
import { ramOrganizationSharingVerbs } from "./ram-organization-sharing/ram-organization-sharing.aws.ts";
import { ramShareVerbs } from "./ram-share/ram-share.aws.ts";
import { rootAccessVerbs } from "./root-access/root-access.aws.ts";
import { s3AccountPublicAccessBlockVerbs } from "./s3-account-public-access-block/s3-account-public-access-block.aws.ts";
import { s3BucketVerbs } from "./s3-bucket/s3-bucket.aws.ts";
import { serviceLinkedRoleVerbs } from "./service-linked-role/service-linked-role.aws.ts";
import { serviceCatalogOrganizationAccessVerbs } from "./servicecatalog-organization-access/servicecatalog-organization-access.aws.ts";
import { serviceCatalogPortfolioVerbs } from "./servicecatalog-portfolio/servicecatalog-portfolio.aws.ts";
import { ssmParameterVerbs } from "./ssm-parameter/ssm-parameter.aws.ts";
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
  iamPolicyVerbs,
  iamUserVerbs,
  iamUserAccessVerbs,
  iamGroupVerbs,
  passwordPolicyVerbs,
  accountAliasVerbs,
  s3AccountPublicAccessBlockVerbs,
  serviceLinkedRoleVerbs,
  kmsKeyVerbs,
  s3BucketVerbs,
  trailVerbs,
  delegatedAdministratorVerbs,
  ecrRepositoryVerbs,
  iamOidcProviderVerbs,
  ramOrganizationSharingVerbs,
  ramShareVerbs,
  serviceCatalogOrganizationAccessVerbs,
  serviceCatalogPortfolioVerbs,
  ssmParameterVerbs,
  imageSharingVerbs,
];

/** Every kind's verbs, by the kind's name. */
export const VERBS: ReadonlyMap<KindName, Verbs> = new Map(ALL.map((verbs) => [verbs.kind, verbs]));
