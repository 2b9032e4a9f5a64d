import { type AccountId, type AccountKey, MANAGEMENT } from "../model/place.ts";
import type { Resource } from "../model/resource.ts";

/** An output that AWS will assign, and what its made-up value must differ from. */
export interface Unassigned {
  readonly resource: Resource;
  readonly output: string;
  readonly partition: string;
  /** The account that it lives in. */
  readonly account: AccountId;
  /** The accounts that stand. */
  readonly taken: ReadonlyMap<AccountKey, AccountId>;
  /** How many resources stand: each gets another number. */
  readonly count: number;
}

const FIRST_ACCOUNT = 900_000_000_000;

/** A made-up value in the form in which AWS assigns it, so that patterns in policies match it as they will match the real one. */
export function placeholder({ resource, output, partition, account, taken, count }: Unassigned): string {
  const { kind, address, place } = resource;
  const number = count + 1;
  const digits = String(number).padStart(8, "0");
  switch (`${kind} ${output}`) {
    case "organization id":
      return "o-placeholder";
    case "organization rootId":
      return "r-plac";
    case "organization managementAccount":
      return taken.get(MANAGEMENT) ?? "";
    case "account id":
      return freeAccount(number, taken);
    case "organizational-unit id":
      return `ou-plac-${digits}`;
    case "organization-policy id":
      return `p-${digits}`;
    case "kms-key id":
      return keyId(number);
    case "kms-key arn":
      return `arn:${partition}:kms:${place.region}:${account}:key/${keyId(number)}`;
    case "servicecatalog-portfolio id":
      return `port-${digits}placed`;
    default:
      return `${address}#${output}`;
  }
}

function keyId(number: number): string {
  return `00000000-0000-4000-8000-${String(number).padStart(12, "0")}`;
}

function freeAccount(number: number, accounts: Unassigned["taken"]): AccountId {
  const taken = new Set(accounts.values());
  for (let id = FIRST_ACCOUNT + number; ; id += 1) {
    if (!taken.has(String(id))) {
      return String(id);
    }
  }
}
