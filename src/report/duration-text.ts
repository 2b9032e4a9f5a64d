/** A time as people say it: "under a second", "42 s", "4 min 10 s", "2 h 5 min". */
export function durationText(seconds: number): string {
  if (seconds < 1) {
    return "under a second";
  }
  const whole = Math.round(seconds);
  if (whole < 60) {
    return `${whole} s`;
  }
  return whole < 3600 ? both(whole, 60, "min", "s", 1) : both(whole, 3600, "h", "min", 60);
}

function both(seconds: number, unit: number, large: string, small: string, smallUnit: number): string {
  const rest = Math.floor((seconds % unit) / smallUnit);
  return `${Math.floor(seconds / unit)} ${large}${rest === 0 ? "" : ` ${rest} ${small}`}`;
}
