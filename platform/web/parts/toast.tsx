import { Button, Group, Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import type { NotificationData } from "@mantine/notifications";
import { newId } from "@veche/kernel";
import { describeError, translate } from "../i18n/index.ts";
import { partTexts } from "./texts.ts";

const undoTimeMs = 8_000;

/** A toast whose cross has a name. */
function show(toast: NotificationData): void {
  notifications.show({ ...toast, closeButtonProps: { "aria-label": translate(partTexts, "close") } });
}

/** Says that something was done; with a way back, which stays for eight seconds. */
export function tellDone(message: string, undo?: () => void): void {
  const id = newId();
  const goBack = (): void => {
    notifications.hide(id);
    undo?.();
  };
  show({
    id,
    color: "nord",
    autoClose: undo ? undoTimeMs : 4_000,
    message: (
      <Group justify="space-between" wrap="nowrap" gap="md">
        <Text size="sm">{message}</Text>
        {undo && (
          <Button size="xs" flex="none" variant="subtle" color="nord" onClick={goBack}>
            {translate(partTexts, "undo")}
          </Button>
        )}
      </Group>
    ),
  });
}

/** Says what failed in the person's language. */
export function tellError(error: unknown): void {
  tellProblem(describeError(error));
}

/** Says what does not go, where the page knows better than the code of a failure. */
export function tellProblem(sentence: string): void {
  show({ color: "red", autoClose: 10_000, message: sentence });
}

/** Says something that asks for a decision; stays until the person takes it or closes it. */
export function tellChoice(message: string, label: string, onChosen: () => void): void {
  const id = newId();
  const choose = (): void => {
    notifications.hide(id);
    onChosen();
  };
  show({
    id,
    color: "yellow",
    autoClose: false,
    message: (
      <Group justify="space-between" wrap="nowrap" gap="md">
        <Text size="sm">{message}</Text>
        <Button size="xs" flex="none" variant="default" onClick={choose}>
          {label}
        </Button>
      </Group>
    ),
  });
}
