import type { Attribute, Bandwidth, Connection, Origin, Timing } from '../body/sdp/session-description.ts';
import type { Diagnostic } from '../diagnostic/diagnostic.ts';
import type { DiagnosticCode } from '../diagnostic/diagnostic-table.ts';
import type { SourceText } from '../text/source-text.ts';
import { type Grammar, grammar as compiledGrammar } from './grammar.ts';
import { scanAttribute, scanFormatParameters, scanWords } from './scan-sdp.ts';
import type { MediaField, RtpMap } from './sdp-rules.ts';
import type { TokenBuffer } from './token-buffer.ts';

/** What a line or an attribute's value gives. */
export type SdpValueTypes = {
  origin: Origin;
  connection: Connection;
  bandwidth: Bandwidth;
  timing: Timing;
  typedTimes: never;
  media: MediaField;
  attribute: Pick<Attribute, 'name' | 'value'>;
  rtpmap: RtpMap;
  fmtp: { readonly format: string; readonly parameters: string };
};

export type SdpValueKind = keyof SdpValueTypes;

type Row = {
  readonly scan: (tokens: TokenBuffer, start: number, end: number) => void;
  readonly rule: (grammar: Grammar) => () => unknown;
  readonly code: DiagnosticCode;
};

const words = (tokens: TokenBuffer, start: number, end: number): void => scanWords(tokens, start, end, '');
const slashWords = (tokens: TokenBuffer, start: number, end: number): void => scanWords(tokens, start, end, '/');
const colonWords = (tokens: TokenBuffer, start: number, end: number): void => scanWords(tokens, start, end, ':');

/** Every kind of SDP value that has a grammar: its scanner, its rule. */
export const sdpValueKinds: Readonly<Record<SdpValueKind, Row>> = {
  origin: { scan: words, rule: (grammar) => grammar.originField, code: 'sdp-origin' },
  connection: { scan: slashWords, rule: (grammar) => grammar.connectionField, code: 'sdp-connection' },
  bandwidth: { scan: colonWords, rule: (grammar) => grammar.bandwidthField, code: 'sdp-bandwidth' },
  timing: { scan: words, rule: (grammar) => grammar.timeField, code: 'sdp-timing' },
  typedTimes: { scan: words, rule: (grammar) => grammar.typedTimes, code: 'sdp-time-form' },
  media: { scan: slashWords, rule: (grammar) => grammar.mediaField, code: 'sdp-media' },
  attribute: { scan: scanAttribute, rule: (grammar) => grammar.attribute, code: 'sdp-attribute' },
  rtpmap: { scan: slashWords, rule: (grammar) => grammar.rtpmapValue, code: 'sdp-rtpmap' },
  fmtp: { scan: scanFormatParameters, rule: (grammar) => grammar.fmtpValue, code: 'sdp-fmtp' },
};

/** Reads the value at `[start, end)` of a source; what is wrong with it is added to `diagnostics`. Undefined where it cannot be read. */
export function readSdpValue<Kind extends SdpValueKind>(
  kind: Kind,
  source: SourceText,
  start: number,
  end: number,
  diagnostics: Diagnostic[],
  grammar: Grammar = compiledGrammar(),
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
