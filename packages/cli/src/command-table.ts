import type { LadderFormat, ListName } from '@sipscope/analyzer';
import type { ExitStatus } from './exit-status.ts';
import type { OptionName, OptionValues } from './option-table.ts';
import { rowFormats } from './rows/row-formats.ts';
import type { Notices } from './terminal/notices.ts';
import type { Output } from './terminal/output.ts';
import type { Palette } from './terminal/palette.ts';

/** What a command gets to do its work with. */
export type CommandRun = {
  readonly files: readonly string[];
  readonly options: OptionValues;
  /** One of the command's formats. */
  readonly format: string;
  readonly output: Output;
  readonly notices: Notices;
  readonly palette: Palette;
  /** Columns of the terminal; absent where stdout is none. */
  readonly terminalWidth: number | undefined;
};

export type Command = {
  readonly name: string;
  readonly operands: string;
  readonly summary: string;
  readonly options: readonly OptionName[];
  /** The first is the default on a terminal, `piped` elsewhere. None: the command has no formats. */
  readonly formats: readonly string[];
  readonly piped?: string;
  /** Fewest and most operands. */
  readonly takes: readonly [number, number];
  /** The code of a command is loaded when it is asked for: the viewer's server costs more than reading a capture. */
  readonly load: () => Promise<(run: CommandRun) => Promise<ExitStatus>>;
};

/** As the analyzer has them; named again, so that `--help` need not wait for the analyzer to load. */
const ladderFormats: Readonly<Record<LadderFormat, true>> = { text: true, mermaid: true, plantuml: true, svg: true };

/** Which side SIPp plays. */
const sippFormats = ['sipp-uac', 'sipp-uas'] as const;

function listCommand(name: ListName, summary: string): Command {
  return {
    name,
    operands: 'FILE…',
    summary,
    options: [
      'format',
      'filter',
      'limit',
      'keylog',
      'password',
      'no-media',
      'mask-digits',
      'anonymize',
      'quiet',
      'no-color',
    ],
    formats: rowFormats,
    piped: 'ndjson',
    takes: [1, Infinity],
    load: async () => {
      const { listRows } = await import('./commands/list-rows.ts');
      return (run) => listRows(name, run);
    },
  };
}

const serveCommand: Command = {
  name: 'serve',
  operands: '[FILE…]',
  summary: 'the viewer, with these captures loaded',
  options: ['host', 'port', 'data', 'keylog', 'no-media', 'quiet'],
  formats: [],
  takes: [0, Infinity],
  load: async () => (await import('./commands/serve.ts')).serve,
};

/** The viewer on a free port with a store of its own that goes when it ends: what `sipscope FILE…` does. */
export const viewCommand: Command = {
  ...serveCommand,
  name: '',
  summary: 'the viewer on a free port, with these captures loaded, for as long as it runs',
  options: ['keylog', 'no-media', 'quiet'],
  load: async () => (await import('./commands/serve.ts')).view,
};

export const commandTable: readonly Command[] = [
  serveCommand,
  listCommand('messages', 'a row a SIP message'),
  listCommand('transactions', 'a row a transaction: a request, its responses, the retransmissions of both'),
  listCommand('dialogs', 'a row a dialog'),
  listCommand('calls', 'a row a call: who, whom, what came of it'),
  listCommand('registrations', 'a row a registration: which phone, from where, since when, why not'),
  listCommand('subscriptions', 'a row a subscription: presence, message waiting, dialog state …'),
  listCommand('publications', 'a row a publication of event state'),
  listCommand('conversations', 'a row a conversation in instant messages'),
  listCommand('streams', 'a row a stream of media: from where to where, codec, losses, jitter, quality'),
  listCommand('findings', 'a row a departure from the RFCs: rule, level, message, device; lint tells them for people'),
  listCommand('kpis', 'performance figures (RFC 6076): overall, by minute, address and called prefix'),
  {
    name: 'summary',
    operands: 'FILE…',
    summary: 'counts, performance figures (RFC 6076), top talkers, what is wrong with the capture',
    options: ['format', 'keylog', 'password', 'alias', 'no-media', 'quiet', 'no-color'],
    formats: rowFormats,
    piped: 'ndjson',
    takes: [1, Infinity],
    load: async () => (await import('./commands/summarize.ts')).summarize,
  },
  {
    name: 'flow',
    operands: 'FILE…',
    summary: 'the ladder of a call, or of several in one, or one side of a call as a scenario that SIPp runs',
    options: ['call', 'format', 'hop', 'ascii', 'keylog', 'alias', 'anonymize', 'no-media', 'quiet'],
    formats: [...Object.keys(ladderFormats), 'json', ...sippFormats],
    takes: [1, Infinity],
    load: async () => (await import('./commands/draw-flow.ts')).drawFlow,
  },
  {
    name: 'story',
    operands: 'FILE…',
    summary: 'what happened in a call, told in sentences, and its media',
    options: [
      'call',
      'format',
      'keylog',
      'password',
      'alias',
      'certificate',
      'no-media',
      'mask-digits',
      'anonymize',
      'quiet',
    ],
    formats: ['text', 'json'],
    takes: [1, Infinity],
    load: async () => (await import('./commands/tell-story.ts')).tellStory,
  },
  {
    name: 'expect',
    operands: 'FLOW CAPTURE…',
    summary: 'whether a call went as a flow says (docs/expect.md), else where it departs, as a diff',
    options: [
      'call',
      'filter',
      'every',
      'strict',
      'write',
      'format',
      'keylog',
      'password',
      'alias',
      'no-media',
      'quiet',
    ],
    formats: ['text', 'json', 'junit'],
    takes: [1, Infinity],
    load: async () => (await import('./commands/expect-flows.ts')).expectFlows,
  },
  {
    name: 'compare',
    operands: 'FILE [FILE]',
    summary: 'two captures, or with --call and --with two calls, held against each other; 1 where they differ',
    options: ['call', 'with', 'format', 'keylog', 'no-media', 'quiet'],
    formats: ['text', 'json'],
    takes: [1, 2],
    load: async () => (await import('./commands/compare.ts')).compare,
  },
  {
    name: 'extract',
    operands: 'FILE…',
    summary: 'the packets of a call as a pcapng of their own, media included, and what was said as a WAV',
    options: [
      'call',
      'stream',
      'output',
      'audio',
      'conceal',
      'from',
      'anonymize',
      'keep-media',
      'srtp-keys',
      'format',
      'keylog',
      'quiet',
    ],
    formats: ['text', 'json'],
    takes: [1, Infinity],
    load: async () => (await import('./commands/extract.ts')).extract,
  },
  {
    name: 'lint',
    operands: 'FILE…',
    summary: 'where captures and messages (.sip, .txt) depart from the RFCs, why it matters, what to do',
    options: [
      'format',
      'fail-on',
      'level',
      'only',
      'skip',
      'max-per-rule',
      'profile',
      'config',
      'baseline',
      'write-baseline',
      'together',
      'explain',
      'rules',
      'keylog',
      'password',
      'no-media',
      'quiet',
      'no-color',
    ],
    formats: ['text', 'json', 'sarif', 'junit'],
    takes: [0, Infinity],
    load: async () => (await import('./commands/lint.ts')).lint,
  },
  {
    name: 'parse',
    operands: 'FILE',
    summary: 'one SIP message (.sip, .txt) as a tree with the place of every part',
    options: ['format', 'no-color'],
    formats: ['text', 'json'],
    takes: [1, 1],
    load: async () => (await import('./commands/parse-message.ts')).parseMessage,
  },
];
