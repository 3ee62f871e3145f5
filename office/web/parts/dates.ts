/** @param dateOn `YYYY-MM-DD` @returns an instant that falls on this day in every inhabited time zone but the outermost */
export function noonOf(dateOn: string): string {
  return `${dateOn}T12:00:00Z`;
}
