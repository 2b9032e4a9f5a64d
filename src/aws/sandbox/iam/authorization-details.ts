import type { Input, Output } from "../../contract/services.ts";
import type { Caller, Handler } from "../handlers.ts";
import type { World } from "../world.ts";
import { attachmentsOf, boundariesOf, groupDetail, roleDetail, userDetail } from "./answers.ts";
import { awsManagedArns } from "./aws-managed.ts";
import { encodedDocument } from "./encoding.ts";
import { anyPolicy, iamOf, own } from "./find.ts";
import { markerPage } from "./pages.ts";
import type { IamState } from "./state.ts";

type PolicyDetail = NonNullable<Output<"iam:GetAccountAuthorizationDetails">["Policies"]>[number];
type Kind = NonNullable<Input<"iam:GetAccountAuthorizationDetails">["Filter"]>[number];
interface Entry {
  readonly kind: Kind;
  readonly key: string;
}

const KINDS: readonly Kind[] = ["User", "Group", "Role", "LocalManagedPolicy", "AWSManagedPolicy"];

/**
 * One list over users, groups, roles and policies, cut into pages as a whole: a page may hold no role and not be the
 * last. Without a filter all of AWS's own policies come along.
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetAccountAuthorizationDetails.html
 */
export const getAccountAuthorizationDetails: Handler<"iam:GetAccountAuthorizationDetails"> = (world, input, at) => {
  const iam = iamOf(world, at);
  const filter = input.Filter === undefined || input.Filter.length === 0 ? KINDS : input.Filter;
  const entries = KINDS.filter((kind) => filter.includes(kind)).flatMap((kind) => entriesOf(world, iam, kind));
  const order = (entry: Entry): string => `${KINDS.indexOf(entry.kind)} ${entry.key}`;
  const { items, more } = markerPage(world, "details", entries, order, input);
  const keys = (kind: Kind): string[] => items.filter((item) => item.kind === kind).map((item) => item.key);
  return {
    UserDetailList: keys("User").flatMap((name) => detailOf(iam.users, name, userDetail)),
    GroupDetailList: keys("Group").flatMap((name) => detailOf(iam.groups, name, groupDetail)),
    RoleDetailList: keys("Role").flatMap((name) => detailOf(iam.roles, name, roleDetail)),
    Policies: [...keys("LocalManagedPolicy"), ...keys("AWSManagedPolicy")].map((arn) => policyDetail(world, at, arn)),
    ...more,
  };
};

function detailOf<T, D>(things: Readonly<Record<string, T>>, name: string, detail: (thing: T) => D): D[] {
  const thing = own(things, name);
  return thing === undefined ? [] : [detail(thing)];
}

function entriesOf(world: World, iam: IamState, kind: Kind): Entry[] {
  const keys: Record<Kind, () => string[]> = {
    User: () => Object.keys(iam.users),
    Group: () => Object.keys(iam.groups),
    Role: () => Object.keys(iam.roles),
    LocalManagedPolicy: () => Object.keys(iam.policies),
    AWSManagedPolicy: () => awsManagedArns(world.partition),
  };
  return keys[kind]().map((key) => ({ kind, key }));
}

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_ManagedPolicyDetail.html */
function policyDetail(world: World, at: Caller, arn: string): PolicyDetail {
  const policy = anyPolicy(world, at, arn);
  const versions = "versions" in policy ? policy.versions : [{ id: "v1", document: policy.document, createDate: null }];
  const isDefault = "versions" in policy ? policy.defaultVersion : "v1";
  return {
    PolicyName: policy.name,
    Arn: arn,
    Path: policy.path,
    DefaultVersionId: isDefault,
    AttachmentCount: attachmentsOf(iamOf(world, at), arn),
    PermissionsBoundaryUsageCount: boundariesOf(iamOf(world, at), arn),
    IsAttachable: true,
    ...("versions" in policy
      ? { PolicyId: policy.id, CreateDate: new Date(policy.createDate), UpdateDate: new Date(policy.updateDate) }
      : {}),
    PolicyVersionList: versions.map((version) => ({
      Document: encodedDocument(version.document),
      VersionId: version.id,
      IsDefaultVersion: version.id === isDefault,
      ...(version.createDate === null ? {} : { CreateDate: new Date(version.createDate) }),
    })),
  };
}
