import type { Address } from "./address.ts";
import type { Resource } from "./resource.ts";

/** Tells the type of the policy that an attachment hangs, which is one of those that it needs; undefined for anything else. */
export type AttachedType = (attachment: Resource) => string | undefined;

/** @param wished the resources of the file, with the policies among them */
export function attachedTypes(wished: readonly Resource[]): AttachedType {
  const policies = wished.filter(({ kind }) => kind === "organization-policy");
  const types = new Map<Address, string>(
    policies.map(({ address, properties }) => [address, String(properties["type"])]),
  );
  return ({ needs }) => needs.map((need) => types.get(need)).find((type) => type !== undefined);
}
