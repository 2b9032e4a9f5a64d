import type { World } from "../world.ts";

/** Keys whose waiting period has ended are gone. https://docs.aws.amazon.com/kms/latest/developerguide/deleting-keys.html */
export function forgetDeletedKeys(world: World): void {
  for (const key of Object.values(world.keys)) {
    if (key.deletion !== null && key.deletion <= world.time) {
      delete world.keys[key.id];
    }
  }
}
