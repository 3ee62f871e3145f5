import { Radio, Skeleton } from "@mantine/core";
import {
  IconBuildingCommunity,
  IconBuildingPlus,
  IconFiles,
  IconHierarchy,
  IconMessage,
  IconMessages,
  IconUserCog,
  IconUsers,
  IconBuilding,
  IconUserShield,
} from "@tabler/icons-react";
import type { Icon } from "@tabler/icons-react";
import { describeDemo } from "@veche/office-domain/directory";
import { useText } from "@veche/web/i18n";
import { useRoute } from "@veche/web/query";
import type { ReactNode } from "react";
import { Picture, PlainList } from "../parts/index.ts";
import classes from "./setup.module.css";
import { setupTexts } from "./texts.ts";

export type Start = "demo" | "new";

interface CardProps {
  readonly value: Start;
  readonly isChosen: boolean;
  readonly icon: Icon;
  /** undefined: not known yet */
  readonly facts: readonly (readonly [Icon, string | undefined])[];
}

function StartCard({ value, isChosen, icon: CardIcon, facts }: CardProps): ReactNode {
  const t = useText(setupTexts);
  return (
    <Radio.Card value={value} className={classes.card} aria-label={t(`${value}Title`)}>
      <div className={classes.cardHead}>
        <Picture size={40} tone={isChosen ? "accent" : "neutral"}>
          <CardIcon size={20} stroke={1.75} />
        </Picture>
        <div>
          <div className={classes.cardTitle}>{t(`${value}Title`)}</div>
          <div className={classes.cardNote}>{t(`${value}Note`)}</div>
        </div>
        <Radio.Indicator className={classes.indicator} />
      </div>
      <p className={classes.cardText}>{t(`${value}Text`)}</p>
      <PlainList className={classes.facts}>
        {facts.map(([FactIcon, label]) => (
          <li key={FactIcon.displayName}>
            <FactIcon size={16} stroke={1.75} aria-hidden />
            {label ?? <Skeleton height={12} width={96} />}
          </li>
        ))}
      </PlainList>
    </Radio.Card>
  );
}

/** The demo company, or one's own. */
export function StartStep({ value, onChange }: { readonly value: Start; readonly onChange: (value: Start) => void }): ReactNode {
  const t = useText(setupTexts);
  const demo = useRoute(describeDemo, {}, { staleTime: Infinity }).data;
  return (
    <>
      <h1 className={classes.title}>{t("startTitle")}</h1>
      <p className={classes.text}>{t("startText")}</p>
      <Radio.Group value={value} onChange={(next) => onChange(next === "new" ? "new" : "demo")} aria-label={t("start")}>
        <div className={classes.cards}>
          <StartCard
            value="demo"
            isChosen={value === "demo"}
            icon={IconBuildingCommunity}
            facts={[
              [IconUsers, demo && t("demoPeople", { count: demo.personCount })],
              [IconHierarchy, demo && t("demoDepartments", { count: demo.departmentCount })],
              [IconFiles, demo && t("demoDocuments", { count: demo.documentCount })],
              [IconMessages, demo && t("demoTalks", { count: demo.conversationCount })],
              [IconMessage, demo && t("demoMessages", { count: demo.messageCount })],
              [IconUserCog, t("demoAccounts")],
            ]}
          />
          <StartCard
            value="new"
            isChosen={value === "new"}
            icon={IconBuildingPlus}
            facts={[
              [IconBuilding, t("newOrganisation")],
              [IconUserShield, t("newAdministrator")],
              [IconUsers, t("newPeople")],
            ]}
          />
        </div>
      </Radio.Group>
    </>
  );
}
