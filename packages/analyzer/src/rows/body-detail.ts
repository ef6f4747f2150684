/** A place in the message, in bytes. */
type Place = readonly [start: number, end: number];

/** What a body is shown as. `unread`: packed, or nested, in a way that is not taken apart. */
export const bodyKinds = [
  'sdp',
  'multipart',
  'sip',
  'sipfrag',
  'cpim',
  'message-summary',
  'vq-report',
  'isup',
  'qsig',
  'dtmf',
  'xml',
  'json',
  'text',
  'image',
  'binary',
  'unread',
] as const;
export type BodyKind = (typeof bodyKinds)[number];

/** One thing that a body says. */
export type BodyFact = {
  readonly name: string;
  readonly value: string;
  /** What the value stands for, in words. */
  readonly meaning?: string;
  /** Missing where the content had to be unpacked: it has no place of its own in the message. */
  readonly span?: Place;
};

/** Facts that belong together: those of a contact, of a dialog, of one side of a report. */
export type BodyTable = {
  readonly title?: string;
  readonly span?: Place;
  readonly facts: readonly BodyFact[];
  /** How many there were beyond these. */
  readonly more?: number;
};

/** A header field of a part, or of a message within a message. */
export type BodyHeader = { readonly name: string; readonly value: string; readonly span?: Place };

/** A body of a message, or a part of one. RFC 3261 §7.4, RFC 5621. */
export type BodyDetail = {
  /** In how many bodies it lies; a part stands behind what it is a part of. */
  readonly depth: number;
  readonly kind: BodyKind;
  /** The content as it stands in the message; missing where what it lies in had to be unpacked. */
  readonly span?: Place;
  /** Bytes of the content, unpacked. */
  readonly size: number;
  /** `type/subtype` in lower case. */
  readonly mediaType?: string;
  /** What it is for: `session`, `render`, `signal` … */
  readonly disposition?: string;
  /** True where whoever does not understand it may ignore it. */
  readonly optional?: true;
  readonly contentId?: string;
  readonly languages?: readonly string[];
  /** Content codings, such as `gzip`. */
  readonly encodings?: readonly string[];
  readonly transferEncoding?: 'base64' | 'quoted-printable';
  /** Header fields of its own. */
  readonly headers?: readonly BodyHeader[];
  readonly moreHeaders?: number;
  /** Unpacked content, base64, where it does not stand in the message as it is. */
  readonly content?: string;
  /** Sentences: what was not read and why. */
  readonly notes?: readonly string[];
  readonly tables?: readonly BodyTable[];
  readonly moreTables?: number;
  readonly sdp?: SdpDetail;
  /** Elements in the order in which they begin. */
  readonly xml?: readonly XmlElementDetail[];
  readonly moreElements?: number;
};

export type XmlElementDetail = {
  readonly depth: number;
  /** As written, with its prefix. */
  readonly name: string;
  readonly namespace?: string;
  readonly attributes?: readonly BodyHeader[];
  /** Its own characters, without white space at the ends. */
  readonly text?: string;
  readonly span?: Place;
};

/** A session description as a table. RFC 8866. */
export type SdpDetail = {
  /** What is said of the whole session. */
  readonly session: BodyTable;
  readonly media: readonly SdpMediaDetail[];
  readonly moreMedia?: number;
  /** What it says beside the offer it answers, or beside what its side said before. */
  readonly against?: readonly SdpComparison[];
};

/** One m-line: a medium and how it is sent. */
export type SdpMediaDetail = {
  /** From the `m=` to behind the section's last line. */
  readonly span?: Place;
  readonly kind: BodyFact;
  readonly mid?: BodyFact;
  readonly address?: BodyFact;
  readonly port: BodyFact;
  /** True where the port is 0: not wanted, or refused. */
  readonly refused?: true;
  readonly protocol: BodyFact;
  /** Where nothing is said, what is then meant, without a place. */
  readonly direction: BodyFact;
  readonly codecs: readonly SdpCodecDetail[];
  readonly moreCodecs?: number;
  /** Packet times and bandwidth, ICE, DTLS, SDES, RTCP, groups, and every other attribute. */
  readonly facts: readonly BodyFact[];
  readonly moreFacts?: number;
};

export type SdpCodecDetail = {
  /** The payload type, or whatever stands for the format. */
  readonly format: string;
  /** `PCMA/8000`, missing where nothing says what the number stands for. */
  readonly name?: string;
  readonly span?: Place;
  /** The value of its `a=fmtp`. */
  readonly parameters?: string;
  readonly parametersSpan?: Place;
};

/** What a session description says differently from another. */
export type SdpComparison = {
  /** `offer`: of the message that this one answers. `previous`: of what the same side said last before. */
  readonly with: 'offer' | 'previous';
  readonly frame: number;
  readonly index?: number;
  /** In words; none where the two say the same. */
  readonly changes: readonly SdpChange[];
  /** Lines that differ, paired by what they are of. */
  readonly lines: readonly SdpLineChange[];
  readonly moreLines?: number;
};

export type SdpChange = {
  readonly kind:
    | 'chosen'
    | 'refused'
    | 'no-common-codec'
    | 'media-added'
    | 'media-dropped'
    | 'media-disabled'
    | 'media-enabled'
    | 'codecs-added'
    | 'codecs-dropped'
    | 'codecs-reordered'
    | 'codec-changed'
    | 'address'
    | 'port'
    | 'direction'
    | 'protocol'
    | 'security'
    | 'packet-time';
  /** Which m-line, from 0. */
  readonly media?: number;
  /** A whole sentence: `PCMA chosen of PCMA, PCMU, G729`. */
  readonly text: string;
  readonly span?: Place;
};

export type SdpLineChange = {
  readonly kind: 'added' | 'removed' | 'changed';
  /** Which m-line, from 0; missing of a line of the session. */
  readonly media?: number;
  readonly before?: string;
  readonly after?: string;
  /** Of the line as it stands here. */
  readonly span?: Place;
};
