/** Of each code of a rate: its logarithm (DQLN), what it does to the scale (W, times 32), and to the speed of adaptation (F, times 512). G.726 tables 7 to 10. */
export type G726Tables = {
  readonly levels: readonly number[];
  readonly scales: readonly number[];
  readonly speeds: readonly number[];
};

/** By bits a sample. The codes of negative differences mirror the others. */
export const g726Tables: Readonly<Record<2 | 3 | 4 | 5, G726Tables>> = {
  2: { levels: mirrored([116, 365]), scales: mirrored([-704, 14_048]), speeds: mirrored([0, 0xe00]) },
  3: {
    levels: mirrored([-2048, 135, 273, 373]),
    scales: mirrored([-128, 960, 4384, 18_624]),
    speeds: mirrored([0, 0x200, 0x400, 0xe00]),
  },
  4: {
    levels: mirrored([-2048, 4, 135, 213, 273, 323, 373, 425]),
    scales: mirrored([-384, 576, 1312, 2048, 3584, 6336, 11_360, 35_904]),
    speeds: mirrored([0, 0, 0, 0x200, 0x200, 0x200, 0x600, 0xe00]),
  },
  5: {
    levels: mirrored([-2048, -66, 28, 104, 169, 224, 274, 318, 358, 395, 429, 459, 488, 514, 539, 566]),
    scales: mirrored([
      448, 448, 768, 1248, 1280, 1312, 1856, 3200, 4512, 5728, 7008, 8960, 11_456, 14_080, 16_928, 22_272,
    ]),
    speeds: mirrored([0, 0, 0, 0, 0, 0x200, 0x200, 0x200, 0x200, 0x200, 0x400, 0x600, 0x800, 0xa00, 0xc00, 0xc00]),
  },
};

function mirrored(half: readonly number[]): readonly number[] {
  return [...half, ...half.toReversed()];
}
