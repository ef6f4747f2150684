import type { ListName } from '../../api/lists.ts';
import { helpWords } from './filter-words.ts';

export type HelpLine = { readonly meaning: string; readonly examples: readonly string[] };

/** What stands in most lists: the fields of the examples. */
type Fields = {
  readonly text: string;
  readonly texts: readonly [string, string];
  readonly uri: string;
  readonly number: string;
  readonly numbers: readonly [string, string];
  readonly address: string;
  readonly time: string;
  readonly wireshark: string;
};

const usual: Fields = {
  text: 'outcome',
  texts: ['busy', 'failed'],
  uri: 'from',
  number: 'status',
  numbers: ['400..499', '>=500'],
  address: 'participants',
  time: 'started',
  wireshark: 'sip.Status-Code >= 400 && sip.to.user contains "44"',
};

const fields: Partial<Readonly<Record<ListName, Fields>>> = {
  calls: usual,
  messages: {
    ...usual,
    text: 'method',
    texts: ['INVITE', 'BYE'],
    uri: 'fromUri',
    address: 'srcIp',
    time: 'time',
    wireshark: 'sip.Method == "INVITE" && ip.src == 10.0.0.0/8',
  },
  transactions: {
    ...usual,
    text: 'method',
    texts: ['INVITE', 'REGISTER'],
    uri: 'callId',
    number: 'finalStatus',
    address: 'client',
    wireshark: 'sip.CSeq.method == "INVITE" && sip.Status-Code >= 400',
  },
  registrations: {
    ...usual,
    text: 'state',
    texts: ['active', 'expired'],
    uri: 'aor',
    number: 'failures',
    numbers: ['1..5', '>=1'],
    address: 'clients',
    wireshark: 'sip.User-Agent contains "phone"',
  },
  streams: {
    ...usual,
    text: 'codec',
    texts: ['PCMA', 'PCMU'],
    uri: 'ssrc',
    number: 'lostPercent',
    numbers: ['1..5', '>=2.5'],
    address: 'srcIp',
    wireshark: 'udp.port in {4000..4999}',
  },
  findings: {
    ...usual,
    text: 'level',
    texts: ['must', 'security'],
    uri: 'rule',
    number: 'rfc',
    numbers: ['3261..3265', '>=4000'],
    address: 'source',
    time: 'time',
    wireshark: 'ip.src == 10.0.0.0/8 && sip.User-Agent',
  },
};

/** Examples that fit a list, each with what it shows. */
export function helpExamples(list: ListName): readonly HelpLine[] {
  const { text, texts, uri, number, numbers, address, time, wireshark } = fields[list] ?? usual;
  const [one, other] = texts;
  const all: readonly HelpLine[] = [
    { meaning: helpWords.text, examples: ['alice', '"not found"'] },
    { meaning: helpWords.key, examples: [`${text}:${one}`] },
    { meaning: helpWords.wildcard, examples: [`${uri}:+44*`] },
    { meaning: helpWords.list, examples: [`${text}:(${one}, ${other})`, `${number}:${numbers[0]}`] },
    { meaning: helpWords.compare, examples: [`${number}${numbers[1]}`] },
    { meaning: helpWords.not, examples: [`-${text}:${one}`, `${text}!=${one}`] },
    { meaning: helpWords.or, examples: [`${text}:${one} (alice or bob)`] },
    { meaning: helpWords.expression, examples: [`${uri}:/^\\+44(20|161)/`, '/(busy|decline)/'] },
    { meaning: helpWords.present, examples: [`${uri}:*`] },
    { meaning: helpWords.time, examples: [`${time}>05:51:00`, `${time}:+30s..+90s`, `${time}>=-5m`] },
    { meaning: helpWords.network, examples: [`${address}:10.0.0.0/8`, `${address}:2001:db8::/32`] },
    { meaning: helpWords.wireshark, examples: [wireshark] },
  ];
  return list in fields ? all : [all[0], all[6], all[7], all[9]].filter((line) => line !== undefined).map(bare);
}

/** Without fields, which another list may not have. */
function bare({ meaning, examples }: HelpLine): HelpLine {
  return { meaning, examples: examples.filter((example) => !example.includes(':') || example.startsWith('started')) };
}
