import { ActionIcon, UnstyledButton } from "@mantine/core";
import { IconChevronDown, IconChevronRight } from "@tabler/icons-react";
import type { DepartmentId } from "@veche/office-domain/directory";
import { useText } from "@veche/web/i18n";
import { useMemo, useState } from "react";
import type { CSSProperties, ReactNode } from "react";
import { handleRowKeys, PlainList, RowsSkeleton } from "../parts/index.ts";
import { useMe } from "../session/index.ts";
import { useDepartments } from "./people.ts";
import { directoryTexts } from "./texts.ts";
import { buildTree, listParents } from "./tree.ts";
import type { DepartmentNode } from "./tree.ts";
import classes from "./tree.module.css";

interface DepartmentTreeProps {
  /** null: the whole company */
  readonly value: DepartmentId | null;
  readonly onChange: (departmentId: DepartmentId | null) => void;
}

interface BranchProps extends DepartmentTreeProps {
  readonly nodes: readonly DepartmentNode[];
  readonly depth: number;
  readonly opened: ReadonlySet<DepartmentId>;
  readonly onToggle: (id: DepartmentId) => void;
}

function Branch({ nodes, depth, opened, onToggle, value, onChange }: BranchProps): ReactNode {
  const t = useText(directoryTexts);
  return (
    <PlainList>
      {nodes.map(({ department: { id, name, personCount }, children }) => {
        const isOpened = opened.has(id);
        const style = { "--depth": depth } as CSSProperties;
        return (
          <li key={id}>
            <div className={classes.row} data-chosen={id === value || undefined} style={style}>
              {children.length > 0 ? (
                <ActionIcon
                  size={20}
                  className={classes.toggle}
                  aria-label={t(isOpened ? "collapse" : "expand", { name })}
                  aria-expanded={isOpened}
                  onClick={() => onToggle(id)}
                >
                  {isOpened ? <IconChevronDown size={14} stroke={1.75} /> : <IconChevronRight size={14} stroke={1.75} />}
                </ActionIcon>
              ) : (
                <span className={classes.gap} />
              )}
              <UnstyledButton
                data-row
                className={classes.name}
                aria-current={id === value ? "true" : undefined}
                onClick={() => onChange(id)}
                onKeyDown={({ key }) => {
                  if (children.length > 0 && key === (isOpened ? "ArrowLeft" : "ArrowRight")) onToggle(id);
                }}
                title={name}
              >
                <span className={classes.label}>{name}</span>
                <span className={classes.count}>{personCount}</span>
              </UnstyledButton>
            </div>
            {isOpened && children.length > 0 && (
              <Branch nodes={children} depth={depth + 1} opened={opened} onToggle={onToggle} value={value} onChange={onChange} />
            )}
          </li>
        );
      })}
    </PlainList>
  );
}

/** The tree of departments with the number of people in each. */
export function DepartmentTree({ value, onChange }: DepartmentTreeProps): ReactNode {
  const t = useText(directoryTexts);
  const { departments, byId, personCount, isPending } = useDepartments();
  const { organisation } = useMe();
  const [toggled, setToggled] = useState<ReadonlyMap<DepartmentId, boolean>>(new Map());
  const tree = useMemo(() => buildTree(departments), [departments]);
  const opened = useMemo(() => {
    const chosen = value === null ? [] : [value, ...listParents(byId, value)];
    return new Set([
      ...chosen.filter((id) => toggled.get(id) !== false),
      ...[...toggled].filter(([, isOpened]) => isOpened).map(([id]) => id),
    ]);
  }, [byId, toggled, value]);
  if (isPending) return <RowsSkeleton count={8} height={32} />;
  return (
    <nav className={classes.tree} aria-label={t("departments")} onKeyDown={handleRowKeys}>
      <div className={classes.row} data-chosen={value === null || undefined}>
        <UnstyledButton data-row className={classes.name} aria-current={value === null ? "true" : undefined} onClick={() => onChange(null)}>
          <span className={classes.label}>{organisation.name}</span>
          <span className={classes.count}>{personCount || ""}</span>
        </UnstyledButton>
      </div>
      <Branch
        nodes={tree}
        depth={1}
        opened={opened}
        onToggle={(id) => setToggled(new Map(toggled).set(id, !opened.has(id)))}
        value={value}
        onChange={onChange}
      />
    </nav>
  );
}
