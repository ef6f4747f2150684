import type {
  AlternativeAddress,
  Candidate,
  CapabilityDescription,
  Configuration,
  Crypto,
  DataChannel,
  Extmap,
  FileDate,
  FileRange,
  FileSelector,
  Fingerprint,
  FloorId,
  FrameSize,
  ImageAttribute,
  KeyManagement,
  Msid,
  NameValue,
  NumberedPlace,
  Precondition,
  RemoteCandidate,
  Rid,
  RtcpAddress,
  RtcpFeedback,
  SctpMap,
  SdpGroup,
  Simulcast,
  SourceFilter,
  SsrcGroup,
  TransportCapability,
  ZrtpHash,
} from '../body/sdp/attribute-values.ts';
import type {
  Bandwidth,
  Connection,
  Origin,
  RepeatTimes,
  Timing,
  ZoneAdjustment,
} from '../body/sdp/session-description.ts';
import type { Diagnostic } from '../diagnostic/diagnostic.ts';
import type { DiagnosticCode } from '../diagnostic/diagnostic-table.ts';
import type { SourceText } from '../text/source-text.ts';
import { sdpGrammar, type SdpRuleSet } from './grammar.ts';
import { type Mark, scanAttribute, scanLeadingWords, scanQuotedWords, scanWords } from './scan-sdp.ts';
import type { AttributeField, FormatParameters, MediaField, RtpMap } from './sdp-rules.ts';
import type { TokenBuffer } from './token-buffer.ts';

/** What a line or an attribute's value gives. */
export type SdpValueTypes = {
  origin: Origin;
  connection: Connection;
  bandwidth: Bandwidth;
  timing: Timing;
  repeat: RepeatTimes;
  zone: readonly ZoneAdjustment[];
  media: MediaField;
  attribute: AttributeField;
  rtpmap: RtpMap;
  fmtp: FormatParameters;
  word: string;
  words: readonly string[];
  commaWords: readonly string[];
  integer: number;
  decimal: number | undefined;
  pairs: readonly NameValue[];
  colonPairs: readonly NameValue[];
  group: SdpGroup;
  ssrcGroup: SsrcGroup;
  ssrcs: readonly number[];
  msid: Msid;
  numberedAttribute: NumberedPlace;
  status: Precondition;
  desired: Precondition;
  tcap: TransportCapability;
  configuration: Configuration;
  capability: CapabilityDescription;
  floorId: FloorId;
  candidate: Candidate;
  remoteCandidates: readonly RemoteCandidate[];
  crypto: Crypto;
  fingerprint: Fingerprint;
  rtcp: RtcpAddress;
  altc: AlternativeAddress;
  sourceFilter: SourceFilter;
  sctpmap: SctpMap;
  keyManagement: KeyManagement;
  zrtpHash: ZrtpHash;
  rtcpFeedback: RtcpFeedback;
  extmap: Extmap;
  simulcast: Simulcast;
  rid: Rid;
  imageAttribute: ImageAttribute;
  frameSize: FrameSize;
  fileSelector: FileSelector;
  fileDate: FileDate;
  fileRange: FileRange;
  dataChannel: DataChannel;
};

export type SdpValueKind = keyof SdpValueTypes;

type Row = {
  readonly scan: (tokens: TokenBuffer, start: number, end: number) => void;
  readonly rule: (grammar: SdpRuleSet) => () => unknown;
  readonly code: DiagnosticCode;
};

type Scan = Row['scan'];

const wordsWith =
  (mark: Mark): Scan =>
  (tokens, start, end) =>
    scanWords(tokens, start, end, mark);
const leading =
  (count: number, mark: Mark): Scan =>
  (tokens, start, end) =>
    scanLeadingWords(tokens, start, end, count, mark);

const words: Scan = wordsWith('');
const slashWords: Scan = wordsWith('/');
const colonWords: Scan = wordsWith(':');
const commaWords: Scan = wordsWith(',');
const wordAndText: Scan = leading(1, '');
const slashWordAndText: Scan = leading(1, '/');
const twoWordsAndText: Scan = leading(2, '');

const attributeKind = (scan: Scan, rule: Row['rule']): Row => ({ scan, rule, code: 'sdp-attribute-value' });

