import { Anchor, Modal, Stack, Text } from "@mantine/core";
import type { Me } from "@veche/office-domain/directory";
import { useText } from "@veche/web/i18n";
import type { ReactNode } from "react";
import { useMe } from "./me.ts";
import { SignIn } from "./sign-in.tsx";
import { sessionTexts } from "./texts.ts";

interface EndedDialogProps {
  readonly isOpened: boolean;
  readonly onRestored: () => void;
}

/** Signing in again over the page as it stands, so that nothing typed is lost. */
export function EndedDialog({ isOpened, onRestored }: EndedDialogProps): ReactNode {
  const t = useText(sessionTexts);
  const { person } = useMe();
  // a passkey may be somebody else's: nothing of this page is for him
  const handleSignedIn = (me: Me): void => (me.person.id === person.id ? onRestored() : location.assign("/"));
  return (
    <Modal
      opened={isOpened}
      onClose={() => undefined}
      withCloseButton={false}
      closeOnEscape={false}
      closeOnClickOutside={false}
      title={t("endedTitle")}
      zIndex={500}
      size={400}
    >
      <Stack gap="lg">
        <Text size="sm" c="var(--v-text-2)">
          {t("endedText")}
        </Text>
        {isOpened && <SignIn login={person.login} onSignedIn={handleSignedIn} />}
        <Anchor href="/login" size="sm">
          {t("anotherPerson")}
        </Anchor>
      </Stack>
    </Modal>
  );
}
