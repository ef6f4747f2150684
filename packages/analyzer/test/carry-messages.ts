import { udp } from './build-packet.ts';
import { type CarriedMessage, type Carriage, type Carrier, type Pair, ports } from './carriage.ts';
import { SctpCarrier } from './carry-sctp.ts';
import { StreamCarrier } from './carry-stream.ts';

/** Carries the messages of a flow between two parties as packets of a transport. */
export function carrierOf(given: Carriage, pair: Pair): Carrier {
  if (given.transport === 'UDP') return udpCarrier;
  if (given.transport === 'SCTP') return new SctpCarrier(given, pair);
  return new StreamCarrier(given, pair);
}

const udpCarrier: Carrier = {
  keyLog: '',
  open: () => [],
  carry({ messages }) {
    const carried = messages.map((message): CarriedMessage => {
      const { atMs, from, to } = message;
      return {
        message,
        needs: [{ packet: { atMs, from, to, protocol: 17, payload: udp(message.text, ports) }, ordinal: 0 }],
      };
    });
    return { packets: carried.map(({ needs }) => needs[0]!.packet), messages: carried };
  },
};
