import { crc32, deflateSync } from "node:zlib";
import type { Point } from "./glyphs.ts";

/** Red, green, blue, 0…255. */
export type Colour = readonly [red: number, green: number, blue: number];

/** A picture one paints on; the origin at the upper left corner. */
export type Picture = {
  width: number;
  height: number;
  /** Fills a polygon; `to` makes a vertical gradient from the top of the polygon to its bottom. */
  polygon: (points: readonly Point[], colour: Colour, to?: Colour) => void;
  rectangle: (left: number, top: number, width: number, height: number, colour: Colour, to?: Colour) => void;
  /** Adds light around a point, fading to nothing at `radius`. */
  glow: (x: number, y: number, radius: number, colour: Colour, strength: number) => void;
  toPng: () => Uint8Array;
};

function mix(from: Colour, to: Colour, share: number): Colour {
  return [0, 1, 2].map((channel) => from[channel]! + (to[channel]! - from[channel]!) * share) as unknown as Colour;
}

/** Where a horizontal line crosses the edges of a polygon, left to right. */
function crossings(points: readonly Point[], y: number): number[] {
  const found: number[] = [];
  points.forEach(([x1, y1], index) => {
    const [x2, y2] = points[(index + 1) % points.length]!;
    if (y1 <= y !== y2 <= y) found.push(x1 + ((y - y1) / (y2 - y1)) * (x2 - x1));
  });
  return found.toSorted((a, b) => a - b);
}

function chunk(type: string, data: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const result = Buffer.alloc(body.length + 8);
  result.writeUInt32BE(data.length, 0);
  body.copy(result, 4);
  result.writeUInt32BE(crc32(body), body.length + 4);
  return result;
}

/** @see ISO/IEC 15948 (PNG) §11.2 */
function encodePng(width: number, height: number, pixels: Uint8Array): Uint8Array {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2, 0, 0, 0], 8);
  const rows = Buffer.alloc((width * 3 + 1) * height);
  for (let y = 0; y < height; y++) rows.set(pixels.subarray(y * width * 3, (y + 1) * width * 3), y * (width * 3 + 1) + 1);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  const parts = [signature, chunk("IHDR", header), chunk("IDAT", deflateSync(rows, { level: 9 })), chunk("IEND", new Uint8Array())];
  return new Uint8Array(Buffer.concat(parts));
}

/** A black picture. */
export function createPicture(width: number, height: number): Picture {
  const pixels = new Uint8Array(width * height * 3);
  const polygon: Picture["polygon"] = (points, colour, to = colour) => {
    const ys = points.map(([, y]) => y);
    const top = Math.min(...ys);
    const span = Math.max(...ys) - top || 1;
    for (let y = Math.max(0, Math.floor(top)); y < Math.min(height, top + span); y++) {
      const shade = mix(colour, to, (y - top) / span);
      const edges = crossings(points, y + 0.5);
      for (let pair = 0; pair + 1 < edges.length; pair += 2) {
        const last = Math.min(width, Math.round(edges[pair + 1]!));
        for (let x = Math.max(0, Math.round(edges[pair]!)); x < last; x++) pixels.set(shade, (y * width + x) * 3);
      }
    }
  };
  return {
    width,
    height,
    polygon,
    rectangle: (left, top, w, h, colour, to) =>
      polygon(
        [
          [left, top],
          [left + w, top],
          [left + w, top + h],
          [left, top + h],
        ],
        colour,
        to,
      ),
    glow: (centreX, centreY, radius, colour, strength) => {
      for (let y = Math.max(0, Math.floor(centreY - radius)); y < Math.min(height, centreY + radius); y++) {
        for (let x = Math.max(0, Math.floor(centreX - radius)); x < Math.min(width, centreX + radius); x++) {
          const share = strength * Math.max(0, 1 - Math.hypot(x - centreX, y - centreY) / radius) ** 2;
          const at = (y * width + x) * 3;
          for (let channel = 0; channel < 3; channel++) pixels[at + channel]! += (colour[channel]! - pixels[at + channel]!) * share;
        }
      }
    },
    toPng: () => encodePng(width, height, pixels),
  };
}
