/** What the proofs of a plan came to. */
export interface Proofs {
  readonly attacks: {
    readonly total: number;
    readonly denied: number;
    readonly open: number;
    readonly inconclusive: number;
    readonly notApplicable: number;
  };
  readonly mustStay: { readonly total: number; readonly allowed: number; readonly broken: number };
}
