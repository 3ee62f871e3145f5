import { ActionIcon, Button, CopyButton, UnstyledButton } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { IconArrowLeft, IconCopy, IconMail, IconMailOpened, IconRefresh } from "@tabler/icons-react";
import { getLetter, listLetters } from "@veche/office-domain/administration";
import { useFormat, useText } from "@veche/web/i18n";
import { useRoute } from "@veche/web/query";
import type { ReactNode } from "react";
import { EmptyState, ErrorState, handleRowKeys, RowsSkeleton, useEndReached, useRoutePages } from "../parts/index.ts";
import { useWindowTitle } from "../places/index.ts";
import { Guarded } from "./guarded.tsx";
import classes from "./mailbox.module.css";
import { administrationTexts } from "./texts.ts";

const renewMs = 5_000;

function Letter({ id, onBack }: { readonly id: string; readonly onBack: (() => void) | null }): ReactNode {
  const t = useText(administrationTexts);
  const format = useFormat();
  const { data, error, refetch } = useRoute(getLetter, { id });
  if (error) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (!data) return <RowsSkeleton count={4} height={32} />;
  return (
    <article className={classes.letter}>
      <header className={classes.letterHead}>
        {onBack && (
          <ActionIcon aria-label={t("back")} onClick={onBack}>
            <IconArrowLeft size={20} stroke={1.75} />
          </ActionIcon>
        )}
        <div className={classes.grow}>
          <h2 className={classes.subject}>{data.subject}</h2>
          <p className={classes.note}>
            {t("to", { to: data.to })} · {format.exact(data.sentAt)}
          </p>
        </div>
        <CopyButton value={data.text}>
          {({ copied, copy }) => (
            <Button size="xs" variant="default" leftSection={<IconCopy size={16} stroke={1.75} />} onClick={copy}>
              {t(copied ? "copied" : "copyText")}
            </Button>
          )}
        </CopyButton>
      </header>
      <pre className={classes.text}>{data.text}</pre>
    </article>
  );
}

function Mailbox(): ReactNode {
  const t = useText(administrationTexts);
  const format = useFormat();
  const navigate = useNavigate();
  const isPhone = useMediaQuery("(max-width: 48em)", undefined, { getInitialValueInEffect: false });
  const chosen = useSearch({ strict: false, select: (search: { letter?: string }) => search.letter });
  // The list is read again while it is open, by the page's own clock: no event announces a letter.
  useRoute(listLetters, { limit: 1 }, { refetchInterval: renewMs });
  const list = useRoutePages(listLetters, {});
  const end = useEndReached(list);
  const letters = list.data?.pages.flatMap(({ items }) => items) ?? [];
  const open = (letter: string | null): void => void navigate({ to: "/administration/mailbox", search: letter ? { letter } : {} });
  const hasOnlyLetter = isPhone && chosen !== undefined;
  return (
    <div className={classes.page}>
      {!hasOnlyLetter && (
        <section className={classes.side} aria-label={t("mailbox")}>
          <header className={classes.head}>
            <h1 className={classes.title}>{t("mailbox")}</h1>
            <ActionIcon aria-label={t("refresh")} loading={list.isRefetching} onClick={() => void list.refetch()}>
              <IconRefresh size={18} stroke={1.75} />
            </ActionIcon>
          </header>
          {list.error && <ErrorState error={list.error} onRetry={() => void list.refetch()} />}
          {list.isPending && <RowsSkeleton count={4} height={56} />}
          {list.data && letters.length === 0 && (
            <EmptyState icon={<IconMail size={20} stroke={1.75} />} title={t("noLetters")} text={t("noLettersText")} />
          )}
          <div onKeyDown={handleRowKeys}>
            {letters.map(({ id, subject, to, sentAt }) => (
              <UnstyledButton
                key={id}
                data-row
                className={classes.row}
                aria-current={id === chosen ? "true" : undefined}
                onClick={() => open(id)}
              >
                <span className={classes.rowLine}>
                  <strong className={classes.cut}>{subject}</strong>
                  <time className={classes.note} title={format.exact(sentAt)}>
                    {format.short(sentAt)}
                  </time>
                </span>
                <span className={classes.note}>{t("to", { to })}</span>
              </UnstyledButton>
            ))}
            <div ref={end} />
          </div>
        </section>
      )}
      {(!isPhone || chosen) && (
        <section className={classes.main}>
          {chosen ? (
            <Letter key={chosen} id={chosen} onBack={isPhone ? () => open(null) : null} />
          ) : (
            <EmptyState icon={<IconMailOpened size={20} stroke={1.75} />} title={t("chooseLetter")} />
          )}
        </section>
      )}
    </div>
  );
}

/** The built-in mailbox: letters of the program, the registration code among them. */
export function MailboxPage(): ReactNode {
  const t = useText(administrationTexts);
  useWindowTitle(t("mailbox"));
  return (
    <Guarded permission="mailbox.read">
      <Mailbox />
    </Guarded>
  );
}
