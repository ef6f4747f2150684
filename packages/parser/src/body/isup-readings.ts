import { type IsupNumber, readIsupDigits, readIsupNumber } from './isup-number.ts';
import { isupParameter as p } from './isup-table.ts';

/** One thing that a parameter says: `satellite: one circuit`; without a name where the parameter says only that. */
export type IsupReading = { readonly name?: string; readonly value: string };

/** Bits of an octet, from the lowest: which, and what their numbers mean. */
type Field = readonly [
  name: string,
  octet: number,
  shift: number,
  bits: number,
  values: readonly (string | undefined)[],
];

const yesNo = ['no', 'yes'] as const;
const endToEnd = ['none', 'pass-along', 'SCCP', 'pass-along and SCCP'] as const;
const redirections = [
  'unknown',
  'user busy',
  'no reply',
  'unconditional',
  'deflection during alerting',
  'deflection at once',
  'mobile subscriber not reachable',
] as const;

/** Indicators, bit by bit. Q.763 §3. */
const fields: ReadonlyMap<number, readonly Field[]> = new Map<number, readonly Field[]>([
  [
    p.natureOfConnectionIndicators,
    [
      ['satellite circuits', 0, 0, 2, ['none', 'one', 'two']],
      ['continuity check', 0, 2, 2, ['not required', 'required on this circuit', 'performed on a previous circuit']],
      ['echo control at this side', 0, 4, 1, yesNo],
    ],
  ],
  [
    p.forwardCallIndicators,
    [
      ['call', 0, 0, 1, ['national', 'international']],
      ['end-to-end method', 0, 1, 2, endToEnd],
      ['interworking met', 0, 3, 1, yesNo],
      ['ISUP all the way', 0, 5, 1, yesNo],
      ['ISUP', 0, 6, 2, ['preferred', 'not required', 'required']],
      ['originating access', 1, 0, 1, ['not ISDN', 'ISDN']],
    ],
  ],
  [
    0x08,
    [
      [
        'closed user group',
        0,
        0,
        2,
        ['no', undefined, 'yes, outgoing access allowed', 'yes, outgoing access not allowed'],
      ],
      ['more is sent in a segment', 0, 2, 1, yesNo],
      ['connected number asked for', 0, 7, 1, yesNo],
    ],
  ],
  [
    p.backwardCallIndicators,
    [
      ['charge', 0, 0, 2, ['not said', 'no', 'yes']],
      ['called party', 0, 2, 2, ['not said', 'subscriber free', 'connect when free']],
      ["called party's category", 0, 4, 2, ['not said', 'ordinary subscriber', 'payphone']],
      ['end-to-end method', 0, 6, 2, endToEnd],
      ['interworking met', 1, 0, 1, yesNo],
      ['ISUP all the way', 1, 2, 1, yesNo],
      ['holding asked for', 1, 3, 1, yesNo],
      ['terminating access', 1, 4, 1, ['not ISDN', 'ISDN']],
      ['echo control at this side', 1, 5, 1, yesNo],
    ],
  ],
  [
    0x29,
    [
      ['in-band information', 0, 0, 1, yesNo],
      ['diversion may occur', 0, 1, 1, yesNo],
      ['more is sent in a segment', 0, 2, 1, yesNo],
    ],
  ],
  [
    p.eventInformation,
    [
      [
        'event',
        0,
        0,
        7,
        [
          undefined,
          'alerting',
          'progress',
          'in-band information',
          'forwarded on busy',
          'forwarded on no reply',
          'forwarded unconditionally',
        ],
      ],
      ['presentation', 0, 7, 1, ['allowed', 'restricted']],
    ],
  ],
  [
    0x13,
    [
      [
        'redirecting',
        0,
        0,
        3,
        [
          'none',
          'rerouted',
          'rerouted, all restricted',
          'diverted',
          'diverted, all restricted',
          'rerouted, number restricted',
          'diverted, number restricted',
        ],
      ],
      ['original reason', 0, 4, 4, redirections],
      ['redirections', 1, 0, 3, ['0', '1', '2', '3', '4', '5', '6', '7']],
      ['reason', 1, 4, 4, redirections],
    ],
  ],
  [p.suspendResumeIndicators, [['by', 0, 0, 1, ['the ISDN subscriber', 'the network']]]],
  [p.continuityIndicators, [['continuity check', 0, 0, 1, ['failed', 'successful']]]],
]);

const categories: ReadonlyMap<number, string> = new Map([
  [0, 'unknown'],
  [1, 'operator, French'],
  [2, 'operator, English'],
  [3, 'operator, German'],
  [4, 'operator, Russian'],
  [5, 'operator, Spanish'],
  [10, 'ordinary subscriber'],
  [11, 'subscriber with priority'],
  [12, 'data call'],
  [13, 'test call'],
  [15, 'payphone'],
]);

const mediumRequirements: ReadonlyMap<number, string> = new Map([
  [0, 'speech'],
  [2, '64 kbit/s unrestricted'],
  [3, '3.1 kHz audio'],
  [6, '64 kbit/s preferred'],
  [7, '2 × 64 kbit/s unrestricted'],
  [8, '384 kbit/s unrestricted'],
  [9, '1536 kbit/s unrestricted'],
  [10, '1920 kbit/s unrestricted'],
]);

