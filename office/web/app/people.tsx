import { Suspense } from "react";
import type { ReactNode } from "react";
import { Absences } from "../absences/index.ts";
import { PeoplePage } from "../directory/index.ts";

/** The address book, with what other features say of a person. */
export function People(): ReactNode {
  return (
    <PeoplePage
      describeMore={(personId) => (
        <Suspense>
          <Absences personId={personId} />
        </Suspense>
      )}
    />
  );
}
