import { Select } from "@mantine/core";
import { historyKinds, permittedTo } from "@veche/collab-domain/conversations";
import type { ConversationHead } from "@veche/collab-domain/conversations";
import { useText } from "@veche/web/i18n";
import type { ReactNode } from "react";
import { useChangeSettings } from "./change-settings.ts";
import classes from "./details.module.css";
import { SectionTitle } from "./section-title.tsx";
import { settingsTexts } from "./texts.ts";

const permissions = ["posting", "adding", "renaming"] as const;

/** What the owners of a group have decided: they change it, the others read it. */
export function Settings({ head }: { readonly head: ConversationHead }): ReactNode {
  const t = useText(settingsTexts);
  return (
    <section className={classes.section}>
      <div className={classes.head}>
        <SectionTitle>{t("settings")}</SectionTitle>
      </div>
      {head.my.can.changeSettings ? <Changeable head={head} /> : <Readable head={head} />}
      {head.my.hiddenSeq > 0 && <p className={classes.empty}>{t("historyBegins")}</p>}
    </section>
  );
}

function Changeable({ head }: { readonly head: ConversationHead }): ReactNode {
  const t = useText(settingsTexts);
  const change = useChangeSettings(head);
  const { settings } = head;
  const said = t("settingsChanged");
  return (
    <div className={classes.settings}>
      {permissions.map((name) => (
        <Select
          key={name}
          label={t(name)}
          value={settings[name]}
          data={permittedTo.map((to) => ({ value: to, label: t(to) }))}
          allowDeselect={false}
          onChange={(to) => to && to !== settings[name] && void change({ [name]: to }, said)}
        />
      ))}
      <Select
        label={t("history")}
        description={t("historyHint")}
        inputWrapperOrder={["label", "input", "description"]}
        value={settings.history}
        data={historyKinds.map((kind) => ({ value: kind, label: t(kind) }))}
        allowDeselect={false}
        onChange={(history) => history && history !== settings.history && void change({ history }, said)}
      />
    </div>
  );
}

function Readable({ head: { settings } }: { readonly head: ConversationHead }): ReactNode {
  const t = useText(settingsTexts);
  return (
    <dl className={classes.facts}>
      {[...permissions, "history" as const].map((name) => (
        <div key={name}>
          <dt>{t(name)}</dt>
          <dd>{t(settings[name])}</dd>
        </div>
      ))}
    </dl>
  );
}
