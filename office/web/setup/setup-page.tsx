import { Button } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useNavigate, useRouter } from "@tanstack/react-router";
import { IconArrowRight } from "@tabler/icons-react";
import { createCompany, createDemo, getMe, getSetup } from "@veche/office-domain/directory";
import { getLanguage, useText } from "@veche/web/i18n";
import { routeKey, useRoute, useRouteMutation } from "@veche/web/query";
import { useEffect, useState } from "react";
import type { ReactNode } from "react";
import { tellError } from "../parts/index.ts";
import { useWindowTitle } from "../places/index.ts";
import { AdministratorStep, OrganisationStep, PeopleStep } from "./company-steps.tsx";
import type { CompanyDraft } from "./company-steps.tsx";
import { Filling } from "./filling.tsx";
import { Frame, steps } from "./frame.tsx";
import type { Step } from "./frame.tsx";
import { forgetDraft, keepDraft, readDraft } from "./kept-draft.ts";
import { findPersonFaults, toPersonInput } from "./rules.ts";
import classes from "./setup.module.css";
import { StartStep } from "./start-step.tsx";
import type { Start } from "./start-step.tsx";
import { setupTexts } from "./texts.ts";

const pollMs = 700;
const companySteps = { organisation: OrganisationStep, administrator: AdministratorStep, people: PeopleStep };

function findFaults({ administrator, people }: CompanyDraft): ReadonlyMap<string, ReturnType<typeof findPersonFaults>> {
  const everybody = [administrator, ...people];
  const loginsBefore = (index: number): readonly string[] => everybody.slice(0, index).map(({ login }) => login);
  return new Map(everybody.map((person, index) => [person.key, findPersonFaults(person, loginsBefore(index))]));
}

function isComplete(step: Step, draft: CompanyDraft): boolean {
  const faults = findFaults(draft);
  const isRight = (key: string): boolean => Object.keys(faults.get(key) ?? {}).length === 0;
  if (step === "organisation") return draft.name.trim() !== "";
  if (step === "administrator") return isRight(draft.administrator.key);
  return step === "start" || draft.people.every(({ key }) => isRight(key));
}

/** Follows the filling of the demo company and opens the sign-in page when it is ready. */
function useSetupState(): { readonly isFilling: boolean; readonly progress: number } {
  const navigate = useNavigate();
  const { data } = useRoute(getSetup, {}, { refetchInterval: ({ state }) => (state.data?.state === "filling" ? pollMs : false) });
  useEffect(() => {
    if (data?.state === "ready") void navigate({ to: "/login", replace: true });
  }, [data?.state, navigate]);
  return { isFilling: data?.state === "filling", progress: data?.progress ?? 0 };
}

/** The first visit: a demo company in one click, or one's own in three steps. */
export function SetupPage(): ReactNode {
  const t = useText(setupTexts);
  const client = useQueryClient();
  const router = useRouter();
  const navigate = useNavigate();
  const { isFilling, progress } = useSetupState();
  const [start, setStart] = useState<Start>(() => (readDraft(sessionStorage).name === "" ? "demo" : "new"));
  const [step, setStep] = useState<Step>("start");
  const [isTried, setTried] = useState(false);
  const [draft, setDraft] = useState<CompanyDraft>(() => readDraft(sessionStorage));
  useWindowTitle(t("windowTitle"));

  const renew = (): Promise<void> => client.invalidateQueries({ queryKey: routeKey(getSetup) });
  const fill = useRouteMutation(createDemo, { onSuccess: renew, onError: (error) => (tellError(error), void renew()) });
  const create = useRouteMutation(createCompany, {
    onSuccess: async (me) => {
      forgetDraft(sessionStorage);
      client.clear();
      client.setQueryData(routeKey(getMe, {}), me);
      await router.invalidate();
      await navigate({ to: "/", replace: true });
    },
    onError: tellError,
  });

  if (isFilling) {
    return (
      <Frame step="start">
        <Filling progress={progress} />
      </Frame>
    );
  }
  const index = steps.indexOf(step);
  const go = (next: Step): void => {
    setTried(false);
    setStep(next);
  };
  const change = (next: CompanyDraft): void => {
    keepDraft(sessionStorage, next);
    setDraft(next);
  };
  const handleNext = (): void => {
    if (step === "start" && start === "demo") return fill.mutate({});
    if (!isComplete(step, draft)) return setTried(true);
    if (step !== "people") return go(steps[index + 1]!);
    const administrator = toPersonInput(draft.administrator);
    return create.mutate({ organisationName: draft.name, administrator, people: draft.people.map(toPersonInput), language: getLanguage() });
  };
  const label = step === "people" ? t("create") : step === "start" && start === "demo" ? t("createDemo") : t("next");
  const CompanyStep = step === "start" ? null : companySteps[step];
  return (
    <Frame
      step={step}
      footer={
        <>
          {index > 0 && (
            <Button variant="subtle" onClick={() => go(steps[index - 1]!)}>
              {t("back")}
            </Button>
          )}
          <span className={classes.number}>{t("step", { number: index + 1, count: steps.length })}</span>
          <Button
            form="setup"
            type="submit"
            loading={fill.isPending || create.isPending}
            rightSection={<IconArrowRight size={16} stroke={1.75} />}
          >
            {label}
          </Button>
        </>
      }
    >
      <form
        id="setup"
        className={classes.form}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          handleNext();
        }}
      >
        {CompanyStep ? (
          <CompanyStep draft={draft} onChange={change} isTried={isTried} faults={findFaults(draft)} />
        ) : (
          <StartStep value={start} onChange={setStart} />
        )}
      </form>
    </Frame>
  );
}