const notifications: ReadonlyMap<number, string> = new Map([
  [0x00, 'user suspended'],
  [0x01, 'user resumed'],
  [0x02, 'bearer service changes'],
  [0x42, 'conference established'],
  [0x43, 'conference disconnected'],
  [0x60, 'call is waiting'],
  [0x68, 'diversion activated'],
  [0x69, 'transfer, alerting'],
  [0x6a, 'transfer, active'],
  [0x79, 'remote hold'],
  [0x7a, 'remote retrieval'],
  [0x7b, 'call is diverting'],
]);

const locations: ReadonlyMap<number, string> = new Map([
  [0, 'the user'],
  [1, 'the private network of the local user'],
  [2, 'the public network of the local user'],
  [3, 'a transit network'],
  [4, 'the public network of the remote user'],
  [5, 'the private network of the remote user'],
  [7, 'the international network'],
  [10, 'the network beyond an interworking point'],
]);

/** Who released a call, as Q.850 §2.2.3 numbers it. */
export function causeLocationTitle(location: number): string | undefined {
  return locations.get(location);
}

const numbers: ReadonlySet<number> = new Set([
  p.callingPartyNumber,
  p.calledPartyNumber,
  p.redirectingNumber,
  p.redirectionNumber,
  p.connectedNumber,
  p.originalCalledNumber,
  p.locationNumber,
  0x45,
  0x6f,
  0x7d,
  0x7f,
]);

const genericNumbers: ReadonlyMap<number, string> = new Map([
  [1, 'additional called number'],
  [5, 'additional connected number'],
  [6, 'additional calling party number'],
  [7, 'additional original called number'],
  [8, 'additional redirecting number'],
  [9, 'additional redirection number'],
  [10, 'called freephone number'],
]);

/**
 * What the octets of a parameter say; undefined of one that is not read here: it is known by its name and octets alone. Cause indicators are
 * read by `readIsup`. ITU-T Q.763 §3.
 */
export function readIsupParameter(code: number, octets: Uint8Array): readonly IsupReading[] | undefined {
  const [first, second = 0] = octets;
  if (first === undefined) return undefined;
  const known = fields.get(code);
  if (known !== undefined) return known.flatMap((field) => readField(field, octets));
  if (numbers.has(code)) return numberReadings(readIsupNumber(octets, code === p.calledPartyNumber));
  switch (code) {
    case p.callingPartysCategory:
      return named(categories, first);
    case p.transmissionMediumRequirement:
    case 0x35:
    case 0x3e:
      return named(mediumRequirements, first);
    case 0x2c:
      return named(notifications, first & 0x7f);
    case 0x3d:
      return [{ value: `${first & 0x1f}` }];
    case 0x31:
      return [{ value: `${first * 256 + second} ms` }];
    case p.subsequentNumber:
      return [{ value: readIsupDigits(octets.subarray(1), (octets.length - 1) * 2 - (first >> 7)).digits }];
    case p.genericNumber:
      return [
        { name: 'which', value: genericNumbers.get(first) ?? `qualifier ${first}` },
        ...numberReadings(readIsupNumber(octets.subarray(1), false)),
      ];
    case p.userServiceInformation:
    case 0x30:
      return bearerReadings(octets);
    default:
      return undefined;
  }
}

function readField([name, octet, shift, bits, values]: Field, octets: Uint8Array): readonly IsupReading[] {
  const byte = octets[octet];
  if (byte === undefined) return [];
  const number = (byte >> shift) & ((1 << bits) - 1);
  return [{ name, value: values[number] ?? `${number}, not known here` }];
}

function named(names: ReadonlyMap<number, string>, number: number): readonly IsupReading[] {
  return [{ value: names.get(number) ?? `${number}, not known here` }];
}

function numberReadings(number: IsupNumber | undefined): readonly IsupReading[] {
  if (number === undefined) return [];
  const { digits, nature, natureCode, numberingPlan, presentation, screening, complete } = number;
  return [
    { value: digits === '' ? 'no digits' : digits },
    {
      name: 'nature',
      value: nature === 'other' ? `code ${natureCode}` : nature.replace('networkSpecific', 'network specific'),
    },
    ...(numberingPlan === 1 ? [] : [{ name: 'numbering plan', value: `${numberingPlan}` }]),
    ...(complete ? [{ name: 'complete', value: 'yes' }] : []),
    ...(presentation === undefined ? [] : [{ name: 'presentation', value: presentation }]),
    ...(screening === undefined ? [] : [{ name: 'screening', value: screenings[screening] }]),
  ];
}

const screenings = {
  notVerified: 'by the user, not verified',
  verified: 'by the user, verified',
  failed: 'by the user, failed',
  network: 'by the network',
} as const;

const transferCapabilities: ReadonlyMap<number, string> = new Map([
  [0, 'speech'],
  [8, 'unrestricted digital'],
  [9, 'restricted digital'],
  [16, '3.1 kHz audio'],
  [17, 'unrestricted digital with tones'],
  [24, 'video'],
]);

/** Bearer capability. Q.931 §4.5.5. */
export function bearerReadings(octets: Uint8Array): readonly IsupReading[] {
  const [first] = octets;
  if (first === undefined) return [];
  const layer1 = octets[2] === undefined ? undefined : octets[2] & 0x7f;
  return [
    { value: transferCapabilities.get(first & 0x1f) ?? `capability ${first & 0x1f}, not known here` },
    ...(layer1 === 0x22 ? [{ name: 'coding', value: 'G.711 µ-law' }] : []),
    ...(layer1 === 0x23 ? [{ name: 'coding', value: 'G.711 A-law' }] : []),
  ];
}
