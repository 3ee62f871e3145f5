import { Button, Skeleton } from "@mantine/core";
import { IconAlertCircle } from "@tabler/icons-react";
import { useErrorText, useText } from "../i18n/index.ts";
import type { ReactNode } from "react";
import { Picture } from "./avatar.tsx";
import classes from "./states.module.css";
import { partTexts } from "./texts.ts";

interface EmptyStateProps {
  readonly icon: ReactNode;
  readonly title: string;
  readonly text?: string | undefined;
  /** what to do about it */
  readonly action?: ReactNode;
}

/** Says why nothing is here and what to do. */
export function EmptyState({ icon, title, text, action }: EmptyStateProps): ReactNode {
  return (
    <div className={classes.state}>
      <Picture size={40}>{icon}</Picture>
      <h2 className={classes.title}>{title}</h2>
      {text && <p className={classes.text}>{text}</p>}
      {action && <div className={classes.action}>{action}</div>}
    </div>
  );
}

/** Says what failed, and lets one try again. */
export function ErrorState({ error, onRetry }: { readonly error: unknown; readonly onRetry?: () => void }): ReactNode {
  const t = useText(partTexts);
  const describe = useErrorText();
  return (
    <div className={classes.state} role="alert">
      <Picture size={40} tone="red">
        <IconAlertCircle size={20} stroke={1.75} />
      </Picture>
      <h2 className={classes.title}>{t("failed")}</h2>
      <p className={classes.text}>{describe(error)}</p>
      {onRetry && (
        <Button variant="default" className={classes.action} onClick={onRetry}>
          {t("retry")}
        </Button>
      )}
    </div>
  );
}

/** Grey rows in the shape of what is coming. */
export function RowsSkeleton({
  count = 8,
  height = 36,
  hasPicture = false,
}: {
  readonly count?: number;
  readonly height?: number;
  readonly hasPicture?: boolean;
}): ReactNode {
  const t = useText(partTexts);
  return (
    <div role="status" aria-label={t("loading")}>
      {Array.from({ length: count }, (_, index) => (
        <div key={index} className={classes.row} style={{ blockSize: height }}>
          {hasPicture && <Skeleton circle height={Math.min(36, height - 12)} width={Math.min(36, height - 12)} />}
          <Skeleton height={12} width={`${30 + ((index * 17) % 40)}%`} />
        </div>
      ))}
    </div>
  );
}
