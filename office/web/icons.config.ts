import { readFile } from "node:fs/promises";
import { join } from "node:path";
import sharp from "sharp";
import type { Plugin } from "vite";

const background = "#0d6465";
/** Of a maskable icon only the middle is sure to be seen. @see https://www.w3.org/TR/appmanifest/#icon-masks */
const safeShare = 0.7;
const sizes = [180, 192, 512] as const;

/** Draws the pictures that systems want of an installed application from our one drawing. */
export function drawIcons(publicDir: string): Plugin {
  return {
    name: "veche-icons",
    apply: "build",
    async generateBundle() {
      const drawing = await readFile(join(publicDir, "icon.svg"));
      const draw = (sizePx: number): Promise<Buffer> =>
        sharp(drawing, { density: 72 * (sizePx / 24) })
          .resize(sizePx)
          .png()
          .toBuffer();
      for (const sizePx of sizes) this.emitFile({ type: "asset", fileName: `icon-${sizePx}.png`, source: await draw(sizePx) });
      const padding = Math.round((512 * (1 - safeShare)) / 2);
      const middle = await draw(512 - 2 * padding);
      const source = await sharp(middle)
        .flatten({ background })
        .extend({ top: padding, bottom: padding, left: padding, right: padding, background })
        .png()
        .toBuffer();
      this.emitFile({ type: "asset", fileName: "icon-maskable.png", source });
    },
  };
}
