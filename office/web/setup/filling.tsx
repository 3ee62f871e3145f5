import { Progress } from "@mantine/core";
import { useText } from "@veche/web/i18n";
import type { ReactNode } from "react";
import classes from "./setup.module.css";
import { setupTexts } from "./texts.ts";

/** @param progress 0–1 */
export function Filling({ progress }: { readonly progress: number }): ReactNode {
  const t = useText(setupTexts);
  const percent = Math.round(progress * 100);
  return (
    <>
      <h1 className={classes.title}>{t("filling")}</h1>
      <p className={classes.text}>{t("fillingText")}</p>
      <Progress value={percent} size="md" animated aria-label={t("filling")} />
      <p className={classes.percent} role="status">
        {percent} %
      </p>
    </>
  );
}
