import { Button, Divider, Stack } from "@mantine/core";
import { IconFingerprint } from "@tabler/icons-react";
import type { Me } from "@veche/office-domain/directory";
import { useText } from "@veche/web/i18n";
import { useState } from "react";
import type { ReactNode } from "react";
import { CodeStep } from "./code-step.tsx";
import type { Credentials } from "./code-step.tsx";
import { usePasskeySignIn } from "./passkeys.ts";
import { SignInForm } from "./sign-in-form.tsx";
import { sessionTexts } from "./texts.ts";

interface SignInProps {
  /** fixed: only this person may sign in here */
  readonly login?: string;
  readonly onSignedIn: (me: Me) => void;
  /** other ways to the same end, shown below until a code is asked */
  readonly children?: (askCode: (credentials: Credentials) => void) => ReactNode;
}

/** All ways to sign in: name and password, then the code where one is asked; or a passkey, which is both. */
export function SignIn({ login, onSignedIn, children }: SignInProps): ReactNode {
  const t = useText(sessionTexts);
  const [credentials, askCode] = useState<Credentials | null>(null);
  const passkey = usePasskeySignIn(onSignedIn);
  if (credentials) return <CodeStep credentials={credentials} onSignedIn={onSignedIn} onBack={() => askCode(null)} />;
  return (
    <>
      <Stack gap="lg">
        <SignInForm {...(login !== undefined && { login })} onSignedIn={onSignedIn} onCodeNeeded={askCode} />
        {passkey.isOffered && (
          <>
            <Divider label={t("or")} />
            <Button
              variant="default"
              size="md"
              fullWidth
              leftSection={<IconFingerprint size={20} stroke={1.75} />}
              loading={passkey.isBusy}
              onClick={passkey.signIn}
            >
              {t("enterWithPasskey")}
            </Button>
          </>
        )}
      </Stack>
      {children?.(askCode)}
    </>
  );
}
