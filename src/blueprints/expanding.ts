import type { Address } from "../model/address.ts";
import type { Finding } from "../model/finding.ts";
import type { Json, JsonObject } from "../model/json.ts";
import type { BlueprintUse, Organization } from "../model/organization.ts";
import type { AccountKey } from "../model/place.ts";
import type { SourcePosition } from "../model/position.ts";
import type { KindName, Resource } from "../model/resource.ts";
import type { Shape } from "../model/shape.ts";
import type { Blueprint, ResourceDeclaration } from "./blueprint.ts";
import type { Each } from "./evaluate-node.ts";

/** What expanding needs besides the files. */
export interface ExpandContext {
  /** As in ARNs: `aws`, `aws-us-gov`, `aws-cn`. */
  readonly partition: string;
  readonly managementAccountId: string;
  /** The dated tables, by name: what `data.<table>.<key>` stands for. */
  readonly tables: Readonly<Record<string, Json>>;
}

/** Kinds whose place in the order of expansion is special. */
export const KIND = {
  organization: "organization",
  unit: "organizational-unit",
  account: "account",
  policy: "organization-policy",
  attachment: "policy-attachment",
} as const;

/** One use of a blueprint. */
export interface Instance {
  readonly name: string;
  readonly blueprint: Blueprint;
  readonly use: BlueprintUse;
  readonly values: Readonly<Record<string, Json>>;
  /** The parameters with errors, which are told: what follows from them is not. */
  readonly wrong: ReadonlySet<string>;
}

/** One resource that will be, before its templates are worked out. */
export interface Draft {
  readonly address: Address;
  readonly instance: Instance;
  readonly declaration: ResourceDeclaration;
  /** Null without `forEach`. */
  readonly key: string | null;
  readonly each: Each | null;
}

/** What a declaration makes; null when that failed. */
export type DraftsSoFar = readonly Draft[] | "underway" | null;

/** One resource with its templates worked out. */
export interface Made {
  readonly resource: Resource;
  /** The properties before paths and keys in them were looked up. */
  readonly written: JsonObject;
  /** Where it is declared in the blueprint. */
  readonly at: SourcePosition;
  /** Where the entry stands that it is made for, as a person's; where it is declared when it is made for none. */
  readonly madeFor: SourcePosition;
  /** Where the part of `written` at a JSON Pointer stands. */
  readonly positionOf: (pointer: string) => SourcePosition;
}

/** Properties in their kind's own form, which resources that are wished for in the same words have in common. */
export interface Settled {
  readonly properties: JsonObject;
  /** What the properties wait for. */
  readonly needs: readonly Address[];
  /** The kind found nothing wrong with the first that came to this. */
  readonly isSound: boolean;
}

/** An account that the file makes, as `organization.accounts` and the rest of the tool see it. */
export interface ExpandedAccount {
  readonly address: Address;
  readonly name: string;
  readonly email: string;
  /** The path of its unit; null for the root. */
  readonly unit: string | null;
  readonly tags: Readonly<Record<string, string>>;
  /** The instance that makes it. */
  readonly blueprint: string;
}

/**
 * An expansion under way. Each pass may use what the one before has found: the keys of accounts and paths of units
 * first, then the accounts, then everything else, then the guardrails.
 */
export interface Expanding {
  readonly organization: Organization;
  readonly context: ExpandContext;
  readonly shapes: ReadonlyMap<KindName, Shape>;
  readonly instances: ReadonlyMap<string, Instance>;
  readonly findings: Finding[];
  pass: "names" | "accounts" | "resources" | "guardrails";
  readonly drafts: Map<ResourceDeclaration, Map<Instance, DraftsSoFar>>;
  /** Null for one that failed; its cause is a finding. */
  readonly made: Map<Address, Made | null>;
  /** What is being worked out, outermost first. */
  readonly underway: Address[];
  readonly unitAddresses: Map<string, Address>;
  readonly accountAddresses: Map<AccountKey, Address>;
  readonly accounts: Map<AccountKey, ExpandedAccount>;
  /** The sets of accounts that were asked for, by what was asked. */
  readonly accountSets: Map<string, JsonObject>;
  /** What equal wishes for one kind come to, by kind and wish. */
  readonly settled: Map<string, Settled>;
  /** Some unit or account is not known because of an error, so a missing one is nothing to tell of. */
  namesAreIncomplete: boolean;
  /** What `organization.made` stands for, once it is known. */
  madeThings: JsonObject | null;
}

/** How one part of an expansion is had from another. Each is worked out once, when it is first asked for. */
export interface Workings {
  /** The resources that a declaration makes; null when that cannot be told, and the cause is a finding. */
  drafts(instance: Instance, declaration: ResourceDeclaration): readonly Draft[] | null;
  /** The resource with its templates worked out; null when that failed, and the cause is a finding. */
  complete(draft: Draft): Made | null;
}
