import { encode } from "uqr";
import type { ReactNode } from "react";
import classes from "./settings.module.css";

/** Around the code, as readers expect it. @see ISO/IEC 18004 §5.3.8 */
const quietModules = 4;

/** A QR code; dark on light in every theme, because readers want it so. */
export function QrCode({ text, label }: { readonly text: string; readonly label: string }): ReactNode {
  const { data, size } = encode(text, { ecc: "M", border: quietModules });
  const path = data.flatMap((row, y) => row.map((isDark, x) => (isDark ? `M${x} ${y}h1v1h-1z` : ""))).join("");
  return (
    <svg className={classes.qr} viewBox={`0 0 ${size} ${size}`} role="img" aria-label={label} shapeRendering="crispEdges">
      <rect width={size} height={size} fill="#fff" />
      <path d={path} fill="#000" />
    </svg>
  );
}
