import type { Blueprint } from "./blueprint.ts";
import type { UsedBlueprint } from "./read-wishes.ts";

/** The switches of guardrails that are off, as in `guardrails.lockRegions`: the instance's name, and the parameter's. */
export function switchesOff(uses: readonly UsedBlueprint[]): string[] {
  return uses.flatMap((used) =>
    Object.entries(used.use.with)
      .filter(([name, value]) => value === false && isSwitch(used.blueprint, name))
      .map(([name]) => idOf(used, name)),
  );
}

/** The blueprints as they are used, but with every guardrail on that they offer, save for some that stay as they are. */
export function withSwitchesOn(
  uses: readonly UsedBlueprint[],
  save: ReadonlySet<string> = new Set(),
): readonly UsedBlueprint[] {
  return uses.map((used) => {
    const kept = Object.entries(used.use.with).filter(
      ([name, value]) => value !== false || !isSwitch(used.blueprint, name) || save.has(idOf(used, name)),
    );
    return { ...used, use: { ...used.use, with: Object.fromEntries(kept) } };
  });
}

/** Whether a parameter of a blueprint is the switch of a guardrail. */
export function isSwitch({ guardrails }: Blueprint, name: string): boolean {
  return guardrails.some((guardrail) => guardrail.switch === name);
}

function idOf({ use, blueprint }: UsedBlueprint, name: string): string {
  return `${use.as ?? blueprint.name}.${name}`;
}
