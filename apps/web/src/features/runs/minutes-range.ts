/** `2 to 5 minutes`, `1 h 10 min to 2 h`: a range of minutes as people say it. */
export function minutesRange(low: number, high: number): string {
  if (high <= 1) return "about a minute";
  if (low === high) return `about ${span(low)}`;
  return high < 60 ? `${low} to ${high} minutes` : `${span(low)} to ${span(high)}`;
}

function span(minutes: number): string {
  if (minutes < 60) return minutes === 1 ? "1 minute" : `${minutes} minutes`;
  const hours = Math.floor(minutes / 60);
  // Nobody plans by the minute what takes hours.
  const rest = hours >= 6 ? 0 : Math.round((minutes % 60) / 5) * 5;
  return rest === 0 ? `${hours} h` : `${hours} h ${rest} min`;
}
