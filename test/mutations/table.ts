import { SHAPES } from "../../src/kinds/shapes.ts";
import type { FieldRule, Shape } from "../../src/model/shape.ts";
import { accountMutations } from "./kinds/account.ts";
import { iamRoleMutations } from "./kinds/iam-role.ts";
import { kmsKeyMutations } from "./kinds/kms-key.ts";
import { organizationMutations } from "./kinds/organization.ts";
import { organizationPolicyMutations } from "./kinds/organization-policy.ts";
import { organizationalUnitMutations } from "./kinds/organizational-unit.ts";
import * as people from "./kinds/people.ts";
import * as published from "./kinds/published.ts";
import { s3AccountPublicAccessBlockMutations } from "./kinds/s3-account-public-access-block.ts";
import { s3BucketMutations } from "./kinds/s3-bucket.ts";
import * as settings from "./kinds/settings.ts";
import { trailMutations } from "./kinds/trail.ts";
import type { KindMutations, Mutation } from "./mutation.ts";

/** How each kind is changed by hand, by the kind's name. */
const BY_KIND: Readonly<Record<string, KindMutations<object>>> = {
  organization: organizationMutations,
  "policy-type": settings.policyTypeMutations,
  "trusted-service": settings.trustedServiceMutations,
  "root-access": settings.rootAccessMutations,
  "organizational-unit": organizationalUnitMutations,
  account: accountMutations,
  "organization-policy": organizationPolicyMutations,
  "policy-attachment": settings.policyAttachmentMutations,
  "iam-role": iamRoleMutations,
  "iam-user": people.iamUserMutations,
  "iam-policy": people.iamPolicyMutations,
  "iam-group": people.iamGroupMutations,
  "password-policy": people.passwordPolicyMutations,
  "account-alias": people.accountAliasMutations,
  "s3-account-public-access-block": s3AccountPublicAccessBlockMutations,
  "service-linked-role": settings.serviceLinkedRoleMutations,
  "kms-key": kmsKeyMutations,
  "s3-bucket": s3BucketMutations,
  trail: trailMutations,
  "iam-oidc-provider": published.iamOidcProviderMutations,
  "ecr-repository": published.ecrRepositoryMutations,
  "image-sharing": published.imageSharingMutations,
  "ssm-parameter": published.ssmParameterMutations,
  "ram-organization-sharing": published.ramOrganizationSharingMutations,
  "ram-share": published.ramShareMutations,
  "delegated-administrator": published.delegatedAdministratorMutations,
  "servicecatalog-organization-access": published.serviceCatalogOrganizationAccessMutations,
  "servicecatalog-portfolio": published.serviceCatalogPortfolioMutations,
};

/** One line of the table: a field of a kind's shape. */
export interface Row {
  readonly kind: string;
  /** A name in the shape's `fields`, or `OUR_TAGS`. */
  readonly field: string;
  readonly subject: string;
  readonly mutations: readonly Mutation[];
  /** Why nobody watches it; null where it is watched. */
  readonly unwatched: string | null;
}

/** The row of a kind that is ours by its tags: they can be taken off. */
export const OUR_TAGS = "orgwright:*";

/** A row for every field of every shape, whatever is written about it above. */
export function mutationTable(): readonly Row[] {
  return [...SHAPES.values()].flatMap((shape) => {
    const rows = Object.entries<FieldRule>(shape.fields).map(([field, rule]) =>
      rowOf(shape, field, whyUnwatched(rule)),
    );
    return shape.ownership === "tag" ? [...rows, rowOf(shape, OUR_TAGS, null)] : rows;
  });
}

function rowOf({ kind }: Shape, field: string, unwatched: string | null): Row {
  const written = BY_KIND[kind];
  const fields = (written?.fields ?? {}) as Readonly<Record<string, readonly Mutation[]>>;
  const mutations = (field === OUR_TAGS ? written?.ours : fields[field]) ?? [];
  return { kind, field, subject: written?.subject ?? "", mutations, unwatched };
}

function whyUnwatched({ rule, why }: FieldRule): string | null {
  if (rule === "unwatched") {
    return why ?? "";
  }
  return rule === "createOnly" ? (why ?? "It is used when one is made, and AWS does not tell it afterwards.") : null;
}

/** Kinds and fields that are written about and that no shape has. */
export function strayMutations(): readonly string[] {
  return Object.entries(BY_KIND).flatMap(([kind, { fields }]) => {
    const known = SHAPES.get(kind)?.fields;
    return known === undefined
      ? [kind]
      : Object.keys(fields)
          .filter((field) => !(field in known))
          .map((field) => `${kind} ${field}`);
  });
}
