import { createTheme } from "@mantine/core";
import type { CSSVariablesResolver, MantineThemeOverride } from "@mantine/core";
import { resolveVariantColors } from "./colors.ts";
import { components } from "./components.ts";
import { darkVariables, lightVariables, mantineAliases, palettes, sharedVariables } from "./tokens.ts";

const sizes = ["xs", "sm", "md", "lg", "xl"] as const;

function perSize(values: readonly string[]): Record<string, string> {
  return Object.fromEntries(sizes.map((size, index) => [size, values[index]!]));
}

/** The design as a Mantine theme: one accent, one radius, five type sizes, a 4-pixel grid. */
export const theme: MantineThemeOverride = createTheme({
  primaryColor: "nord",
  primaryShade: { light: 7, dark: 6 },
  colors: { nord: [...palettes.nord], gray: [...palettes.gray], dark: [...palettes.dark] },
  fontFamily: '"Inter Variable", Inter, "Segoe UI", Roboto, "Helvetica Neue", Arial, "Noto Sans", "Noto Color Emoji", sans-serif',
  fontFamilyMonospace: '"JetBrains Mono", "Cascadia Mono", Consolas, "DejaVu Sans Mono", monospace',
  fontSizes: perSize(["12px", "13px", "14px", "16px", "20px"]),
  lineHeights: perSize(["16px", "20px", "20px", "24px", "28px"]),
  spacing: perSize(["4px", "8px", "12px", "16px", "24px"]),
  radius: perSize(["6px", "6px", "6px", "6px", "6px"]),
  defaultRadius: "sm",
  headings: { fontWeight: "600" },
  cursorType: "pointer",
  respectReducedMotion: true,
  variantColorResolver: resolveVariantColors,
  components,
});

/** Emits every `--v-*` variable, the only colours components may use. */
export const resolveVariables: CSSVariablesResolver = () => ({
  variables: { ...sharedVariables, "--mantine-radius-default": "6px" },
  light: { ...lightVariables, ...mantineAliases },
  dark: { ...darkVariables, ...mantineAliases },
});
