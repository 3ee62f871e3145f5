export type Greeting = "morning" | "day" | "evening" | "night";

/** @param hour 0–23 in the person's zone */
export function chooseGreeting(hour: number): Greeting {
  if (hour >= 5 && hour < 12) return "morning";
  if (hour >= 12 && hour < 18) return "day";
  return hour >= 18 ? "evening" : "night";
}
