import { Button, Tooltip } from "@mantine/core";
import type { ReactNode } from "react";

interface MayButtonProps {
  readonly children: ReactNode;
  readonly icon?: ReactNode;
  /** null: it may be pressed; else why not, said to who comes near */
  readonly refusal: string | null;
  readonly isBusy?: boolean;
  readonly variant?: "filled" | "default";
  readonly onClick: () => void;
}

/** A button that stays in sight and in reach of the keyboard when it may not be pressed, and says why. */
export function MayButton({ children, icon, refusal, isBusy = false, variant = "filled", onClick }: MayButtonProps): ReactNode {
  const disabled = refusal === null ? {} : { "data-disabled": true, "aria-disabled": true };
  return (
    <Tooltip label={refusal} disabled={refusal === null} multiline w={260} events={{ hover: true, focus: true, touch: true }}>
      <Button variant={variant} leftSection={icon} loading={isBusy} onClick={() => refusal === null && onClick()} {...disabled}>
        {children}
      </Button>
    </Tooltip>
  );
}
