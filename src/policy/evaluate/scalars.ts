const W3C = /^\d{4}(?:-\d{2}(?:-\d{2}(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:\d{2}))?)?)?$/;
const SECONDS = /^\d{5,}(?:\.\d+)?$/;

/**
 * A time in milliseconds, from one of the W3C's ISO 8601 formats or from seconds since 1970; null when it is neither.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_Date
 */
export function parseTime(text: string): number | null {
  if (SECONDS.test(text)) {
    return Number(text) * 1000;
  }
  const time = W3C.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(time) ? null : time;
}

const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;

/** An integer or decimal, or null when the text is neither. */
export function parseNumber(text: string): number | null {
  return NUMBER.test(text.trim()) ? Number(text) : null;
}
