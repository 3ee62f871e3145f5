import { Button, Text } from "@mantine/core";
import { IconFingerprint, IconPencil, IconPlus, IconTrash } from "@tabler/icons-react";
import { removePasskey } from "@veche/office-domain/session";
import type { Passkey, SignInMeans } from "@veche/office-domain/session";
import { useFormat, useText } from "@veche/web/i18n";
import { IconAction } from "@veche/web/parts";
import { useRouteMutation } from "@veche/web/query";
import { useState } from "react";
import type { ReactNode } from "react";
import { ConfirmDialog, Picture, PlainList, tellDone, tellError } from "../parts/index.ts";
import { AddPasskeyDialog, RenamePasskeyDialog } from "./passkey-dialogs.tsx";
import { canUsePasskeys } from "./passkeys.ts";
import { securityTexts } from "./security-texts.ts";
import classes from "./settings.module.css";

interface PasskeyListProps {
  readonly means: SignInMeans;
  readonly onChanged: (means: SignInMeans) => void;
}

type Asked = { readonly what: "add" } | { readonly what: "rename" | "remove"; readonly passkey: Passkey } | null;

function PasskeyRow({ passkey, onAsk }: { readonly passkey: Passkey; readonly onAsk: (asked: Asked) => void }): ReactNode {
  const t = useText(securityTexts);
  const format = useFormat();
  const { name, createdAt, lastUsedAt, isSynced } = passkey;
  const facts = [
    t("added", { date: format.dayMonth(createdAt) }),
    lastUsedAt === null ? t("neverUsed") : t("used", { when: format.relative(lastUsedAt) }),
    isSynced && t("synced"),
  ];
  return (
    <li className={classes.session}>
      <Picture>
        <IconFingerprint size={20} stroke={1.75} />
      </Picture>
      <div className={classes.sessionText}>
        <div className={classes.cut}>{name}</div>
        <div className={classes.hint}>{facts.filter(Boolean).join(" · ")}</div>
      </div>
      <IconAction label={t("renamePasskey", { name })} onClick={() => onAsk({ what: "rename", passkey })}>
        <IconPencil size={18} stroke={1.75} />
      </IconAction>
      <IconAction label={t("removePasskey", { name })} onClick={() => onAsk({ what: "remove", passkey })}>
        <IconTrash size={18} stroke={1.75} />
      </IconAction>
    </li>
  );
}

/** Passkeys: the list, and adding, renaming and removing one. */
export function PasskeyList({ means, onChanged }: PasskeyListProps): ReactNode {
  const t = useText(securityTexts);
  const [asked, ask] = useState<Asked>(null);
  const close = (): void => ask(null);
  const remove = useRouteMutation(removePasskey, {
    onSuccess: (changed) => {
      onChanged(changed);
      tellDone(t("passkeyRemoved"));
    },
    onError: tellError,
  });
  const obstacle = !means.canHavePasskeys ? t("passkeysImpossible") : canUsePasskeys() ? null : t("passkeysElsewhere");
  return (
    <section className={classes.group}>
      <h2 className={classes.groupTitle}>{t("passkeys")}</h2>
      <Text size="sm" c="var(--v-text-2)">
        {t("passkeysText")} {means.passkeys.length === 0 && obstacle === null && t("noPasskeys")}
      </Text>
      {means.passkeys.length > 0 && (
        <PlainList>
          {means.passkeys.map((passkey) => (
            <PasskeyRow key={passkey.id} passkey={passkey} onAsk={ask} />
          ))}
        </PlainList>
      )}
      {obstacle ? (
        <Text size="sm">{obstacle}</Text>
      ) : (
        <Button
          variant="default"
          className={classes.start}
          leftSection={<IconPlus size={16} stroke={1.75} />}
          onClick={() => ask({ what: "add" })}
        >
          {t("addPasskey")}
        </Button>
      )}
      {asked?.what === "add" && <AddPasskeyDialog onChanged={onChanged} onClose={close} />}
      {asked?.what === "rename" && <RenamePasskeyDialog passkey={asked.passkey} onChanged={onChanged} onClose={close} />}
      {asked?.what === "remove" && (
        <ConfirmDialog
          title={t("removeTitle")}
          text={t("removeText", { name: asked.passkey.name })}
          confirmLabel={t("remove")}
          onConfirm={() => remove.mutate({ passkeyId: asked.passkey.id })}
          onClose={close}
        />
      )}
    </section>
  );
}
