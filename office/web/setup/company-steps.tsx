import { ActionIcon, Button, TextInput } from "@mantine/core";
import { IconPlus, IconTrash } from "@tabler/icons-react";
import { useText } from "@veche/web/i18n";
import type { ReactNode } from "react";
import { PersonFields } from "./person-fields.tsx";
import { createDraft } from "./rules.ts";
import type { PersonDraft, PersonFaults } from "./rules.ts";
import classes from "./setup.module.css";
import { setupTexts } from "./texts.ts";

export interface CompanyDraft {
  readonly name: string;
  readonly administrator: PersonDraft;
  readonly people: readonly PersonDraft[];
}

export interface CompanyStepProps {
  readonly draft: CompanyDraft;
  readonly onChange: (draft: CompanyDraft) => void;
  /** whether «next» was tried: only then faults are shown */
  readonly isTried: boolean;
  /** by key of the person */
  readonly faults: ReadonlyMap<string, PersonFaults>;
}

const noFaults: PersonFaults = {};

export function OrganisationStep({ draft, onChange, isTried }: CompanyStepProps): ReactNode {
  const t = useText(setupTexts);
  return (
    <>
      <h1 className={classes.title}>{t("organisationTitle")}</h1>
      <p className={classes.text}>{t("organisationText")}</p>
      <TextInput
        label={t("organisationName")}
        placeholder={t("organisationExample")}
        autoComplete="organization"
        maw={420}
        autoFocus
        withAsterisk
        value={draft.name}
        error={isTried && !draft.name.trim() ? t("required") : undefined}
        onChange={(event) => onChange({ ...draft, name: event.currentTarget.value })}
      />
    </>
  );
}

export function AdministratorStep({ draft, onChange, isTried, faults }: CompanyStepProps): ReactNode {
  const t = useText(setupTexts);
  return (
    <>
      <h1 className={classes.title}>{t("administratorTitle")}</h1>
      <p className={classes.text}>{t("administratorText")}</p>
      <PersonFields
        person={draft.administrator}
        faults={isTried ? (faults.get(draft.administrator.key) ?? noFaults) : noFaults}
        onChange={(administrator) => onChange({ ...draft, administrator })}
      />
    </>
  );
}

export function PeopleStep({ draft, onChange, isTried, faults }: CompanyStepProps): ReactNode {
  const t = useText(setupTexts);
  const { people } = draft;
  return (
    <>
      <h1 className={classes.title}>{t("peopleTitle")}</h1>
      <p className={classes.text}>{t("peopleText")}</p>
      {people.map((person, index) => (
        <fieldset key={person.key} className={classes.person}>
          <legend className={classes.legend}>{t("person", { number: index + 1 })}</legend>
          {people.length > 1 && (
            <ActionIcon
              className={classes.remove}
              aria-label={t("removePerson", { number: index + 1 })}
              onClick={() => onChange({ ...draft, people: people.filter((one) => one !== person) })}
            >
              <IconTrash size={18} stroke={1.75} />
            </ActionIcon>
          )}
          <PersonFields
            person={person}
            faults={isTried ? (faults.get(person.key) ?? noFaults) : noFaults}
            onChange={(changed) => onChange({ ...draft, people: people.map((one) => (one === person ? changed : one)) })}
          />
        </fieldset>
      ))}
      <Button
        variant="default"
        leftSection={<IconPlus size={16} stroke={1.75} />}
        onClick={() => onChange({ ...draft, people: [...people, createDraft()] })}
        style={{ alignSelf: "flex-start" }}
      >
        {t("addPerson")}
      </Button>
    </>
  );
}
