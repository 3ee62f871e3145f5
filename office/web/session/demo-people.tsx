import { ActionIcon, CopyButton, Tooltip, UnstyledButton } from "@mantine/core";
import { IconCheck, IconCopy } from "@tabler/icons-react";
import type { getSetup, Me } from "@veche/office-domain/directory";
import { signIn } from "@veche/office-domain/session";
import type { RouteOutput } from "@veche/kernel";
import { useText } from "@veche/web/i18n";
import { useRouteMutation } from "@veche/web/query";
import type { ReactNode } from "react";
import { PersonAvatar, PlainList, RowText, tellError } from "../parts/index.ts";
import type { Credentials } from "./code-step.tsx";
import classes from "./login.module.css";
import { sessionTexts } from "./texts.ts";

type Demo = NonNullable<RouteOutput<typeof getSetup>["demo"]>;

interface DemoPeopleProps {
  readonly demo: Demo;
  readonly onSignedIn: (me: Me) => void;
  readonly onCodeNeeded: (credentials: Credentials) => void;
}

/** On a demo installation: people to sign in as, and the password made for it. */
export function DemoPeople({ demo, onSignedIn, onCodeNeeded }: DemoPeopleProps): ReactNode {
  const t = useText(sessionTexts);
  const enter = useRouteMutation(signIn, {
    onSuccess: onSignedIn,
    onError: (error, credentials) => (error.code === "second_factor_required" ? onCodeNeeded(credentials) : tellError(error)),
  });
  return (
    <section className={classes.demo} aria-labelledby="demo-people">
      <h2 id="demo-people" className={classes.demoTitle}>
        {t("demoTitle")}
      </h2>
      <div className={classes.demoText}>
        <span>{t("demoText")}</span> <code>{demo.password}</code>
        <CopyButton value={demo.password}>
          {({ copied, copy }) => (
            <Tooltip label={copied ? t("passwordCopied") : t("copyPassword")}>
              <ActionIcon size="sm" onClick={copy} aria-label={t("copyPassword")}>
                {copied ? <IconCheck size={16} stroke={1.75} /> : <IconCopy size={16} stroke={1.75} />}
              </ActionIcon>
            </Tooltip>
          )}
        </CopyButton>
      </div>
      <PlainList className={classes.people}>
        {demo.people.map(({ id, login, fullName, position }) => (
          <li key={id}>
            <UnstyledButton
              data-row
              className={classes.person}
              title={t("enterAs", { name: fullName })}
              disabled={enter.isPending}
              onClick={() => enter.mutate({ login, password: demo.password })}
            >
              <PersonAvatar name={fullName} size={28} />
              <RowText title={fullName} note={position} />
            </UnstyledButton>
          </li>
        ))}
      </PlainList>
    </section>
  );
}
