/** How a message is laid out: lengths of the parameters of fixed length, in order, and which follow of variable length. Q.763 §1. */
export type IsupMessageRow = {
  readonly code: number;
  /** The acronym: IAM, ACM … Q.762. */
  readonly name: string;
  /** Undefined where the layout is not known here: such a message is told by its type alone. */
  readonly fixed?: readonly (readonly [parameter: number, length: number])[];
  readonly variable?: readonly number[];
  readonly optional?: boolean;
};

/** Parameter codes that are read here. Q.763 Table 5. */
export const isupParameter = {
  transmissionMediumRequirement: 0x02,
  calledPartyNumber: 0x04,
  subsequentNumber: 0x05,
  natureOfConnectionIndicators: 0x06,
  forwardCallIndicators: 0x07,
  callingPartysCategory: 0x09,
  callingPartyNumber: 0x0a,
  redirectingNumber: 0x0b,
  redirectionNumber: 0x0c,
  informationRequestIndicators: 0x0e,
  informationIndicators: 0x0f,
  continuityIndicators: 0x10,
  backwardCallIndicators: 0x11,
  causeIndicators: 0x12,
  userServiceInformation: 0x1d,
  userToUserInformation: 0x20,
  connectedNumber: 0x21,
  suspendResumeIndicators: 0x22,
  eventInformation: 0x24,
  originalCalledNumber: 0x28,
  locationNumber: 0x3f,
  genericNumber: 0xc0,
} as const;

const p = isupParameter;

/** The messages of Q.763 Table 4, by type code. */
export const isupMessageTable: readonly IsupMessageRow[] = [
  {
    code: 0x01,
    name: 'IAM',
    fixed: [
      [p.natureOfConnectionIndicators, 1],
      [p.forwardCallIndicators, 2],
      [p.callingPartysCategory, 1],
      [p.transmissionMediumRequirement, 1],
    ],
    variable: [p.calledPartyNumber],
    optional: true,
  },
  { code: 0x02, name: 'SAM', fixed: [], variable: [p.subsequentNumber], optional: true },
  { code: 0x03, name: 'INR', fixed: [[p.informationRequestIndicators, 2]], variable: [], optional: true },
  { code: 0x04, name: 'INF', fixed: [[p.informationIndicators, 2]], variable: [], optional: true },
  { code: 0x05, name: 'COT', fixed: [[p.continuityIndicators, 1]], variable: [], optional: false },
  { code: 0x06, name: 'ACM', fixed: [[p.backwardCallIndicators, 2]], variable: [], optional: true },
  { code: 0x07, name: 'CON', fixed: [[p.backwardCallIndicators, 2]], variable: [], optional: true },
  { code: 0x08, name: 'FOT', fixed: [], variable: [], optional: true },
  { code: 0x09, name: 'ANM', fixed: [], variable: [], optional: true },
  { code: 0x0c, name: 'REL', fixed: [], variable: [p.causeIndicators], optional: true },
  { code: 0x0d, name: 'SUS', fixed: [[p.suspendResumeIndicators, 1]], variable: [], optional: true },
  { code: 0x0e, name: 'RES', fixed: [[p.suspendResumeIndicators, 1]], variable: [], optional: true },
  { code: 0x10, name: 'RLC', fixed: [], variable: [], optional: true },
  { code: 0x11, name: 'CCR' },
  { code: 0x12, name: 'RSC' },
  { code: 0x13, name: 'BLO' },
  { code: 0x14, name: 'UBL' },
  { code: 0x15, name: 'BLA' },
  { code: 0x16, name: 'UBA' },
  { code: 0x17, name: 'GRS' },
  { code: 0x18, name: 'CGB' },
  { code: 0x19, name: 'CGU' },
  { code: 0x1a, name: 'CGBA' },
  { code: 0x1b, name: 'CGUA' },
  { code: 0x1f, name: 'FAR' },
  { code: 0x20, name: 'FAA' },
  { code: 0x21, name: 'FRJ' },
  { code: 0x24, name: 'LPA' },
  { code: 0x28, name: 'PAM' },
  { code: 0x29, name: 'GRA' },
  { code: 0x2a, name: 'CQM' },
  { code: 0x2b, name: 'CQR' },
  { code: 0x2c, name: 'CPG', fixed: [[p.eventInformation, 1]], variable: [], optional: true },
  { code: 0x2d, name: 'USR', fixed: [], variable: [p.userToUserInformation], optional: true },
  { code: 0x2e, name: 'UCIC' },
  { code: 0x2f, name: 'CFN', fixed: [], variable: [p.causeIndicators], optional: true },
  { code: 0x30, name: 'OLM' },
  { code: 0x32, name: 'NRM', fixed: [], variable: [], optional: true },
  { code: 0x33, name: 'FAC', fixed: [], variable: [], optional: true },
  { code: 0x34, name: 'UPT' },
  { code: 0x35, name: 'UPA' },
  { code: 0x36, name: 'IDR', fixed: [], variable: [], optional: true },
  { code: 0x37, name: 'IRS', fixed: [], variable: [], optional: true },
  { code: 0x38, name: 'SGM', fixed: [], variable: [], optional: true },
  { code: 0x40, name: 'LOP', fixed: [], variable: [], optional: true },
  { code: 0x41, name: 'APM', fixed: [], variable: [], optional: true },
  { code: 0x42, name: 'PRI', fixed: [], variable: [], optional: true },
];

/** The IAM of North America: user service information in the place of the transmission medium requirement. ANSI T1.113.3. */
export const ansiIam: IsupMessageRow = {
  code: 0x01,
  name: 'IAM',
  fixed: [
    [p.natureOfConnectionIndicators, 1],
    [p.forwardCallIndicators, 2],
    [p.callingPartysCategory, 1],
  ],
  variable: [p.userServiceInformation, p.calledPartyNumber],
  optional: true,
};
