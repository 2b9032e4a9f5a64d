/**
 * The order of safety: every step of a lower stage is done before any of a higher one starts. Guardrails that need no
 * account stand before the first account is made; those that might hinder the building come last. Between `firstAccounts`
 * and `accounts` are the accounts that are made first and everything in them, in the same order as later in the others:
 * so the log of the organization stands, and is seen to be written, before there is anybody else to be logged.
 *
 * Before everything is `shuttingOut`: what only takes away what somebody can do. It waits for nothing, so that whoever left
 * keeps nothing while something else fails; and it keeps nothing waiting when it fails itself.
 */
export const STAGE = {
  shuttingOut: -10,
  organization: 0,
  settings: 10,
  rootAccess: 20,
  units: 30,
  firstGuardrails: 40,
  firstAccounts: 50,
  trails: 90,
  accounts: 100,
  roles: 110,
  keys: 120,
  buckets: 130,
  lastGuardrails: 190,
} as const;

/** The stage at which something is done in an account that is made first, if it is done at `stage` in all others. */
export function amongTheFirst(stage: number): number {
  return stage >= STAGE.accounts ? stage - (STAGE.accounts - STAGE.firstAccounts) : stage;
}

/** Whether what fails in this stage keeps later stages from being begun. */
export function holdsUp(stage: number): boolean {
  return stage !== STAGE.shuttingOut;
}

const LAST = 1000;

/** Deletions run after everything else, and in the opposite order: what hangs on a thing goes before the thing. */
export function deletionStage(stage: number): number {
  return LAST - stage;
}
