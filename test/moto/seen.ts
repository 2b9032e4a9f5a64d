import { isObject } from "../../src/model/json.ts";
import { python } from "./world.ts";

type Tags = Readonly<Record<string, string>>;

/** An organization as `verify.py` prints it. */
export interface Seen {
  readonly organization: Readonly<Record<string, unknown>>;
  readonly units: readonly { readonly path: string; readonly id: string; readonly tags: Tags }[];
  readonly accounts: readonly SeenAccount[];
  readonly policies: readonly SeenPolicy[];
  readonly log: SeenLog;
  /** What the account `publishing` publishes: each thing as boto3 tells it. */
  readonly published: Readonly<Record<string, readonly Told[]>>;
}

/** The audit log: each thing as boto3 tells it, in words of AWS. */
export interface SeenLog {
  readonly buckets: readonly ({ readonly name: string } & Told)[];
  readonly keys: readonly ({ readonly alias: string; readonly arn: string } & Told)[];
  readonly trails: readonly ({ readonly name: string } & Told)[];
}

type Told = Readonly<Record<string, unknown>>;

export interface SeenAccount {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly status: string;
  readonly unit: string;
  readonly tags: Tags;
  readonly roles: readonly SeenRole[];
  readonly people: SeenPeople;
  /** What S3 keeps the public out of in the whole account; null where nothing is set. */
  readonly publicAccessBlock: Told | null;
}

/** Who is in an account, and what it asks of passwords. */
export interface SeenPeople {
  readonly passwords: Told | null;
  readonly aliases: readonly string[];
  readonly users: readonly ({ readonly name: string } & Told)[];
  readonly groups: readonly SeenGroup[];
  readonly policies: readonly SeenOwnPolicy[];
}

export interface SeenGroup {
  readonly name: string;
  readonly path: string;
  readonly members: readonly string[];
  readonly inline: readonly string[];
  /** ARNs. */
  readonly managed: readonly string[];
}

export interface SeenOwnPolicy {
  readonly name: string;
  readonly path: string;
  readonly document: unknown;
  readonly tags: Tags;
}

export interface SeenPolicy {
  readonly id: string;
  readonly name: string;
  readonly type: string;
  readonly awsManaged: boolean;
  /** As AWS keeps it. */
  readonly text: string;
  readonly tags: Tags;
  /** `root`, `ou:PATH` and `account:NAME`, sorted. */
  readonly targets: readonly string[];
}

export interface SeenRole {
  readonly name: string;
  readonly path: string;
  readonly maxSessionSeconds: number;
  readonly trust: unknown;
  readonly inline: Readonly<Record<string, unknown>>;
  readonly managed: readonly string[];
  readonly tags: Tags;
}

/** Reads the organization in a moto, with a program that knows nothing of orgwright. */
export async function look(endpoint: string): Promise<Seen> {
  return JSON.parse(await python("verify.py", endpoint)) as Seen;
}

/** One form for documents that mean the same: lists sorted, a list of one as its only member. */
export function meaning(document: unknown): unknown {
  if (Array.isArray(document)) {
    const members = document.map(meaning);
    return members.length === 1 ? members[0] : members.sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
  }
  return isObject(document)
    ? Object.fromEntries(Object.entries(document).map(([key, value]) => [key, meaning(value)]))
    : document;
}
