declare const brand: unique symbol;

/** A string that has been checked to be what its name says. */
export type Branded<Name extends string> = string & { readonly [brand]: Name };
