// What the compiler infers and refuses at a call. Compiling this file is the test: an `@ts-expect-error` under which
// nothing is wrong is itself an error.

import { all } from "../../src/aws/contract/all.ts";
import type { Call, Reader, Writer } from "../../src/aws/contract/call.ts";
import { ORGANIZATION_PLACE as AT } from "../../src/model/place.ts";

declare const reader: Reader;
declare const writer: Writer;
declare function change(aws: Writer): void;
declare function look(aws: Reader): void;

/** Whether two types are the same, and not merely assignable. */
type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
const holds = <T extends true>(proof?: T): T | undefined => proof;

export function ports(): void {
  look(writer);
  // @ts-expect-error a Reader cannot change the world
  change(reader);
  // @ts-expect-error nor through a variable
  const wrong: Writer = reader;
  // @ts-expect-error a narrow door does not open further
  const wide: Reader = writer as Call<"iam:GetRole">;
  const narrow: Call<"iam:GetRole" | "iam:CreateRole"> = writer;
  // @ts-expect-error a Reader lacks one of them
  const tooNarrow: Call<"iam:GetRole" | "iam:CreateRole"> = reader;
  return void [wrong, wide, narrow, tooNarrow];
}

export async function inputs(): Promise<void> {
  await reader.call("organizations:ListPolicies", AT, { Filter: "TAG_POLICY" });
  // @ts-expect-error Filter is missing
  await reader.call("organizations:ListPolicies", AT, {});
  // @ts-expect-error there is no such filter
  await reader.call("organizations:ListPolicies", AT, { Filter: "TAG_POLICIES" });
  // @ts-expect-error there is no such field
  await reader.call("organizations:ListPolicies", AT, { Filter: "TAG_POLICY", Fliter: "TAG_POLICY" });
  // @ts-expect-error an operation that changes something
  await reader.call("organizations:DeletePolicy", AT, { PolicyId: "p-1" });
  // @ts-expect-error an operation that AWS has and the table has not
  await writer.call("organizations:CloseAccount", AT, { AccountId: "222222222222" });
  // @ts-expect-error an operation that nobody has
  await writer.call("iam:CreateRoll", AT, {});
  // @ts-expect-error a place is an account and a region
  await reader.call("organizations:ListRoots", { account: "management" }, {});
}

export async function outputs(): Promise<void> {
  const { Role: role } = await reader.call("iam:GetRole", AT, { RoleName: "R" });
  holds<Same<NonNullable<typeof role>["CreateDate"], Date | undefined>>();
  holds<Same<NonNullable<typeof role>["RoleName"], string | undefined>>();
  const organization = await reader.call("organizations:DescribeOrganization", AT, {});
  // @ts-expect-error metadata stays behind the door
  organization.$metadata;
  // @ts-expect-error there is no such field
  organization.Organisation;
  const accounts = await all(reader, "organizations:ListAccounts", AT, {});
  holds<Same<(typeof accounts)[number]["Email"], string | undefined>>();
  const names = await all(reader, "iam:ListRolePolicies", AT, { RoleName: "R" });
  holds<Same<typeof names, string[]>>();
  // @ts-expect-error not paginated
  await all(reader, "iam:GetRole", AT, { RoleName: "R" });
}
