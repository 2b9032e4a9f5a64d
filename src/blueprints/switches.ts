import type { UsedBlueprint } from "./read-wishes.ts";

/** The blueprints as they are used but with every guardrail on that they offer; null when none is switched off. */
export function withEverySwitchOn(uses: readonly UsedBlueprint[]): readonly UsedBlueprint[] | null {
  let isAnyOff = false;
  const on = uses.map((used) => {
    const switches = new Set(used.blueprint.guardrails.map((guardrail) => guardrail.switch));
    const given = Object.entries(used.use.with);
    const kept = given.filter(([name, value]) => !(switches.has(name) && value === false));
    isAnyOff ||= kept.length < given.length;
    return { ...used, use: { ...used.use, with: Object.fromEntries(kept) } };
  });
  return isAnyOff ? on : null;
}
