import { ActionIcon, TextInput, Tooltip } from "@mantine/core";
import { IconRefresh } from "@tabler/icons-react";
import { useText } from "@veche/web/i18n";
import type { ReactNode } from "react";
import { generatePassword } from "./rules.ts";
import type { PersonDraft, PersonFaults } from "./rules.ts";
import classes from "./setup.module.css";
import { setupTexts } from "./texts.ts";

interface PersonFieldsProps {
  readonly person: PersonDraft;
  /** shown beside the fields; empty until the person was sent once */
  readonly faults: PersonFaults;
  readonly onChange: (person: PersonDraft) => void;
}

const fields = [
  { name: "fullName", autoComplete: "name", isRequired: true },
  { name: "position", autoComplete: "organization-title", isRequired: false },
  { name: "login", autoComplete: "off", isRequired: true },
  { name: "email", autoComplete: "email", isRequired: false },
] as const;

/** Who a person is and how he signs in. */
export function PersonFields({ person, faults, onChange }: PersonFieldsProps): ReactNode {
  const t = useText(setupTexts);
  const errorOf = (name: keyof PersonDraft): string | undefined => {
    const fault = faults[name];
    return fault && t(fault);
  };
  return (
    <div className={classes.fields}>
      {fields.map(({ name, autoComplete, isRequired }) => (
        <TextInput
          key={name}
          label={t(name)}
          description={name === "login" ? t("loginHint") : undefined}
          inputWrapperOrder={["label", "input", "error", "description"]}
          autoComplete={autoComplete}
          withAsterisk={isRequired}
          value={person[name]}
          error={errorOf(name)}
          onChange={(event) => onChange({ ...person, [name]: event.currentTarget.value })}
        />
      ))}
      <TextInput
        label={t("password")}
        description={faults.password ? undefined : t("passwordHint")}
        inputWrapperOrder={["label", "input", "error", "description"]}
        autoComplete="new-password"
        withAsterisk
        value={person.password}
        error={errorOf("password")}
        onChange={(event) => onChange({ ...person, password: event.currentTarget.value })}
        rightSection={
          <Tooltip label={t("generate")}>
            <ActionIcon size="sm" aria-label={t("generate")} onClick={() => onChange({ ...person, password: generatePassword() })}>
              <IconRefresh size={16} stroke={1.75} />
            </ActionIcon>
          </Tooltip>
        }
      />
    </div>
  );
}
