import { Tabs } from "@mantine/core";
import type { ReactNode } from "react";
import classes from "./tab-bar.module.css";

export interface TabItem<Value extends string> {
  readonly value: Value;
  readonly label: string;
  readonly count?: number | undefined;
}

interface TabBarProps<Value extends string> {
  readonly label: string;
  readonly items: readonly TabItem<Value>[];
  readonly value: Value;
  readonly onChange: (value: Value) => void;
  /** what the chosen one shows */
  readonly children: ReactNode;
  readonly className?: string | undefined;
}

/** Pages of one thing under a line; arrows move between them. */
export function TabBar<Value extends string>({ label, items, value, onChange, children, className }: TabBarProps<Value>): ReactNode {
  const choose = (chosen: string | null): void => {
    const item = items.find((item) => item.value === chosen);
    if (item) onChange(item.value);
  };
  return (
    <Tabs
      value={value}
      onChange={choose}
      className={className ?? ""}
      classNames={{ list: classes.list!, tab: classes.tab!, panel: classes.panel! }}
    >
      <Tabs.List aria-label={label}>
        {items.map((item) => (
          <Tabs.Tab key={item.value} value={item.value}>
            {item.label}
            {item.count !== undefined && item.count > 0 && <span className={classes.count}>{item.count}</span>}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      <Tabs.Panel value={value}>{children}</Tabs.Panel>
    </Tabs>
  );
}
