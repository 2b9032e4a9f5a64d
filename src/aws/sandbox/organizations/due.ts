import type { PolicyTypeState, World } from "../world.ts";
import { finishCreation, inCreation } from "./account-creation.ts";
import { finishPolicyType } from "./policy-types.ts";

interface Due {
  readonly at: number;
  readonly happen: () => void;
}

/**
 * Lets everything happen that has fallen due, in the order of its time. What comes of it follows from the world
 * alone, whether it is asked early and often or late and once.
 */
export function settle(world: World): void {
  const due = [...dueCreations(world), ...duePolicyTypes(world)];
  due.sort((a, b) => a.at - b.at);
  for (const event of due) {
    event.happen();
  }
}

function dueCreations(world: World): Due[] {
  return inCreation(world)
    .filter((creation) => creation.due <= world.time)
    .map((creation) => ({ at: creation.due, happen: () => finishCreation(world, creation) }));
}

function duePolicyTypes(world: World): Due[] {
  const types: [string, PolicyTypeState][] = Object.entries(world.organization?.policyTypes ?? {});
  return types.flatMap(([type, { due }]) =>
    due === null || due > world.time ? [] : [{ at: due, happen: () => finishPolicyType(world, type) }],
  );
}
