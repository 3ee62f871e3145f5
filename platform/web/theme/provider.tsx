import "@mantine/core/styles.layer.css";
import "@mantine/notifications/styles.layer.css";
import "@fontsource-variable/inter";
import "./base.css";
import { localStorageColorSchemeManager, MantineProvider } from "@mantine/core";
import { Notifications } from "@mantine/notifications";
import type { ReactNode } from "react";
import { resolveVariables, theme } from "./theme.ts";

const colorSchemeManager = localStorageColorSchemeManager({ key: "veche-color-scheme" });

/** The look of Veche round an application: theme, light and dark (kept on this device), toasts. */
export function VecheProvider({ children }: { readonly children: ReactNode }): ReactNode {
  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={resolveVariables}
      colorSchemeManager={colorSchemeManager}
      defaultColorScheme="auto"
    >
      <Notifications position="bottom-left" limit={4} zIndex={400} containerWidth={400} />
      {children}
    </MantineProvider>
  );
}
