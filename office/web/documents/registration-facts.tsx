import type { Document } from "@veche/office-domain/documents";
import { getRegistration } from "@veche/office-domain/registration";
import { useFormat, useText } from "@veche/web/i18n";
import { useRoute } from "@veche/web/query";
import type { ReactNode } from "react";
import { PersonName } from "../directory/index.ts";
import { PathLink } from "../places/index.ts";
import { useCan } from "../session/index.ts";
import classes from "./document.module.css";
import { Field } from "./field.tsx";
import linkClasses from "./links.module.css";
import { registrationTexts } from "./registration-texts.ts";
import { documentTexts } from "./texts.ts";

/** The registration card: in which journal, under which number, when and by whom. */
export function RegistrationFacts({ document }: { readonly document: Document }): ReactNode {
  const t = useText(registrationTexts);
  const number = useText(documentTexts)("number");
  const format = useFormat();
  const mayLook = useCan("documents.register");
  const { data } = useRoute(getRegistration, { documentId: document.id }, { enabled: document.isRegistered });
  const registration = document.isRegistered ? data?.registration : null;
  if (!registration) return null;
  const { registerId, registerName, registeredOn, registeredAt, personId } = registration;
  return (
    <>
      <h2 className={classes.group}>{t("registration")}</h2>
      <dl className={classes.fields}>
        <Field label={t("registerName")}>
          {mayLook ? (
            <PathLink path={`/registers/${registerId}`} className={linkClasses.plain}>
              {registerName}
            </PathLink>
          ) : (
            registerName
          )}
        </Field>
        <Field label={number}>{registration.number}</Field>
        <Field label={t("registeredOn")}>
          <span title={format.exact(registeredAt)}>{format.date(registeredOn)}</span>
        </Field>
        <Field label={t("registrar")}>
          <PersonName personId={personId} isLink />
        </Field>
      </dl>
    </>
  );
}
