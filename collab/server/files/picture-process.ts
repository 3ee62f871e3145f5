import { buffer } from "node:stream/consumers";
import sharp from "sharp";

/** A process of its own: reads a picture from stdin, writes its size as a line of JSON and then a small WebP to stdout; fails on anything else. */
const maxPixels = 60_000_000;
const maxSidePixels = 640;

sharp.cache(false);
sharp.concurrency(1);
const options = { limitInputPixels: maxPixels, failOn: "error", sequentialRead: true } as const;
const bytes = await buffer(process.stdin);
const { width, height, orientation = 1 } = await sharp(bytes, options).metadata();
const isTurned = orientation >= 5;
const thumbnail = await sharp(bytes, options)
  .rotate()
  .resize({ width: maxSidePixels, height: maxSidePixels, fit: "inside", withoutEnlargement: true })
  .webp({ quality: 78 })
  .toBuffer();
process.stdout.write(`${JSON.stringify({ width: isTurned ? height : width, height: isTurned ? width : height })}\n`);
process.stdout.write(thumbnail);
