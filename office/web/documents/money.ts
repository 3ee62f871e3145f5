/** @param text as a person types it: «12 500,50», "12,500.50", «100» @returns kopecks; null when empty; undefined when it is no sum */
export function parseMoney(text: string): number | null | undefined {
  const plain = text.replace(/[\s\u00a0\u202f₽]/g, "");
  if (plain === "") return null;
  const normal = /^\d{1,3}(,\d{3})+(\.\d*)?$/.test(plain) ? plain.replace(/,/g, "") : plain.replace(",", ".");
  if (!/^\d+(\.\d{0,2})?$/.test(normal)) return undefined;
  const minor = Math.round(Number(normal) * 100);
  return Number.isSafeInteger(minor) ? minor : undefined;
}
