import { Anchor, Checkbox, SegmentedControl, Select } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { themes } from "@veche/office-domain/directory";
import type { Settings } from "@veche/office-domain/directory";
import { DesktopSwitch } from "@veche/collab-ui/notifications";
import { languages, useText } from "@veche/web/i18n";
import type { ReactNode } from "react";
import { languageNames } from "./language-menu.tsx";
import { useSettings } from "./me.ts";
import classes from "./settings.module.css";
import { sessionTexts } from "./texts.ts";

type SwitchName = "sendsOnEnter" | "hasSound" | "isTechnician";

function Choice({ name }: { readonly name: SwitchName }): ReactNode {
  const t = useText(sessionTexts);
  const { settings, change } = useSettings();
  return (
    <Checkbox
      label={t(name)}
      description={t(`${name}Hint`)}
      checked={settings[name]}
      onChange={(event) => change({ [name]: event.currentTarget.checked })}
    />
  );
}

/** Language, look, keys and sound; and the mode that opens the technician's functions. */
export function Parameters(): ReactNode {
  const t = useText(sessionTexts);
  const { settings, change } = useSettings();
  const themeNames = { auto: t("themeAuto"), light: t("themeLight"), dark: t("themeDark") };
  return (
    <div className={classes.groups}>
      <section className={classes.group}>
        <h2 className={classes.groupTitle}>{t("general")}</h2>
        <Select
          label={t("language")}
          maw={280}
          allowDeselect={false}
          value={settings.language ?? "auto"}
          data={[{ value: "auto", label: t("languageAuto") }, ...languages.map((value) => ({ value, label: languageNames[value] }))]}
          onChange={(value) => change({ language: languages.find((language) => language === value) ?? null })}
        />
        <div>
          <div className={classes.label} id="theme-label">
            {t("theme")}
          </div>
          <SegmentedControl
            aria-labelledby="theme-label"
            size="sm"
            value={settings.theme}
            data={themes.map((value) => ({ value, label: themeNames[value] }))}
            onChange={(theme: Settings["theme"]) => change({ theme })}
          />
        </div>
      </section>
      <section className={classes.group}>
        <h2 className={classes.groupTitle}>{t("messages")}</h2>
        <Choice name="sendsOnEnter" />
        <Choice name="hasSound" />
        <DesktopSwitch />
      </section>
      <section className={classes.group}>
        <h2 className={classes.groupTitle}>{t("technical")}</h2>
        <Choice name="isTechnician" />
        {settings.isTechnician && (
          <Anchor component={Link} to="/technician" size="sm">
            {t("openTechnician")}
          </Anchor>
        )}
      </section>
    </div>
  );
}
