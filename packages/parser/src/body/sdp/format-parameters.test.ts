import { describe, expect, test } from 'vitest';
import { formatParameters, readFormatParameters } from './format-parameters.ts';

describe('readFormatParameters()', () => {
  const examples: readonly (readonly [encoding: string, text: string, values: object])[] = [
    // RFC 7587 §7.1
    [
      'opus',
      'maxplaybackrate=16000; sprop-maxcapturerate=16000; maxaveragebitrate=20000; stereo=1; useinbandfec=1; usedtx=0',
      {
        maxplaybackrate: 16000,
        spropMaxcapturerate: 16000,
        maxaveragebitrate: 20000,
        stereo: true,
        useinbandfec: true,
        usedtx: false,
      },
    ],
    // RFC 4867 §8.3
    [
      'AMR',
      'mode-set=0,2,5,7; mode-change-period=2; mode-change-neighbor=1',
      { modeSet: [0, 2, 5, 7], modeChangePeriod: 2, modeChangeNeighbor: true },
    ],
    ['AMR-WB', 'octet-align=1; interleaving=30', { octetAlign: true, interleaving: 30 }],
    ['EVS', 'br=5.9-24.4;bw=nb-swb;ch-aw-recv=2', { br: '5.9-24.4', bw: 'nb-swb', chAwRecv: 2 }],
    // RFC 4733 §2.4.1
    [
      'telephone-event',
      '0-15,66,70',
      {
        value: [
          [0, 15],
          [66, 66],
          [70, 70],
        ],
      },
    ],
    ['G729', 'annexb=no', { annexb: false }],
    ['iLBC', 'mode=20', { mode: 20 }],
    ['G7221', 'bitrate=32000', { bitrate: 32000 }],
    // RFC 2198 §5, RFC 4588 §8.7
    ['red', '121/121/5', { value: [121, 121, 5] }],
    ['rtx', 'apt=97;rtx-time=3000', { apt: 97, rtxTime: 3000 }],
    // RFC 6184 §8.2.1
    [
      'H264',
      'profile-level-id=42A01E; packetization-mode=1; sprop-parameter-sets=Z0IACpZTBYmI,aMljiA==',
      {
        profileLevelId: { profile: 0x42, constraints: 0xa0, level: 0x1e },
        packetizationMode: 1,
        spropParameterSets: 'Z0IACpZTBYmI,aMljiA==',
      },
    ],
    ['H265', 'profile-id=1; level-id=93; tx-mode=SRST', { profileId: 1, levelId: 93, txMode: 'SRST' }],
    // RFC 7741 §6.2
    ['VP8', 'max-fr=30; max-fs=3600;', { maxFr: 30, maxFs: 3600 }],
    ['VP9', 'profile-id=2', { profileId: 2 }],
    ['t140', 'cps=30', { cps: 30 }],
  ];

  test.each(examples)('reads those of %s: %s', (encoding, text, values) => {
    expect(readFormatParameters(encoding, text)).toEqual(values);
  });

  test('infers the values from the encoding', () => {
    const stereo: boolean | undefined = readFormatParameters('opus', 'stereo=1').stereo;
    const modes: readonly number[] | undefined = readFormatParameters('amr-wb', 'mode-set=0,8').modeSet;

    expect([stereo, modes]).toEqual([true, [0, 8]]);
  });

  test('leaves out what is not of the form its RFC gives', () => {
    expect(readFormatParameters('opus', 'stereo=yes;maxptime=x;unknown=1;__proto__=1')).toEqual({});
    expect(readFormatParameters('AMR', 'mode-set=0,x')).toEqual({});
    expect(readFormatParameters('constructor', 'a=1')).toEqual({});
  });
});

test('formatParameters() gives every name and value as they stand', () => {
  expect(formatParameters('a=1; __proto__ = x=y ;;flag')).toEqual([
    { name: 'a', value: '1' },
    { name: '__proto__', value: 'x=y' },
    { name: 'flag', value: undefined },
  ]);
});
