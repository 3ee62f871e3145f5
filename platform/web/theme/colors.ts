import { defaultVariantColorsResolver } from "@mantine/core";
import type { VariantColorsResolver } from "@mantine/core";

const clear = "1px solid transparent";

const variants: Record<string, ReturnType<VariantColorsResolver>> = {
  filled: { background: "var(--v-accent)", hover: "var(--v-accent-hover)", color: "var(--v-on-accent)", border: clear },
  light: { background: "var(--v-accent-soft)", hover: "var(--v-selected)", color: "var(--v-accent-text)", border: clear },
  outline: { background: "transparent", hover: "var(--v-hover)", color: "var(--v-accent-text)", border: "1px solid var(--v-accent-line)" },
  default: { background: "var(--v-raised)", hover: "var(--v-hover)", color: "var(--v-text)", border: "1px solid var(--v-border-strong)" },
  subtle: { background: "transparent", hover: "var(--v-hover)", color: "var(--v-text-2)", border: clear },
  transparent: { background: "transparent", hover: "transparent", color: "var(--v-accent-text)", border: clear },
};

const redVariants: Record<string, ReturnType<VariantColorsResolver>> = {
  filled: { background: "var(--v-red-solid)", hover: "var(--v-red-solid)", color: "#fff", border: clear },
  light: { background: "var(--v-red-soft)", hover: "var(--v-red-soft)", color: "var(--v-red)", border: clear },
  subtle: { background: "transparent", hover: "var(--v-red-soft)", color: "var(--v-red)", border: clear },
  outline: { background: "transparent", hover: "var(--v-red-soft)", color: "var(--v-red)", border: "1px solid var(--v-border-strong)" },
};

/** What the variants of buttons wear: the accent, or red for what destroys. Other colours fall back to Mantine's way. */
export const resolveVariantColors: VariantColorsResolver = (input) => {
  const isAccent = input.color === undefined || input.color === input.theme.primaryColor;
  const known = isAccent ? variants : input.color === "red" ? redVariants : {};
  return known[input.variant] ?? defaultVariantColorsResolver(input);
};
