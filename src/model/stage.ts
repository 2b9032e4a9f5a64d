/**
 * The order of safety: every step of a lower stage is done before any of a higher one starts. Guardrails that need no
 * account stand before the first account is made; those that might hinder the building come last.
 */
export const STAGE = {
  organization: 0,
  settings: 10,
  rootAccess: 20,
  units: 30,
  firstGuardrails: 40,
  accounts: 60,
  roles: 70,
  lastGuardrails: 90,
} as const;

const LAST = 1000;

/** Deletions run after everything else, and in the opposite order: what hangs on a thing goes before the thing. */
export function deletionStage(stage: number): number {
  return LAST - stage;
}
