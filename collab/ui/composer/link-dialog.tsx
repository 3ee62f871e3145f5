import { Button, Group, Modal, TextInput } from "@mantine/core";
import { useText } from "@veche/web/i18n";
import { useState } from "react";
import type { ReactNode } from "react";
import { texts } from "../texts/index.ts";
import { isSafeHref } from "@veche/web/markdown";

interface LinkDialogProps {
  readonly href: string;
  /** null takes the link away */
  readonly onChosen: (href: string | null) => void;
  readonly onClose: () => void;
}

/** @returns the address as a link holds it: without a scheme it is one of the web */
function toHref(typed: string): string {
  const address = typed.trim();
  return isSafeHref(address) ? address : `https://${address.replace(/^[a-z]+:\/*/i, "")}`;
}

/** Asks where the selected words lead. */
export function LinkDialog({ href, onChosen, onClose }: LinkDialogProps): ReactNode {
  const t = useText(texts);
  const [typed, setTyped] = useState(href);
  const isBlank = typed.trim() === "";
  return (
    <Modal opened onClose={onClose} title={t("link")} size={420} returnFocus={false} closeButtonProps={{ "aria-label": t("close") }}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          event.stopPropagation();
          if (!isBlank || href !== "") onChosen(isBlank ? null : toHref(typed));
        }}
      >
        <TextInput
          label={t("linkAddress")}
          placeholder="https://"
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
          data-autofocus
        />
        <Group justify="flex-end" gap="sm" mt="xl">
          {href !== "" && (
            <Button variant="default" onClick={() => onChosen(null)}>
              {t("removeLink")}
            </Button>
          )}
          <Button type="submit" disabled={isBlank}>
            {t("save")}
          </Button>
        </Group>
      </form>
    </Modal>
  );
}