/** Every kind of SDP value that has a grammar: its scanner, its rule. */
export const sdpValueKinds: Readonly<Record<SdpValueKind, Row>> = {
  origin: { scan: words, rule: (grammar) => grammar.originField, code: 'sdp-origin' },
  connection: { scan: slashWords, rule: (grammar) => grammar.connectionField, code: 'sdp-connection' },
  bandwidth: { scan: colonWords, rule: (grammar) => grammar.bandwidthField, code: 'sdp-bandwidth' },
  timing: { scan: words, rule: (grammar) => grammar.timeField, code: 'sdp-timing' },
  repeat: { scan: words, rule: (grammar) => grammar.repeatField, code: 'sdp-time-form' },
  zone: { scan: words, rule: (grammar) => grammar.zoneField, code: 'sdp-time-form' },
  media: { scan: slashWords, rule: (grammar) => grammar.mediaField, code: 'sdp-media' },
  attribute: { scan: scanAttribute, rule: (grammar) => grammar.attribute, code: 'sdp-attribute' },
  rtpmap: { scan: slashWords, rule: (grammar) => grammar.rtpmapValue, code: 'sdp-rtpmap' },
  fmtp: { scan: wordAndText, rule: (grammar) => grammar.fmtpValue, code: 'sdp-fmtp' },
  word: attributeKind(words, (grammar) => grammar.wordValue),
  words: attributeKind(words, (grammar) => grammar.wordList),
  commaWords: attributeKind(commaWords, (grammar) => grammar.commaList),
  integer: attributeKind(words, (grammar) => grammar.integerValue),
  decimal: attributeKind(words, (grammar) => grammar.decimalValue),
  pairs: attributeKind(words, (grammar) => grammar.pairList),
  colonPairs: attributeKind(words, (grammar) => grammar.corrMechanisms),
  group: attributeKind(words, (grammar) => grammar.groupValue),
  ssrcGroup: attributeKind(words, (grammar) => grammar.ssrcGroupValue),
  ssrcs: attributeKind(words, (grammar) => grammar.previousSsrcValue),
  msid: attributeKind(words, (grammar) => grammar.msidValue),
  numberedAttribute: attributeKind(wordAndText, (grammar) => grammar.numberedAttribute),
  status: attributeKind(words, (grammar) => grammar.statusValue),
  desired: attributeKind(words, (grammar) => grammar.desiredValue),
  tcap: attributeKind(words, (grammar) => grammar.tcapValue),
  configuration: attributeKind(words, (grammar) => grammar.configValue),
  capability: attributeKind(words, (grammar) => grammar.cdscValue),
  floorId: attributeKind(words, (grammar) => grammar.flooridValue),
  candidate: attributeKind(words, (grammar) => grammar.candidateAttribute),
  remoteCandidates: attributeKind(words, (grammar) => grammar.remoteCandidateAtt),
  crypto: attributeKind(words, (grammar) => grammar.cryptoValue),
  fingerprint: attributeKind(words, (grammar) => grammar.fingerprintValue),
  rtcp: attributeKind(words, (grammar) => grammar.rtcpAttribute),
  altc: attributeKind(slashWords, (grammar) => grammar.altcValue),
  sourceFilter: attributeKind(words, (grammar) => grammar.sourceFilterValue),
  sctpmap: attributeKind(words, (grammar) => grammar.sctpmapValue),
  keyManagement: attributeKind(words, (grammar) => grammar.keyMgmtAttValue),
  zrtpHash: attributeKind(words, (grammar) => grammar.zrtpAttribute),
  rtcpFeedback: attributeKind(words, (grammar) => grammar.rtcpFbValue),
  extmap: attributeKind(slashWordAndText, (grammar) => grammar.extmapValue),
  simulcast: attributeKind(words, (grammar) => grammar.scValue),
  rid: attributeKind(twoWordsAndText, (grammar) => grammar.ridSyntax),
  imageAttribute: attributeKind(wordAndText, (grammar) => grammar.imageAttr),
  frameSize: attributeKind(words, (grammar) => grammar.framesizeValue),
  fileSelector: attributeKind(scanQuotedWords, (grammar) => grammar.fileSelectorValue),
  fileDate: attributeKind(scanQuotedWords, (grammar) => grammar.fileDateValue),
  fileRange: attributeKind(words, (grammar) => grammar.fileRangeValue),
  dataChannel: attributeKind(wordAndText, (grammar) => grammar.dcmapValue),
};

/** Reads the value at `[start, end)` of a source; what is wrong with it is added to `diagnostics`. Undefined where it cannot be read. */
export function readSdpValue<Kind extends SdpValueKind>(
  kind: Kind,
  source: SourceText,
  start: number,
  end: number,
  diagnostics: Diagnostic[],
  grammar: SdpRuleSet = sdpGrammar(),
): SdpValueTypes[Kind] | undefined {
  const { scan, rule, code } = sdpValueKinds[kind];
  grammar.values = [];
  grammar.diagnostics = diagnostics;
  grammar.tokens.clear(source, end);
  scan(grammar.tokens, start, end);
  grammar.tokens.finish();
  if (!grammar.run(rule(grammar))) diagnostics.push(grammar.mismatch(code));
  // The rule of a kind pushes one value of that kind.
  return grammar.values[0] as SdpValueTypes[Kind] | undefined;
}
