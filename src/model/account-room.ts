/** How many accounts an organization may have, and which of them no list of accounts shows. */
export interface AccountRoom {
  /** The names of the accounts that have been ordered and are not made yet, whoever ordered them. */
  readonly ordered: readonly string[];
  /** How many invitations nobody has answered yet; null where that could not be seen. */
  readonly invited: number | null;
  /** How many accounts AWS grants this organization; null where that could not be seen. */
  readonly granted: number | null;
}
