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
  /** it is all that the page says: its title is the page's */
  readonly isPage?: boolean;
}

/** Says why nothing is here and what to do. */
export function EmptyState({ icon, title, text, action, isPage = false }: EmptyStateProps): ReactNode {
  const Title = isPage ? "h1" : "h2";
  return (
    <div className={classes.state}>
      <Picture size={40}>{icon}</Picture>
      <Title className={classes.title}>{title}</Title>
      {text && <p className={classes.text}>{text}</p>}
      {action && <div className={classes.action}>{action}</div>}
    </div>
  );
}

interface ErrorStateProps {
  readonly error: unknown;
  readonly onRetry?: () => void;
  /** it is all that the page says: its title is the page's */
  readonly isPage?: boolean;
}

/** Says what failed, and lets one try again. */
export function ErrorState({ error, onRetry, isPage = false }: ErrorStateProps): ReactNode {
  const Title = isPage ? "h1" : "h2";
  const t = useText(partTexts);
  const describe = useErrorText();
  return (
    <div className={classes.state} role="alert">
      <Picture size={40} tone="red">
        <IconAlertCircle size={20} stroke={1.75} />
      </Picture>
      <Title className={classes.title}>{t("failed")}</Title>
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
