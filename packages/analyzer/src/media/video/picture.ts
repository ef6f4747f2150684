/** What one packet says of the picture. One object is used for all packets. */
export type PictureSigns = {
  isKey: boolean;
  /** 0 where the packet does not say it. */
  width: number;
  height: number;
  profile: string;
  level: string;
  parameterSets: number;
  /** Of scalable streams, from 0. */
  spatialLayer: number;
  temporalLayer: number;
  isMalformed: boolean;
};

/** Reads what a payload `bytes[start, end)` says into `signs`, which were cleared. It never throws. */
export type ReadPicture = (bytes: Uint8Array, start: number, end: number, signs: PictureSigns) => void;

export function newSigns(): PictureSigns {
  return {
    isKey: false,
    width: 0,
    height: 0,
    profile: '',
    level: '',
    parameterSets: 0,
    spatialLayer: 0,
    temporalLayer: 0,
    isMalformed: false,
  };
}

export function clearSigns(signs: PictureSigns): void {
  signs.isKey = false;
  signs.width = signs.height = 0;
  signs.profile = signs.level = '';
  signs.parameterSets = signs.spatialLayer = signs.temporalLayer = 0;
  signs.isMalformed = false;
}

/** Samples beyond this are no picture. */
const maxSide = 16_384;

export function setSize(signs: PictureSigns, width: number, height: number): void {
  if (width > 0 && height > 0 && width <= maxSide && height <= maxSide) {
    signs.width = width;
    signs.height = height;
  } else signs.isMalformed = true;
}
