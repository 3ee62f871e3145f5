import { randomFor } from "../random.ts";
import { createPicture } from "./picture.ts";
import type { Colour, Picture } from "./picture.ts";

const width = 1120;
const height = 640;

function paintCrate(picture: Picture, left: number, bottom: number, size: number): void {
  const side = size * 0.32;
  picture.rectangle(left, bottom - size, size, size, [176, 124, 72], [140, 94, 52]);
  picture.polygon(
    [
      [left, bottom - size],
      [left + side, bottom - size - side],
      [left + size + side, bottom - size - side],
      [left + size, bottom - size],
    ],
    [206, 156, 100],
  );
  picture.polygon(
    [
      [left + size, bottom - size],
      [left + size + side, bottom - size - side],
      [left + size + side, bottom - side],
      [left + size, bottom],
    ],
    [112, 74, 40],
  );
  picture.rectangle(left, bottom - size * 0.56, size, size * 0.1, [224, 190, 140]);
}

function paintRoof(picture: Picture): void {
  for (let index = 0; index < 9; index++) {
    const depth = index / 9;
    const y = 40 + depth * 150;
    const inset = depth * 300;
    picture.rectangle(inset, y, width - inset * 2, 12 - depth * 7, [70, 82, 88]);
    for (let lamp = 0; lamp < 5; lamp++) {
      const x = inset + ((width - inset * 2) * (lamp + 0.5)) / 5;
      picture.rectangle(x - 26 + depth * 16, y + 13 - depth * 6, 52 - depth * 32, 5, [244, 248, 240]);
    }
  }
}

/** The hall of a warehouse: three gates at its far end, roof trusses, crates. */
export function paintHall(): Uint8Array {
  const picture = createPicture(width, height);
  picture.rectangle(0, 0, width, height, [120, 134, 138], [164, 172, 170]);
  picture.polygon(
    [
      [0, 0],
      [width, 0],
      [800, 200],
      [320, 200],
    ],
    [84, 98, 104],
    [132, 146, 150],
  );
  picture.polygon(
    [
      [0, height],
      [320, 430],
      [800, 430],
      [width, height],
    ],
    [150, 152, 146],
    [118, 120, 114],
  );
  picture.polygon(
    [
      [0, 0],
      [320, 200],
      [320, 430],
      [0, height],
    ],
    [108, 122, 128],
    [136, 148, 150],
  );
  picture.polygon(
    [
      [width, 0],
      [800, 200],
      [800, 430],
      [width, height],
    ],
    [98, 112, 118],
    [126, 138, 142],
  );
  picture.rectangle(320, 200, 480, 230, [186, 194, 192], [160, 170, 168]);
  paintRoof(picture);
  for (const left of [352, 508, 664]) {
    picture.rectangle(left, 264, 104, 166, [232, 240, 240], [248, 250, 246]);
    for (let row = 1; row < 7; row++) picture.rectangle(left, 264 + row * 24, 104, 2, [196, 206, 206]);
    picture.glow(left + 52, 360, 150, [250, 252, 248], 0.5);
  }
  for (const x of [360, 760])
    picture.polygon(
      [
        [x - 3, 430],
        [x + 3, 430],
        [560 + (x - 560) * 2.6 + 8, height],
        [560 + (x - 560) * 2.6 - 8, height],
      ],
      [226, 178, 60],
    );
  paintCrate(picture, 130, 560, 96);
  paintCrate(picture, 210, 600, 120);
  paintCrate(picture, 880, 580, 110);
  paintCrate(picture, 820, 520, 74);
  return picture.toPng();
}

function paintSnow(picture: Picture): void {
  const random = randomFor("snow over the terminal");
  for (let flake = 0; flake < 420; flake++) {
    const size = random.between(2, 4);
    picture.rectangle(random.between(0, width), random.between(0, height), size, size, [206, 220, 230]);
  }
}

/** The same warehouse outside on a winter night: four gates, one open and lit, a red lorry. */
export function paintGates(): Uint8Array {
  const picture = createPicture(width, height);
  const wall: Colour = [74, 92, 104];
  picture.rectangle(0, 0, width, 420, [16, 30, 50], [52, 76, 98]);
  picture.rectangle(0, 420, width, 220, [150, 168, 182], [198, 210, 218]);
  picture.polygon(
    [
      [80, 210],
      [1000, 168],
      [1060, 190],
      [1060, 470],
      [80, 470],
    ],
    wall,
    [58, 74, 86],
  );
  picture.polygon(
    [
      [60, 214],
      [1000, 160],
      [1072, 186],
      [1072, 200],
      [1000, 176],
      [60, 228],
    ],
    [206, 220, 230],
  );
  [150, 380, 590, 800].forEach((left, index) => {
    picture.rectangle(left, 270, 168, 200, index === 0 ? [250, 214, 130] : [44, 58, 70], index === 0 ? [255, 236, 176] : [36, 48, 58]);
    const slats = index === 0 ? [] : [1, 2, 3, 4, 5];
    for (const row of slats) picture.rectangle(left, 270 + row * 34, 168, 3, [62, 78, 90]);
    picture.rectangle(left + 70, 244, 28, 10, [255, 240, 190]);
    picture.glow(left + 84, 250, 120, [255, 226, 150], 0.45);
  });
  picture.glow(234, 520, 230, [255, 224, 150], 0.55);
  picture.rectangle(850, 440, 150, 74, [170, 52, 44], [140, 38, 34]);
  picture.polygon(
    [
      [1000, 452],
      [1046, 460],
      [1056, 514],
      [1000, 514],
    ],
    [190, 64, 52],
    [150, 44, 38],
  );
  picture.rectangle(1008, 460, 30, 24, [196, 216, 226]);
  for (const x of [872, 930, 1016]) picture.rectangle(x, 506, 28, 22, [24, 26, 28]);
  paintSnow(picture);
  return picture.toPng();
}
