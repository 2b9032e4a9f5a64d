/** What is known of a question: no, maybe, yes. In this order, so that "and" is the least and "or" the greatest (Kleene). */
export type Truth = 0 | 1 | 2;

export const NO = 0;
export const MAYBE = 1;
export const YES = 2;

/** Whether both hold. */
export function both(a: Truth, b: Truth): Truth {
  return a < b ? a : b;
}

/** Whether one of them holds. */
export function either(a: Truth, b: Truth): Truth {
  return a > b ? a : b;
}

/** Whether it does not hold. */
export function not(a: Truth): Truth {
  return (2 - a) as Truth;
}

/** The truth of something that is known. */
export function truthOf(holds: boolean): Truth {
  return holds ? YES : NO;
}
