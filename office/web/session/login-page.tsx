import { useQueryClient } from "@tanstack/react-query";
import { useNavigate, useRouter, useSearch } from "@tanstack/react-router";
import { getMe, getSetup } from "@veche/office-domain/directory";
import type { Me } from "@veche/office-domain/directory";
import { useText } from "@veche/web/i18n";
import { routeKey, useRoute } from "@veche/web/query";
import type { ReactNode } from "react";
import { Logo, useProductName } from "../parts/index.ts";
import { useWindowTitle } from "../places/index.ts";
import { DemoPeople } from "./demo-people.tsx";
import { LanguageMenu } from "./language-menu.tsx";
import classes from "./login.module.css";
import { SignIn } from "./sign-in.tsx";
import { sessionTexts } from "./texts.ts";
import { Waves } from "./waves.tsx";

/** @returns where to go after signing in: only a path of ours, never another site */
export function parseNext(next: unknown): string {
  return typeof next === "string" && /^\/(?![/\\])/.test(next) ? next : "/";
}

/** Signing in. */
export function LoginPage(): ReactNode {
  const t = useText(sessionTexts);
  const client = useQueryClient();
  const router = useRouter();
  const navigate = useNavigate();
  const next = parseNext(useSearch({ strict: false, select: (search: { next?: unknown }) => search.next }));
  const setup = useRoute(getSetup, {}).data;
  const name = setup?.organisationName;
  useWindowTitle(t("signIn"));

  const handleSignedIn = async (me: Me): Promise<void> => {
    client.clear();
    client.setQueryData(routeKey(getMe, {}), me);
    await router.invalidate();
    await navigate({ href: next, replace: true });
  };

  return (
    <main className={classes.page}>
      <section className={classes.form}>
        <div className={classes.top}>
          <Logo size={28} />
          <span className={classes.brand}>{useProductName()}</span>
          <LanguageMenu />
        </div>
        <div className={classes.middle}>
          <h1 className={classes.title}>{name ? t("signInTo", { organisation: name }) : t("signIn")}</h1>
          <p className={classes.subtitle}>{t("subtitle")}</p>
          <SignIn onSignedIn={(me) => void handleSignedIn(me)}>
            {(askCode) =>
              setup?.demo && <DemoPeople demo={setup.demo} onSignedIn={(me) => void handleSignedIn(me)} onCodeNeeded={askCode} />
            }
          </SignIn>
        </div>
        <div className={classes.foot}>
          <span>{location.host}</span>
          <span>{t("noAccess")}</span>
        </div>
      </section>
      <section className={classes.panel}>
        <Waves />
        <div className={classes.motto}>
          <p className={classes.mottoTitle}>{t("motto")}</p>
          <p className={classes.mottoText}>{t("mottoText")}</p>
        </div>
      </section>
    </main>
  );
}
