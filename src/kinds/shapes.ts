import type { KindName } from "../model/resource.ts";
import type { Shape } from "../model/shape.ts";
import { account } from "./account/account.ts";
import { accountAlias } from "./account-alias/account-alias.ts";
import { delegatedAdministrator } from "./delegated-administrator/delegated-administrator.ts";
import { ecrRepository } from "./ecr-repository/ecr-repository.ts";
import { iamGroup } from "./iam-group/iam-group.ts";
import { iamOidcProvider } from "./iam-oidc-provider/iam-oidc-provider.ts";
import { iamPolicy } from "./iam-policy/iam-policy.ts";
import { iamRole } from "./iam-role/iam-role.ts";
import { iamUser } from "./iam-user/iam-user.ts";
import { iamUserAccess } from "./iam-user-access/iam-user-access.ts";
import { imageSharing } from "./image-sharing/image-sharing.ts";
import { kmsKey } from "./kms-key/kms-key.ts";
import { organization } from "./organization/organization.ts";
import { organizationPolicy } from "./organization-policy/organization-policy.ts";
import { organizationalUnit } from "./organizational-unit/organizational-unit.ts";
import { passwordPolicy } from "./password-policy/password-policy.ts";
import { policyAttachment } from "./policy-attachment/policy-attachment.ts";
import { policyType } from "./policy-type/policy-type.ts";
import { ramOrganizationSharing } from "./ram-organization-sharing/ram-organization-sharing.ts";
import { ramShare } from "./ram-share/ram-share.ts";
import { rootAccess } from "./root-access/root-access.ts";
import { s3AccountPublicAccessBlock } from "./s3-account-public-access-block/s3-account-public-access-block.ts";
import { s3Bucket } from "./s3-bucket/s3-bucket.ts";
import { serviceLinkedRole } from "./service-linked-role/service-linked-role.ts";
import { serviceCatalogOrganizationAccess } from "./servicecatalog-organization-access/servicecatalog-organization-access.ts";
import { serviceCatalogPortfolio } from "./servicecatalog-portfolio/servicecatalog-portfolio.ts";
import { ssmParameter } from "./ssm-parameter/ssm-parameter.ts";
import { trail } from "./trail/trail.ts";
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
  iamPolicy,
  iamUser,
  iamUserAccess,
  iamGroup,
  passwordPolicy,
  accountAlias,
  s3AccountPublicAccessBlock,
  serviceLinkedRole,
  kmsKey,
  s3Bucket,
  trail,
  delegatedAdministrator,
  ecrRepository,
  iamOidcProvider,
  ramOrganizationSharing,
  ramShare,
  serviceCatalogOrganizationAccess,
  serviceCatalogPortfolio,
  ssmParameter,
  imageSharing,
];

/** Every kind's shape, by the kind's name. */
export const SHAPES: ReadonlyMap<KindName, Shape> = new Map(ALL.map((shape) => [shape.kind, shape]));
