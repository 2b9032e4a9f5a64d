/** A day of the calendar in UTC, as in `2027-01-31`. Days compare as texts do. */
export type Day = string;

const DAY_MILLISECONDS = 24 * 60 * 60_000;

/** Whether a text is a day that there is. */
export function isDay(text: string): boolean {
  const day = /^\d{4}-\d{2}-\d{2}$/.test(text) ? new Date(`${text}T00:00:00Z`) : null;
  return day !== null && !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
}

/** The day of a moment, or one so many days later. */
export function dayOf(moment: Date, daysLater = 0): Day {
  return new Date(moment.getTime() + daysLater * DAY_MILLISECONDS).toISOString().slice(0, "2027-01-31".length);
}
