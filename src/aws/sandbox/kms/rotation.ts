import type { Handler } from "../handlers.ts";
import { enabledKeyFor, keyFor } from "./access.ts";
import { validation } from "./refusals.ts";
import { keyArn } from "./state.ts";

const DAY = 86_400_000;

/** https://docs.aws.amazon.com/kms/latest/APIReference/API_GetKeyRotationStatus.html */
export const getKeyRotationStatus: Handler<"kms:GetKeyRotationStatus"> = (world, input, at) => {
  const key = keyFor(world, at, input.KeyId, { action: "kms:GetKeyRotationStatus", abroad: true });
  const { rotation } = key;
  const KeyId = keyArn(world.partition, key);
  // A key that is to be deleted does not rotate, whatever was set.
  if (rotation === null || key.state === "PendingDeletion") {
    return { KeyId, KeyRotationEnabled: false };
  }
  const turns = Math.floor((world.time - rotation.since) / (rotation.days * DAY)) + 1;
  return {
    KeyId,
    KeyRotationEnabled: true,
    RotationPeriodInDays: rotation.days,
    NextRotationDate: new Date(rotation.since + turns * rotation.days * DAY),
  };
};

/** https://docs.aws.amazon.com/kms/latest/APIReference/API_EnableKeyRotation.html */
export const enableKeyRotation: Handler<"kms:EnableKeyRotation"> = (world, input, at) => {
  const key = enabledKeyFor(world, at, input.KeyId, { action: "kms:EnableKeyRotation" });
  const days = input.RotationPeriodInDays ?? 365;
  if (!Number.isInteger(days) || days < 90 || days > 2560) {
    validation(
      `1 validation error detected: Value '${days}' at 'rotationPeriodInDays' failed to satisfy constraint: Member must have value from 90 to 2560`,
    );
  }
  key.rotation = { days, since: key.rotation?.since ?? world.time };
  return {};
};

/** https://docs.aws.amazon.com/kms/latest/APIReference/API_DisableKeyRotation.html */
export const disableKeyRotation: Handler<"kms:DisableKeyRotation"> = (world, input, at) => {
  enabledKeyFor(world, at, input.KeyId, { action: "kms:DisableKeyRotation" }).rotation = null;
  return {};
};
