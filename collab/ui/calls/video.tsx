import type { Track } from "livekit-client";
import { useEffect, useRef } from "react";
import type { ReactNode } from "react";

interface VideoProps {
  readonly track: Track;
  readonly className: string | undefined;
  readonly label: string;
}

/** A picture of the call. */
export function Video({ track, className, label }: VideoProps): ReactNode {
  const ref = useRef<HTMLVideoElement>(null);
  useEffect(() => {
    const element = ref.current;
    if (!element) return undefined;
    track.attach(element);
    return () => void track.detach(element);
  }, [track]);
  return <video ref={ref} className={className} aria-label={label} autoPlay playsInline muted />;
}
