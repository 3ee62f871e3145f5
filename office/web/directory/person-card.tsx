import { ActionIcon, Button, CopyButton, Tooltip } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { IconArrowLeft, IconCheck, IconCopy, IconEdit, IconMail, IconMessageCircle, IconPhone, IconUserOff } from "@tabler/icons-react";
import { getPerson } from "@veche/office-domain/directory";
import type { Person, PersonId } from "@veche/office-domain/directory";
import { getFormat, useLanguage, useText } from "@veche/web/i18n";
import { useRoute } from "@veche/web/query";
import { useNow } from "@veche/web/parts";
import type { ReactNode } from "react";
import { useCallTo, usePresence, useWriteTo } from "../collaboration/index.ts";
import { Chip, EmptyState, ErrorState, MayButton, PersonAvatar, RowsSkeleton } from "../parts/index.ts";
import { PathLink } from "../places/index.ts";
import { useMe } from "../session/index.ts";
import classes from "./person-card.module.css";
import { useDepartments } from "./people.ts";
import { PersonName } from "./person-name.tsx";
import { PresenceText } from "./presence-text.tsx";
import { directoryTexts } from "./texts.ts";

function Copied({ value }: { readonly value: string }): ReactNode {
  const t = useText(directoryTexts);
  return (
    <CopyButton value={value}>
      {({ copied, copy }) => (
        <Tooltip label={copied ? t("copied") : t("copy", { value })}>
          <ActionIcon size={24} onClick={copy} aria-label={t("copy", { value })}>
            {copied ? <IconCheck size={16} stroke={1.75} /> : <IconCopy size={16} stroke={1.75} />}
          </ActionIcon>
        </Tooltip>
      )}
    </CopyButton>
  );
}

function Field({ label, children }: { readonly label: string; readonly children: ReactNode }): ReactNode {
  return (
    <div className={classes.field}>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function Actions({ person }: { readonly person: Person }): ReactNode {
  const t = useText(directoryTexts);
  const { write, isOpening } = useWriteTo();
  const { call, isCalling } = useCallTo();
  const isMe = useMe().person.id === person.id;
  return (
    <div className={classes.actions}>
      {!isMe && (
        <MayButton
          icon={<IconMessageCircle size={18} stroke={1.75} />}
          refusal={write === null ? t("writeLater") : null}
          isBusy={isOpening}
          onClick={() => void write?.(person.id)}
        >
          {t("write")}
        </MayButton>
      )}
      {!isMe && (
        <MayButton
          icon={<IconPhone size={18} stroke={1.75} />}
          refusal={call === null ? t("callLater") : null}
          isBusy={isCalling}
          onClick={() => void call?.(person.id)}
        >
          {t("call")}
        </MayButton>
      )}
      {person.email && (
        <Button component="a" href={`mailto:${person.email}`} variant="default" leftSection={<IconMail size={18} stroke={1.75} />}>
          {t("mail")}
        </Button>
      )}
    </div>
  );
}

/** The time where a person is, now. */
function LocalTime({ timeZone }: { readonly timeZone: string }): ReactNode {
  const language = useLanguage();
  const now = useNow();
  try {
    return getFormat(language, timeZone).clock(now);
  } catch {
    return null;
  }
}

function Contacts({ person }: { readonly person: Person }): ReactNode {
  const t = useText(directoryTexts);
  const { byId } = useDepartments();
  const department = person.departmentId && byId.get(person.departmentId);
  return (
    <dl className={classes.fields}>
      {person.innerPhone && (
        <Field label={t("innerPhone")}>
          <span className={classes.number}>{person.innerPhone}</span>
          <Copied value={person.innerPhone} />
        </Field>
      )}
      {person.mobilePhone && (
        <Field label={t("mobilePhone")}>
          <a href={`tel:${person.mobilePhone.replace(/[^+\d]/g, "")}`}>{person.mobilePhone}</a>
          <Copied value={person.mobilePhone} />
        </Field>
      )}
      {person.email && (
        <Field label={t("email")}>
          <a href={`mailto:${person.email}`}>{person.email}</a>
          <Copied value={person.email} />
        </Field>
      )}
      {person.city && (
        <Field label={t("city")}>
          <span>
            {person.city}, <LocalTime timeZone={person.timeZone} />
          </span>
        </Field>
      )}
      {department && (
        <Field label={t("department")}>
          <Link to="/people" search={{ department: department.id }}>
            {department.name}
          </Link>
        </Field>
      )}
      {person.managerId && (
        <Field label={t("manager")}>
          <PersonName personId={person.managerId} isLink />
        </Field>
      )}
    </dl>
  );
}

interface PersonCardProps {
  readonly personId: PersonId;
  readonly onBack: (() => void) | null;
  /** it is all that the page says: the name is the page's title */
  readonly isPage: boolean;
  /** what other features say of him */
  readonly children: ReactNode;
}

/** A person: who he is, where he is now, how to reach him, what to ask him about. */
export function PersonCard({ personId, onBack, isPage, children }: PersonCardProps): ReactNode {
  const t = useText(directoryTexts);
  const { data, error, refetch } = useRoute(getPerson, { personId });
  const presence = usePresence(personId);
  if (error?.code === "not_found" || error?.code === "invalid") {
    return <EmptyState isPage={isPage} icon={<IconUserOff size={20} stroke={1.75} />} title={t("noPerson")} text={t("noPersonText")} />;
  }
  if (error) return <ErrorState isPage={isPage} error={error} onRetry={() => void refetch()} />;
  if (!data) return <RowsSkeleton count={6} height={44} />;
  const { person, can } = data;
  const [Name, PartTitle] = isPage ? (["h1", "h2"] as const) : (["h2", "h3"] as const);
  return (
    <article className={classes.card} aria-labelledby="person-name">
      <div className={classes.bar}>
        {onBack && (
          <ActionIcon aria-label={t("back")} onClick={onBack}>
            <IconArrowLeft size={20} stroke={1.75} />
          </ActionIcon>
        )}
        {can.edit && (
          <Tooltip label={t("edit")}>
            <ActionIcon
              component={PathLink}
              path={`/administration/users?person=${person.id}`}
              aria-label={t("edit")}
              className={classes.edit}
            >
              <IconEdit size={18} stroke={1.75} />
            </ActionIcon>
          </Tooltip>
        )}
      </div>
      <header className={classes.head}>
        <PersonAvatar name={person.fullName} size={64} presence={presence?.state} />
        <Name id="person-name" className={classes.name}>
          {person.fullName}
        </Name>
        <p className={classes.position}>{person.position}</p>
        {person.isBlocked ? <Chip tone="red">{t("blocked")}</Chip> : <PresenceText presence={presence} />}
        <Actions person={person} />
      </header>
      {children}
      {person.responsibilities.length > 0 && (
        <section className={classes.part}>
          <PartTitle className={classes.partTitle}>{t("responsibleFor")}</PartTitle>
          <div className={classes.chips}>
            {person.responsibilities.map((responsibility) => (
              <Chip key={responsibility}>{responsibility}</Chip>
            ))}
          </div>
        </section>
      )}
      <section className={classes.part}>
        <Contacts person={person} />
      </section>
    </article>
  );
}
