import { Button } from "@mantine/core";
import { IconMessageCircle } from "@tabler/icons-react";
import { computeRowName } from "@veche/office-domain/directory";
import type { Person } from "@veche/office-domain/directory";
import { useText } from "@veche/web/i18n";
import { IconAction } from "@veche/web/parts";
import { useMemo, useState } from "react";
import type { ReactNode } from "react";
import { useWriteTo } from "../collaboration/index.ts";
import { PlainList } from "../parts/index.ts";
import { useMe } from "../session/index.ts";
import { Extra } from "./extra.tsx";
import classes from "./people.module.css";
import { PersonName } from "./person-name.tsx";
import { listQuestions } from "./questions.ts";
import { directoryTexts } from "./texts.ts";

const firstCount = 6;

/** Questions of a department, who answers them, and a way to write to him at once. */
export function WhomToAsk({ people }: { readonly people: readonly Person[] }): ReactNode {
  const t = useText(directoryTexts);
  const { write, isOpening } = useWriteTo();
  const myId = useMe().person.id;
  const [hasAll, setHasAll] = useState(false);
  const questions = useMemo(() => listQuestions(people), [people]);
  if (questions.length === 0) return null;
  const shown = hasAll ? questions : questions.slice(0, firstCount);
  return (
    <Extra title={t("whomToAsk")}>
      <PlainList className={classes.questionList}>
        {shown.map(({ question, people: [first, ...others] }) => (
          <li key={question} className={classes.question}>
            <span className={classes.questionText}>{question}</span>
            <span className={classes.answering}>
              <PersonName personId={first!.id} isLink size={24} />
              {others.length > 0 && (
                <span className={classes.note} title={others.map(({ fullName }) => computeRowName(fullName)).join(", ")}>
                  +{others.length}
                </span>
              )}
            </span>
            {write !== null && first!.id !== myId && (
              <IconAction
                label={t("writeTo", { name: computeRowName(first!.fullName) })}
                disabled={isOpening}
                onClick={() => void write(first!.id)}
              >
                <IconMessageCircle size={18} stroke={1.75} />
              </IconAction>
            )}
          </li>
        ))}
      </PlainList>
      {questions.length > shown.length && (
        <Button variant="subtle" size="xs" mt={8} onClick={() => setHasAll(true)}>
          {t("allQuestions", { count: questions.length })}
        </Button>
      )}
    </Extra>
  );
}
