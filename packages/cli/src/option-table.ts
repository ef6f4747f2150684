export type OptionName =
  | 'format'
  | 'filter'
  | 'limit'
  | 'call'
  | 'with'
  | 'hop'
  | 'keylog'
  | 'password'
  | 'alias'
  | 'certificate'
  | 'ascii'
  | 'every'
  | 'strict'
  | 'write'
  | 'no-media'
  | 'mask-digits'
  | 'output'
  | 'stream'
  | 'audio'
  | 'conceal'
  | 'srtp-keys'
  | 'anonymize'
  | 'keep-media'
  | 'from'
  | 'fail-on'
  | 'level'
  | 'only'
  | 'skip'
  | 'max-per-rule'
  | 'profile'
  | 'config'
  | 'baseline'
  | 'write-baseline'
  | 'together'
  | 'explain'
  | 'rules'
  | 'host'
  | 'port'
  | 'data'
  | 'quiet'
  | 'no-color'
  | 'help';

type OptionEntry = {
  /** What stands for the value in the help; absent of an option that has none. */
  readonly value?: string;
  /** Whether it may be given several times. */
  readonly several?: true;
  /** A letter that stands for it. */
  readonly short?: string;
  readonly text: string;
};

/** Every option the command knows; each command of `command-table.ts` names those it takes. */
export const optionTable: Readonly<Record<OptionName, OptionEntry>> = {
  format: { value: 'FORMAT', text: 'how to print' },
  filter: { value: 'EXPR', text: 'only rows that match, in the filter language: status>=400 not method:OPTIONS' },
  limit: { value: 'N', text: 'at most N rows' },
  call: { value: 'ID', several: true, text: 'which call: its id, or a Call-ID of it; of flow several, in one picture' },
  with: { value: 'ID', text: 'the call it is compared with: of the second capture, or of the same' },
  hop: {
    value: 'N',
    text: 'of a SIPp scenario: between which two elements, counted from the caller (default 1)',
  },
  keylog: { value: 'FILE', text: 'secrets of TLS connections, as programs write them where SSLKEYLOGFILE says' },
  password: {
    value: 'USER=SECRET',
    several: true,
    text: 'checks digests of that user (also USER@REALM=SECRET; @FILE has such lines); for several users several times',
  },
  alias: {
    value: 'ADDRESS=NAME',
    several: true,
    text: 'what that address is called (also ADDRESS:PORT=NAME; a file with such lines, or a hosts file); several times',
  },
  certificate: {
    value: 'FILE',
    several: true,
    text: 'checks signatures of PASSporTs by this certificate or public key (PEM; URI=FILE: the one at their x5u); several times',
  },
  output: { value: 'OUT.pcapng', short: 'o', text: 'where the packets go' },
  stream: { value: 'ID', several: true, text: 'only that stream of media; several times' },
  audio: { value: 'OUT.wav', text: 'what was said, both directions as stereo: the caller on the left' },
  'srtp-keys': { text: 'keys of SRTP in session descriptions are written too, instead of X for each character' },
  anonymize: {
    text: 'hide who it is of: names, numbers, hosts and addresses become others, the same everywhere; what was said is silence',
  },
  'keep-media': { text: 'with --anonymize: what was said stays' },
  conceal: { text: 'cover lost audio by what was heard before, instead of silence' },
  from: { value: 'WHEN', text: 'where the audio begins: media (default), invite, answer' },
  ascii: { text: 'draw with ASCII characters only' },
  every: { text: 'every call must be as expected, not at least one' },
  strict: { text: 'what the flow leaves out may not be there: 100, copies, messages of others' },
  write: { text: 'print the flow that a call is (--call ID), to be edited: no flow is given' },
  'mask-digits': { text: 'keys pressed in calls (DTMF) are told as x' },
  'no-media': { text: 'media is not read: neither RTP nor its relatives' },
  'fail-on': {
    value: 'LEVEL',
    text: 'the weakest level that makes the exit status 1: must (default), security, should, robustness, info, never',
  },
  level: {
    value: 'LEVEL',
    text: 'the weakest level that is told (default robustness; info tells what is worth knowing too)',
  },
  only: {
    value: 'RULE',
    several: true,
    text: 'only these rules, by their ids or how they begin: SIP-VIA,SDP; several times',
  },
  skip: { value: 'RULE', several: true, text: 'not these rules; several times' },
  'max-per-rule': {
    value: 'N',
    text: 'findings of one rule that are told in full; all are counted (default 200; as text 3 for each device)',
  },
  profile: { value: 'NAME', text: 'the kind of network: rfc (default), trunk, ims, webrtc, lenient' },
  config: { value: 'FILE', text: 'the configuration (default: the nearest sipscope.config.json, from here upward)' },
  baseline: { value: 'FILE', text: 'findings that are known: others only make the exit status 1' },
  'write-baseline': { value: 'FILE', text: 'writes what is found as known' },
  together: { text: 'several files are one capture, in order of time, instead of each by itself' },
  explain: { value: 'RULE', text: 'what a rule demands, why, what to do, and examples' },
  rules: { text: 'lists all rules, and those of the catalogue that are not asked' },
  host: { value: 'HOST', text: 'address to listen on (default 127.0.0.1)' },
  port: { value: 'PORT', text: 'port to listen on (default 5090)' },
  data: { value: 'DIR', text: 'folder the viewer keeps its captures in' },
  quiet: { text: 'no progress, no remarks' },
  'no-color': { text: 'no colours (also: NO_COLOR in the environment)' },
  help: { text: 'this text' },
};

/** The options that were given: a text for those with a value, all of them for those that may come several times, true for the others. */
export type OptionValues = {
  readonly format?: string;
  readonly filter?: string;
  readonly limit?: string;
  readonly call?: readonly string[];
  readonly with?: string;
  readonly hop?: string;
  readonly keylog?: string;
  readonly password?: readonly string[];
  readonly alias?: readonly string[];
  readonly certificate?: readonly string[];
  readonly output?: string;
  readonly stream?: readonly string[];
  readonly audio?: string;
  readonly conceal?: boolean;
  readonly 'srtp-keys'?: boolean;
  readonly anonymize?: boolean;
  readonly 'keep-media'?: boolean;
  readonly from?: string;
  readonly ascii?: boolean;
  readonly every?: boolean;
  readonly strict?: boolean;
  readonly write?: boolean;
  readonly 'no-media'?: boolean;
  readonly 'mask-digits'?: boolean;
  readonly 'fail-on'?: string;
  readonly level?: string;
  readonly only?: readonly string[];
  readonly skip?: readonly string[];
  readonly 'max-per-rule'?: string;
  readonly profile?: string;
  readonly config?: string;
  readonly baseline?: string;
  readonly 'write-baseline'?: string;
  readonly together?: boolean;
  readonly explain?: string;
  readonly rules?: boolean;
  readonly host?: string;
  readonly port?: string;
  readonly data?: string;
  readonly quiet?: boolean;
  readonly 'no-color'?: boolean;
  readonly help?: boolean;
};
