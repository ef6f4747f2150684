import { readAddress } from './endpoint.ts';
import { type Envelope, type LogFormat, transportOf } from './envelope.ts';
import { LineScan } from './line-scan.ts';

const SECONDS_PER_DAY = 86_400;
const FIRST_LINE = '====================';
const LAST_LINE = '~~~~~~~~~~~~~~~~~~~~';
/** Behind the message's last byte. */
export const SIPDUMP_END = '||||||||||||||||||||';

/**
 * Kamailio's module sipdump (file mode), as `sipdump_data_print` writes it:
 *
 *     ====================
 *     tag: rcv
 *     pid: 797
 *     process: 4
 *     time: 1795331643.600210
 *     date: Sun Nov 22 07:14:03 2026
 *     proto: udp ipv4
 *     srcip: 192.0.2.1
 *     srcport: 5060
 *     dstip: 192.0.2.2
 *     dstport: 5060
 *     ~~~~~~~~~~~~~~~~~~~~
 *     the message
 *     ||||||||||||||||||||
 */
export class SipdumpFormat implements LogFormat {
  #values: Map<string, string> | undefined;

  read(line: string): Envelope | 'part' | undefined {
    if (line === FIRST_LINE || line.endsWith(SIPDUMP_END)) {
      this.#values = line === FIRST_LINE ? new Map() : undefined;
      return 'part';
    }
    const values = this.#values;
    if (values === undefined) return undefined;
    if (line === LAST_LINE) {
      this.#values = undefined;
      return envelopeOf(values);
    }
    const colon = line.indexOf(': ');
    if (colon === -1 || values.size > 32) {
      this.#values = undefined;
      return undefined;
    }
    values.set(line.slice(0, colon), line.slice(colon + 2).trim());
    return 'part';
  }
}

function envelopeOf(values: ReadonlyMap<string, string>): Envelope {
  return {
    format: 'kamailio-sipdump',
    direction: values.get('tag') === 'snd' ? 'sent' : 'received',
    source: endpointOf(values.get('srcip'), values.get('srcport')),
    destination: endpointOf(values.get('dstip'), values.get('dstport')),
    transport: transportOf(values.get('proto')?.split(' ')[0] ?? ''),
    time: timeOf(values.get('time') ?? ''),
  };
}

function endpointOf(ip = '', port = ''): Envelope['source'] {
  const address = readAddress(ip.startsWith('[') ? ip.slice(1, -1) : ip);
  const number = new LineScan(port).takeNumber(5) ?? 0;
  return address === undefined || number > 65_535 ? undefined : { address, port: number };
}

/** `1795331643.600210`, seconds since 1970. */
function timeOf(text: string): Envelope['time'] {
  const scan = new LineScan(text);
  const seconds = scan.takeNumber(12);
  if (seconds === undefined) return undefined;
  const micros = scan.take('.') ? (scan.takeNumber(6) ?? 0) : 0;
  const date = new Date(Math.floor(seconds / SECONDS_PER_DAY) * SECONDS_PER_DAY * 1000);
  const year = date.getUTCFullYear();
  if (Number.isNaN(year) || year > 9999) return undefined;
  return {
    year,
    month: date.getUTCMonth(),
    day: date.getUTCDate(),
    seconds: seconds % SECONDS_PER_DAY,
    ns: micros * 1000,
  };
}
