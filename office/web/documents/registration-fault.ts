import { AppError } from "@veche/kernel";
import { useText } from "@veche/web/i18n";
import { tellError, tellProblem } from "../parts/index.ts";
import { registrationTexts } from "./registration-texts.ts";
import { documentTexts } from "./texts.ts";

/** Says why a document was not registered, a number not taken or a link not made, in the words of the trade. */
export function useTellRegistrationFault(): (error: unknown) => void {
  const t = useText(registrationTexts);
  const field = useText(documentTexts);
  const nameOf = (name: unknown): string => {
    if (name === "text") return t("missingText");
    if (name === "department") return t("missingDepartment");
    return field(name === "amountMinor" ? "amountMinor" : "counterparty").toLocaleLowerCase();
  };
  return (error) => {
    const details = error instanceof AppError ? error.details : {};
    const number = typeof details["number"] === "string" ? details["number"] : "";
    const fields = Array.isArray(details["fields"]) ? details["fields"] : [];
    switch (details["reason"]) {
      case "incomplete":
        return tellProblem(t("incomplete", { fields: fields.map(nameOf).join(", ") }));
      case "registeredElsewhere":
      case "numberTaken":
        return tellProblem(t(details["reason"], { number }));
      case "notReserved":
        return tellProblem(t("notReserved"));
      case "linked":
        return tellProblem(t("linkedAlready"));
      case "opposite":
        return tellProblem(t("linkOpposite"));
      default:
        return tellError(error);
    }
  };
}
