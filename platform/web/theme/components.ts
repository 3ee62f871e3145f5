import {
  ActionIcon,
  Button,
  Checkbox,
  Input,
  InputWrapper,
  Menu,
  Modal,
  Notification,
  Popover,
  Portal,
  Radio,
  Tooltip,
} from "@mantine/core";
import type { MantineThemeComponents } from "@mantine/core";
import classes from "./theme.module.css";

const heights: Record<string, string> = { xs: "28px", sm: "32px", md: "36px", lg: "44px" };
const paddings: Record<string, string> = { xs: "10px", sm: "12px", md: "14px", lg: "16px" };

function sizeVariables(prefix: string, size: unknown): Record<string, string> {
  const height = typeof size === "string" ? heights[size] : undefined;
  return height === undefined ? {} : { [prefix]: height };
}

/** Menus, tooltips and dialogs stand inside the page's main landmark, so that everything on the screen belongs to one; a page without it holds them itself. */
const overlayHome = "main, body:not(:has(main))";

/** Measures of controls: 32 px, small 28 px, on a phone 44 px. */
export const components: MantineThemeComponents = {
  Button: Button.extend({
    defaultProps: { size: "sm" },
    classNames: { root: classes.button! },
    vars: (_theme, { size }) => ({
      root: {
        ...sizeVariables("--button-height", size),
        "--button-padding-x": paddings[String(size)] ?? "12px",
        "--button-fz": "13px",
      },
    }),
  }),
  ActionIcon: ActionIcon.extend({
    defaultProps: { size: "md", variant: "subtle" },
    vars: (_theme, { size }) => ({ root: sizeVariables("--ai-size", size === "md" ? "sm" : size === "sm" ? "xs" : size) }),
  }),
  Input: Input.extend({ defaultProps: { size: "sm" }, classNames: { wrapper: classes.input!, input: classes.inputField! } }),
  InputWrapper: InputWrapper.extend({
    classNames: { label: classes.label!, description: classes.description!, error: classes.error! },
  }),
  Checkbox: Checkbox.extend({
    defaultProps: { size: "xs" },
    styles: { input: { borderColor: "var(--v-border-input)" }, label: { fontSize: 13 } },
  }),
  Radio: Radio.extend({
    defaultProps: { size: "xs" },
    styles: { radio: { borderColor: "var(--v-border-input)" }, label: { fontSize: 13 } },
  }),
  Menu: Menu.extend({
    defaultProps: { shadow: "md", withinPortal: true, withInitialFocusPlaceholder: false },
    classNames: { dropdown: classes.menu!, item: classes.menuItem!, label: classes.menuLabel! },
  }),
  Popover: Popover.extend({ defaultProps: { shadow: "md" }, classNames: { dropdown: classes.menu! } }),
  Modal: Modal.extend({
    defaultProps: { size: 480, centered: true, overlayProps: { backgroundOpacity: 0.32 } },
    classNames: { content: classes.dialog!, header: classes.dialogHeader!, title: classes.dialogTitle!, body: classes.dialogBody! },
  }),
  Portal: Portal.extend({ defaultProps: { target: overlayHome } }),
  Tooltip: Tooltip.extend({ defaultProps: { openDelay: 400, withArrow: false }, classNames: { tooltip: classes.tooltip! } }),
  Notification: Notification.extend({ classNames: { root: classes.notification! } }),
};
