export type Greeting = "morning" | "day" | "evening" | "night";

/** @param hour 0–23 in the person's zone */
export function chooseGreeting(hour: number): Greeting {
  if (hour >= 5 && hour < 12) return "morning";
  if (hour >= 12 && hour < 18) return "day";
  return hour >= 18 ? "evening" : "night";
}

/** @returns the given name: «Дмитрий» of «Орлов Дмитрий Александрович», the first word of shorter names */
export function computeGivenName(fullName: string): string {
  const words = fullName.trim().split(/\s+/u);
  return (words.length >= 3 ? words[1] : words[0]) ?? fullName;
}
