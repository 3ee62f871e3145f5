import { useQueryClient } from "@tanstack/react-query";
import { getSignInMeans } from "@veche/office-domain/session";
import type { SignInMeans } from "@veche/office-domain/session";
import { useText } from "@veche/web/i18n";
import { routeKey, useRoute } from "@veche/web/query";
import type { ReactNode } from "react";
import { ErrorState, RowsSkeleton } from "../parts/index.ts";
import { PasskeyList } from "./passkey-list.tsx";
import { PasswordForm } from "./password-form.tsx";
import { SecondFactor } from "./second-factor.tsx";
import { securityTexts } from "./security-texts.ts";
import classes from "./settings.module.css";

/** How I sign in: password, second factor, passkeys. */
export function Security(): ReactNode {
  const t = useText(securityTexts);
  const client = useQueryClient();
  const { data, error, refetch } = useRoute(getSignInMeans, {});
  const keep = (means: SignInMeans): void => client.setQueryData(routeKey(getSignInMeans, {}), means) as void;
  return (
    <div className={classes.groups}>
      {error && <ErrorState error={error} onRetry={() => void refetch()} />}
      {!data && !error && <RowsSkeleton count={3} height={56} />}
      {data && <SecondFactor factor={data.secondFactor} onChange={() => void refetch()} />}
      {data && <PasskeyList means={data} onChanged={keep} />}
      <section className={classes.group}>
        <h2 className={classes.groupTitle}>{t("password")}</h2>
        <PasswordForm />
      </section>
    </div>
  );
}
