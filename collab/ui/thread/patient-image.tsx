import { useEffect, useRef, useState } from "react";
import type { ComponentProps, ReactNode } from "react";
import { useCollab, useReadable } from "../context/index.ts";

/** An image that is asked for again, once the connection is back, when it did not come. */
export function PatientImage({ alt, ...props }: ComponentProps<"img"> & { readonly alt: string }): ReactNode {
  const isOnline = useReadable(useCollab().status) === "online";
  const hasFailed = useRef(false);
  const [attempt, setAttempt] = useState(0);
  useEffect(() => {
    if (!isOnline || !hasFailed.current) return;
    hasFailed.current = false;
    setAttempt((count) => count + 1);
  }, [isOnline]);
  return <img key={attempt} alt={alt} {...props} onError={() => (hasFailed.current = true)} />;
}
