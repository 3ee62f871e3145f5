import { drawText, measureText } from "./glyphs.ts";
import type { Point } from "./glyphs.ts";

/** A sheet A4 upright, 595 × 842 points, the origin at the lower left corner. */
export type PdfPage = {
  text: (x: number, y: number, size: number, text: string, align?: "left" | "center" | "right") => void;
  line: (points: readonly Point[], width?: number) => void;
  box: (x: number, y: number, width: number, height: number, grey?: number) => void;
};

const pageWidth = 595;
const pageHeight = 842;

function round(value: number): string {
  return String(Math.round(value * 100) / 100);
}

function drawPage(draw: (page: PdfPage) => void): string {
  const operators: string[] = ["1 J 1 j 0.1 0.13 0.15 RG"];
  const line = (points: readonly Point[], width = 0.6): void => {
    const path = points.map(([x, y], index) => `${round(x)} ${round(y)} ${index === 0 ? "m" : "l"}`).join(" ");
    operators.push(`${round(width)} w ${path} S`);
  };
  draw({
    line,
    text: (x, y, size, text, align = "left") => {
      const shift = align === "left" ? 0 : measureText(text, size) * (align === "center" ? 0.5 : 1);
      for (const stroke of drawText(text, x - shift, y, size)) line(stroke, Math.max(0.35, size / 12));
    },
    box: (x, y, width, height, grey) => {
      const rectangle = `${round(x)} ${round(y)} ${round(width)} ${round(height)} re`;
      operators.push(grey === undefined ? `0.5 w ${rectangle} S` : `${round(grey)} g ${rectangle} f 0 g`);
    },
  });
  return operators.join("\n");
}

/**
 * A PDF of drawn sheets; the same drawing gives the same bytes.
 * @see ISO 32000-1 §7.5
 */
export function makePdf(pages: readonly ((page: PdfPage) => void)[]): Uint8Array {
  const contents = pages.map(drawPage);
  const kids = pages.map((_, index) => `${3 + index * 2} 0 R`).join(" ");
  const objects = [
    "<< /Type /Catalog /Pages 2 0 R >>",
    `<< /Type /Pages /Kids [${kids}] /Count ${pages.length} >>`,
    ...contents.flatMap((content, index) => [
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${pageWidth} ${pageHeight}] /Contents ${4 + index * 2} 0 R /Resources << >> >>`,
      `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
    ]),
  ];
  let file = "%PDF-1.4\n";
  const offsets = objects.map((object, index) => {
    const offset = file.length;
    file += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return offset;
  });
  const table = offsets.map((offset) => `${String(offset).padStart(10, "0")} 00000 n \n`).join("");
  file += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${table}`;
  file += `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${file.lastIndexOf("xref\n0")}\n%%EOF\n`;
  return new TextEncoder().encode(file);
}
