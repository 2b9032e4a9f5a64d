import type { Caller, Handler } from "../handlers.ts";
import { storedResourcePolicy } from "../resource-policy/stored.ts";
import type { World } from "../world.ts";
import { isAllowed, keyFor, usableKeyFor } from "./access.ts";
import { limitExceeded, malformedPolicy, notFound } from "./refusals.ts";
import type { KeyState } from "./state.ts";

/** https://docs.aws.amazon.com/kms/latest/developerguide/resource-limits.html */
const LARGEST = 32_768;

/** A key has one policy. */
const NAME = "default";

/** https://docs.aws.amazon.com/kms/latest/APIReference/API_GetKeyPolicy.html */
export const getKeyPolicy: Handler<"kms:GetKeyPolicy"> = (world, input, at) => {
  const { policy } = keyFor(world, at, input.KeyId, { action: "kms:GetKeyPolicy" });
  checkName(input.PolicyName);
  return { Policy: policy, PolicyName: NAME };
};

/** https://docs.aws.amazon.com/kms/latest/APIReference/API_PutKeyPolicy.html */
export const putKeyPolicy: Handler<"kms:PutKeyPolicy"> = (world, input, at) => {
  const key = usableKeyFor(world, at, input.KeyId, { action: "kms:PutKeyPolicy" });
  checkName(input.PolicyName);
  key.policy = checkedKeyPolicy(world, at, key, input.Policy ?? "", input.BypassPolicyLockoutSafetyCheck ?? false);
  return {};
};

/**
 * A key policy as KMS stores it. It must leave the caller able to change it again, unless the caller wants it otherwise.
 * https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html#prevent-unmanageable-key
 */
export function checkedKeyPolicy(
  world: World,
  at: Caller,
  key: Pick<KeyState, "account" | "region" | "id">,
  text: string,
  bypass: boolean,
): string {
  if (Buffer.byteLength(text) > LARGEST) {
    limitExceeded(`The key policy exceeds the maximum size of ${LARGEST} bytes.`);
  }
  const stored = storedResourcePolicy(world, text);
  if ("mistake" in stored) {
    return malformedPolicy(
      stored.mistake === "principal"
        ? "Policy contains a statement with one or more invalid principals."
        : `The policy is not valid. ${stored.says}`,
    );
  }
  if (!bypass && !isAllowed(world, at, key, stored.text, "kms:PutKeyPolicy")) {
    malformedPolicy("The new key policy will not allow you to update the key policy in the future.");
  }
  return stored.text;
}

function checkName(name: string | undefined): void {
  if ((name ?? NAME) !== NAME) {
    notFound("No such policy exists");
  }
}
