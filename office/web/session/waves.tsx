import type { ReactNode } from "react";
import classes from "./login.module.css";

const lineCount = 22;

function wave(index: number): string {
  const at = (start: number, step: number) => start + step * index;
  return `M-40 ${at(120, 34)}C140 ${at(60, 40)} 260 ${at(190, 26)} 400 ${at(130, 33)}S640 ${at(70, 38)} 780 ${at(150, 30)}`;
}

/** Quiet lines of water: the picture of the sign-in page. */
export function Waves(): ReactNode {
  return (
    <svg className={classes.waves} viewBox="0 0 720 900" preserveAspectRatio="xMidYMid slice" fill="none" aria-hidden>
      {Array.from({ length: lineCount }, (_, index) => (
        <path key={index} d={wave(index)} stroke="#7bc0bc" strokeWidth="1.5" strokeOpacity={0.25 - Math.abs(index - 11) * 0.018} />
      ))}
    </svg>
  );
}
