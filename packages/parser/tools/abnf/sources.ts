/** An RFC whose ABNF is read, and where in it the ABNF stands. */
export type Source = {
  readonly rfc: number;
  readonly sections: readonly string[];
  /** The rules that are taken; all that stand there where absent. */
  readonly rules?: readonly string[];
  /** RFCs whose rules it uses without repeating them, nearest first. The core rules of RFC 5234 need no mention. */
  readonly imports?: readonly number[];
  /** Rules written with "=" that are meant as more alternatives of an imported rule. */
  readonly adds?: readonly string[];
  /** Rules of another RFC that this one's rule of the same name replaces there. */
  readonly replaces?: readonly { readonly rfc: number; readonly rule: string }[];
  /** Rules that its prose, not its ABNF, puts among the alternatives of another. */
  readonly attaches?: readonly { readonly rule: string; readonly to: string }[];
};

const sip = [3261];

/** Every source, in the order of RFC numbers. */
export const sources: readonly Source[] = [
  { rfc: 3261, sections: ['25.1'], imports: [3966, 3986] },
  { rfc: 3262, sections: ['10'], imports: sip, adds: ['Method'] },
  { rfc: 3310, sections: ['3.1', '3.2', '3.4'], imports: sip, attaches: [{ rule: 'auts', to: 'dig-resp' }] },
  { rfc: 3311, sections: ['7'], imports: sip, adds: ['Method'] },
  { rfc: 3312, sections: ['4'], imports: [8866, 3261] },
  { rfc: 3313, sections: ['5.1'], imports: sip },
  { rfc: 3323, sections: ['4.2'], imports: sip },
  { rfc: 3325, sections: ['9.1', '9.2', '9.3'], imports: [3323, 3261], adds: ['priv-value'] },
  { rfc: 3326, sections: ['2'], imports: sip },
  { rfc: 3327, sections: ['4'], imports: sip },
  { rfc: 3329, sections: ['2.2', 'A'], imports: sip },
  { rfc: 3420, sections: ['2'], imports: sip },
  { rfc: 3428, sections: ['9'], imports: sip },
  {
    rfc: 3486,
    sections: ['8'],
    imports: sip,
    attaches: [
      { rule: 'compression-param', to: 'uri-parameter' },
      { rule: 'via-compression', to: 'via-params' },
    ],
  },
  { rfc: 3515, sections: ['2.1'], imports: sip },
  { rfc: 3581, sections: ['5'], imports: sip, adds: ['via-params'] },
  { rfc: 3608, sections: ['5'], imports: sip },
  { rfc: 3840, sections: ['9'], imports: sip, adds: ['contact-params'] },
  { rfc: 3841, sections: ['10'], imports: [3840, 3261] },
  { rfc: 3842, sections: ['5.2'], imports: sip },
  { rfc: 3891, sections: ['6.1'], imports: sip },
  { rfc: 3892, sections: ['3'], imports: sip },
  { rfc: 3903, sections: ['12'], imports: sip },
  { rfc: 3911, sections: ['7.1'], imports: sip },
  { rfc: 3966, sections: ['3'] },
  // RFC 5954 §4.1 puts these two rules into RFC 3261.
  {
    rfc: 3986,
    sections: ['A'],
    replaces: [
      { rfc: 3261, rule: 'IPv6address' },
      { rfc: 3261, rule: 'IPv4address' },
    ],
  },
  { rfc: 4028, sections: ['4', '5'], imports: sip },
  { rfc: 4168, sections: ['4'], imports: sip, adds: ['transport'] },
  { rfc: 4412, sections: ['3.1', '3.2'], imports: sip },
  { rfc: 4457, sections: ['4'], imports: sip },
  { rfc: 4458, sections: ['5'], imports: sip },
  { rfc: 4474, sections: ['9'], imports: sip },
  { rfc: 4488, sections: ['4'], imports: sip },
  { rfc: 4508, sections: ['3'], imports: [3840, 3261] },
  { rfc: 4538, sections: ['7'], imports: sip },
  { rfc: 4694, sections: ['4'], imports: [3966] },
  { rfc: 4715, sections: ['5'], imports: [3966, 3261] },
  { rfc: 4904, sections: ['5'], imports: [3966], adds: ['par'] },
  { rfc: 4964, sections: ['7.1'], imports: sip },
  { rfc: 5002, sections: ['5'], imports: sip },
  { rfc: 5009, sections: ['9'], imports: sip },
  {
    rfc: 5049,
    sections: ['9.1'],
    imports: sip,
    attaches: [
      { rule: 'uri-sip-sigcomp-id', to: 'uri-parameter' },
      { rule: 'via-sip-sigcomp-id', to: 'via-params' },
    ],
  },
  { rfc: 5234, sections: ['B.1'] },
  { rfc: 5318, sections: ['5'], imports: sip },
  {
    rfc: 5322,
    sections: ['3.2.3', '3.4.1', '3.6.4'],
    rules: ['atext', 'dot-atom-text', 'dtext', 'no-fold-literal'],
  },
  { rfc: 5360, sections: ['5.9.3', '5.11.2'], imports: sip },
  { rfc: 5373, sections: ['2'], imports: sip },
  { rfc: 5393, sections: ['5.8'], imports: sip },
  { rfc: 5502, sections: ['6'], imports: sip },
  { rfc: 5503, sections: ['5.1', '6.1', '7.1', '8.1'], imports: sip },
  { rfc: 5626, sections: ['10'], imports: sip },
  { rfc: 5627, sections: ['7'], imports: sip },
  { rfc: 5839, sections: ['7.3'], imports: [3903, 3261] },
  { rfc: 5923, sections: ['7'], imports: sip },
  { rfc: 5989, sections: ['4.2'], imports: [6665, 3261], attaches: [{ rule: 'body-event-param', to: 'event-param' }] },
  { rfc: 6035, sections: ['4.6.1'], imports: sip },
  { rfc: 6050, sections: ['4.1', '4.2', '4.4'], imports: sip },
  {
    rfc: 6080,
    sections: ['6.2.1', '6.2.2', '6.2.3'],
    imports: [6665, 3261],
    attaches: [
      { rule: 'Profile-type', to: 'event-param' },
      { rule: 'Vendor', to: 'event-param' },
      { rule: 'Model', to: 'event-param' },
      { rule: 'Version', to: 'event-param' },
      { rule: 'Effective-By', to: 'event-param' },
    ],
  },
  { rfc: 6086, sections: ['9.2'], imports: sip },
  { rfc: 6223, sections: ['8.2'], imports: sip },
  { rfc: 6442, sections: ['4.1', '4.2', '4.4'], imports: [3261, 3986] },
  { rfc: 6446, sections: ['9.2'], imports: [6665, 3261], adds: ['event-param', 'subexp-params'] },
  { rfc: 6665, sections: ['8.4'], imports: sip },
  { rfc: 6794, sections: ['4.4.5.1', '4.4.5.2'], imports: sip },
  { rfc: 6809, sections: ['6.2.1', '6.3.2'], imports: [3840, 3261] },
  {
    rfc: 7044,
    sections: ['5'],
    imports: sip,
    attaches: [{ rule: 'hi-target-param', to: 'contact-params' }],
  },
  { rfc: 7090, sections: ['4.3.2'], imports: sip },
  { rfc: 7118, sections: ['5.1', '5.2'], imports: sip },
  { rfc: 7315, sections: ['5.1', '5.2', '5.3', '5.4', '5.5', '5.6'], imports: sip },
  { rfc: 7316, sections: ['7'], imports: sip },
  { rfc: 7339, sections: ['9'], imports: sip },
  { rfc: 7415, sections: ['5'], imports: [7339, 3261] },
  { rfc: 7433, sections: ['4.1'], imports: sip },
  { rfc: 7434, sections: ['11'], imports: [7433, 3261] },
  { rfc: 7462, sections: ['7'] },
  { rfc: 7463, sections: ['7'], imports: sip, adds: ['alert-param'] },
  { rfc: 7544, sections: ['4.1', '4.2'], imports: sip },
  { rfc: 7549, sections: ['6.2'], imports: sip },
  { rfc: 7614, sections: ['4.8'], imports: sip },
  {
    rfc: 7913,
    sections: ['2'],
    imports: [7315, 3261],
    replaces: [
      { rfc: 7315, rule: 'access-info' },
      { rfc: 7315, rule: 'extension-access-info' },
    ],
  },
  { rfc: 7989, sections: ['5'], imports: sip },
  { rfc: 8055, sections: ['5.6.2'], imports: sip },
  {
    rfc: 8119,
    sections: ['2'],
    imports: sip,
    attaches: [
      { rule: 'target-param', to: 'uri-parameter' },
      { rule: 'cause-param', to: 'uri-parameter' },
    ],
  },
  { rfc: 8224, sections: ['4'], imports: sip },
  { rfc: 8262, sections: ['3.2'], imports: [5322, 3261] },
  { rfc: 8496, sections: ['6'], imports: sip },
  { rfc: 8497, sections: ['6'], imports: [7989, 3261] },
  { rfc: 8498, sections: ['6.2'], imports: sip },
  { rfc: 8599, sections: ['8.7'], imports: sip },
  { rfc: 8606, sections: ['4'], imports: [3326, 3261] },
  {
    rfc: 8760,
    sections: ['2.6', '2.7'],
    imports: sip,
    replaces: [
      { rfc: 3261, rule: 'request-digest' },
      { rfc: 3261, rule: 'algorithm' },
      { rfc: 3261, rule: 'digest-uri-value' },
    ],
  },
  { rfc: 8787, sections: ['4'], imports: [6442, 3261], attaches: [{ rule: 'location-source', to: 'geoloc-param' }] },
  { rfc: 8876, sections: ['5.2'], imports: sip },
  { rfc: 8898, sections: ['4'], imports: sip },
];
