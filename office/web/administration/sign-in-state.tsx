import { Button, Text } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import type { Person } from "@veche/office-domain/directory";
import { describeSignIn, resetSignIn } from "@veche/office-domain/session";
import { useText } from "@veche/web/i18n";
import { routeKey, useRoute, useRouteMutation } from "@veche/web/query";
import { useState } from "react";
import type { ReactNode } from "react";
import { ConfirmDialog, tellDone, tellError } from "../parts/index.ts";
import { useMe } from "../session/index.ts";
import classes from "./administration.module.css";
import { administrationTexts } from "./texts.ts";

/** How a user signs in beside his password, and the way back for who has lost his phone or key. One's own stands in the settings. */
export function SignInState({ person }: { readonly person: Person }): ReactNode {
  const t = useText(administrationTexts);
  const client = useQueryClient();
  const isMe = useMe().person.id === person.id;
  const [isAsking, setAsking] = useState(false);
  const { data } = useRoute(describeSignIn, { personId: person.id });
  const reset = useRouteMutation(resetSignIn, {
    onSuccess: () => tellDone(t("signInReset", { name: person.fullName })),
    onError: tellError,
    onSettled: () => client.invalidateQueries({ queryKey: routeKey(describeSignIn) }),
  });
  if (!data) return null;
  const hasMeans = data.hasSecondFactor || data.passkeyCount > 0;
  const means = [
    t(data.hasSecondFactor ? "hasSecondFactor" : "hasNoSecondFactor"),
    t("passkeys", { count: data.passkeyCount }),
    t("sessions", { count: data.sessionCount }),
  ];
  return (
    <div className={classes.wide}>
      <Text size="sm" fw={500}>
        {t("signInMeans")}
      </Text>
      <Text size="sm" c="var(--v-text-2)">
        {means.join(" · ")}
      </Text>
      {hasMeans && !isMe && (
        <Button mt={6} variant="default" size="xs" loading={reset.isPending} onClick={() => setAsking(true)}>
          {t("resetSignIn")}
        </Button>
      )}
      {isAsking && (
        <ConfirmDialog
          title={t("resetSignInTitle")}
          text={t("resetSignInText", { name: person.fullName })}
          confirmLabel={t("resetSignIn")}
          onConfirm={() => reset.mutate({ personId: person.id })}
          onClose={() => setAsking(false)}
        />
      )}
    </div>
  );
}
