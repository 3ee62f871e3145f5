import { IconCheck } from "@tabler/icons-react";
import { useText } from "@veche/web/i18n";
import type { ReactNode } from "react";
import { Logo, useProductName } from "../parts/index.ts";
import { LanguageMenu } from "../session/index.ts";
import classes from "./setup.module.css";
import { setupTexts } from "./texts.ts";

export const steps = ["start", "organisation", "administrator", "people"] as const;
export type Step = (typeof steps)[number];

interface FrameProps {
  readonly step: Step;
  readonly children: ReactNode;
  /** buttons at the bottom */
  readonly footer?: ReactNode;
}

/** The way through the first start, on the left; the present step, on the right. */
export function Frame({ step, children, footer }: FrameProps): ReactNode {
  const t = useText(setupTexts);
  const current = steps.indexOf(step);
  return (
    <main className={classes.page}>
      <aside className={classes.side}>
        <div className={classes.brand}>
          <Logo size={28} />
          {useProductName()}
        </div>
        <ol className={classes.steps} aria-label={t("steps")}>
          {steps.map((name, index) => (
            <li
              key={name}
              className={classes.step}
              aria-current={index === current ? "step" : undefined}
              data-done={index < current || undefined}
            >
              <span className={classes.mark}>
                {index < current ? <IconCheck size={14} stroke={2} aria-label={t("done")} /> : index + 1}
              </span>
              <div>
                <div className={classes.stepName}>{t(name)}</div>
                <div className={classes.stepHint}>{t(`${name}Hint`)}</div>
              </div>
            </li>
          ))}
        </ol>
        <p className={classes.later}>{t("later")}</p>
      </aside>
      <section className={classes.main}>
        <div className={classes.language}>
          <LanguageMenu />
        </div>
        <div className={classes.body}>
          <div className={classes.content}>{children}</div>
        </div>
        {footer && <footer className={classes.foot}>{footer}</footer>}
      </section>
    </main>
  );
}
