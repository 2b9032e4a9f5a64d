import type { KeyMetadata } from "@aws-sdk/client-kms";
import type { Input } from "../../contract/services.ts";
import type { Handler } from "../handlers.ts";
import { nextUuid } from "../ids.ts";
import { refuse } from "../refuse.ts";
import type { World } from "../world.ts";
import { keyFor, usableKeyFor } from "./access.ts";
import { checkedKeyPolicy } from "./policies.ts";
import { limitExceeded, unsupported, validation } from "./refusals.ts";
import { defaultKeyPolicy, type KeyState, keyArn } from "./state.ts";
import { checkedKeyTags } from "./tags.ts";

const DAY = 86_400_000;
const LONGEST_DESCRIPTION = 8192;

/** https://docs.aws.amazon.com/kms/latest/developerguide/resource-limits.html */
const MOST_KEYS = 100_000;

/** https://docs.aws.amazon.com/kms/latest/APIReference/API_CreateKey.html */
export const createKey: Handler<"kms:CreateKey"> = (world, input, at) => {
  checkSpec(input);
  const description = checkedDescription(input.Description);
  const tags = checkedKeyTags({}, input.Tags ?? []);
  const mine = Object.values(world.keys).filter(
    ({ account, region }) => account === at.account && region === at.region,
  );
  if (mine.length >= MOST_KEYS) {
    limitExceeded(`You cannot have more than ${MOST_KEYS} keys.`);
  }
  const owner = { account: at.account, region: at.region };
  const policy =
    input.Policy === undefined
      ? defaultKeyPolicy(world.partition, at.account)
      : checkedKeyPolicy(
          world,
          at,
          { ...owner, id: "new" },
          input.Policy,
          input.BypassPolicyLockoutSafetyCheck ?? false,
        );
  const multiRegion = input.MultiRegion ?? false;
  const uuid = nextUuid(world);
  const key: KeyState = {
    id: multiRegion ? `mrk-${uuid.replaceAll("-", "")}` : uuid,
    ...owner,
    created: world.time,
    description,
    policy,
    tags,
    multiRegion,
    rotation: null,
    state: "Enabled",
    deletion: null,
    aliases: {},
  };
  world.keys[key.id] = key;
  return { KeyMetadata: metadata(world, key) };
};

/** https://docs.aws.amazon.com/kms/latest/APIReference/API_DescribeKey.html */
export const describeKey: Handler<"kms:DescribeKey"> = (world, input, at) => {
  const key = keyFor(world, at, input.KeyId, { action: "kms:DescribeKey", aliases: true, abroad: true });
  return { KeyMetadata: metadata(world, key) };
};

/** https://docs.aws.amazon.com/kms/latest/APIReference/API_UpdateKeyDescription.html */
export const updateKeyDescription: Handler<"kms:UpdateKeyDescription"> = (world, input, at) => {
  const key = usableKeyFor(world, at, input.KeyId, { action: "kms:UpdateKeyDescription" });
  key.description = checkedDescription(input.Description);
  return {};
};

/** https://docs.aws.amazon.com/kms/latest/APIReference/API_DisableKey.html */
export const disableKey: Handler<"kms:DisableKey"> = (world, input, at) => {
  usableKeyFor(world, at, input.KeyId, { action: "kms:DisableKey" }).state = "Disabled";
  return {};
};

/** https://docs.aws.amazon.com/kms/latest/APIReference/API_EnableKey.html */
export const enableKey: Handler<"kms:EnableKey"> = (world, input, at) => {
  usableKeyFor(world, at, input.KeyId, { action: "kms:EnableKey" }).state = "Enabled";
  return {};
};

/** https://docs.aws.amazon.com/kms/latest/APIReference/API_ScheduleKeyDeletion.html */
export const scheduleKeyDeletion: Handler<"kms:ScheduleKeyDeletion"> = (world, input, at) => {
  const key = usableKeyFor(world, at, input.KeyId, { action: "kms:ScheduleKeyDeletion" });
  const days = input.PendingWindowInDays ?? 30;
  if (days < 7 || days > 30) {
    validation("PendingWindowInDays must be from 7 to 30.");
  }
  key.state = "PendingDeletion";
  key.deletion = world.time + days * DAY;
  return {
    KeyId: keyArn(world.partition, key),
    DeletionDate: new Date(key.deletion),
    KeyState: key.state,
    PendingWindowInDays: days,
  };
};

/** The key is disabled afterwards. https://docs.aws.amazon.com/kms/latest/APIReference/API_CancelKeyDeletion.html */
export const cancelKeyDeletion: Handler<"kms:CancelKeyDeletion"> = (world, input, at) => {
  const key = keyFor(world, at, input.KeyId, { action: "kms:CancelKeyDeletion" });
  const arn = keyArn(world.partition, key);
  if (key.state !== "PendingDeletion") {
    return refuse("KMSInvalidStateException", `${arn} is not pending deletion.`);
  }
  key.state = "Disabled";
  key.deletion = null;
  return { KeyId: arn };
};

/** The sandbox knows keys for symmetric encryption, made by KMS. */
function checkSpec({ KeySpec, KeyUsage, Origin }: Input<"kms:CreateKey">): void {
  if (
    (KeySpec ?? "SYMMETRIC_DEFAULT") !== "SYMMETRIC_DEFAULT" ||
    (KeyUsage ?? "ENCRYPT_DECRYPT") !== "ENCRYPT_DECRYPT"
  ) {
    unsupported("The sandbox has symmetric encryption keys only.");
  }
  if ((Origin ?? "AWS_KMS") !== "AWS_KMS") {
    unsupported("The sandbox has keys that KMS made only.");
  }
}

function checkedDescription(sent: string | undefined): string {
  const description = sent ?? "";
  return description.length > LONGEST_DESCRIPTION
    ? validation(
        `Value at 'description' failed to satisfy constraint: Member must have length less than or equal to ${LONGEST_DESCRIPTION}`,
      )
    : description;
}

function metadata(world: World, key: KeyState): KeyMetadata {
  const { id, account, region, created, description, state, deletion, multiRegion } = key;
  const Arn = keyArn(world.partition, key);
  return {
    AWSAccountId: account,
    KeyId: id,
    Arn,
    CreationDate: new Date(created),
    Enabled: state === "Enabled",
    Description: description,
    KeyUsage: "ENCRYPT_DECRYPT",
    KeyState: state,
    ...(deletion === null ? {} : { DeletionDate: new Date(deletion) }),
    Origin: "AWS_KMS",
    KeyManager: "CUSTOMER",
    CustomerMasterKeySpec: "SYMMETRIC_DEFAULT",
    KeySpec: "SYMMETRIC_DEFAULT",
    EncryptionAlgorithms: ["SYMMETRIC_DEFAULT"],
    MultiRegion: multiRegion,
    ...(multiRegion
      ? {
          MultiRegionConfiguration: {
            MultiRegionKeyType: "PRIMARY",
            PrimaryKey: { Arn, Region: region },
            ReplicaKeys: [],
          },
        }
      : {}),
  };
}
