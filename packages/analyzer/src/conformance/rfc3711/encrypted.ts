import { eachStream, faultOf, isRtp, nameOf } from '../each-stream.ts';
import { mediaRule, type Rule } from '../rule.ts';
import { excessBytes, isTag } from '../rfc3550/sources.ts';

const fewestPackets = 100;

export const encryptedMediaRules: readonly Rule[] = [
  mediaRule({
    id: 'RTP-018',
    title: 'SRTP was agreed on and RTP is sent, or the other way round',
    level: 'robustness',
    severity: 'warning',
    rfc: 3711,
    section: '3.1',
    why: 'Who expects SRTP throws clear packets away, or plays what is not checked; who expects RTP plays noise.',
    advice: 'See that both ends, and what is between, use the profile that the answer names.',
    right: 'm=audio 4000 RTP/SAVP 0, and payloads that look random',
    wrong: 'm=audio 4000 RTP/SAVP 0, and payloads full of 0xFF',
    check: (media) =>
      eachStream(media, (stream) => {
        const { conduct, facts, packets } = stream.record;
        if (!isRtp(stream) || conduct?.asked === undefined || packets < fewestPackets) return undefined;
        if (conduct.asked.proto.includes('SAVP')) {
          if (facts.srtp?.decrypted === true) return 'kept';
          const { plain } = conduct;
          if (plain === undefined || plain.packets < fewestPackets) return undefined;
          if (!plain.isPlain) return 'kept';
          const seen = `${nameOf(stream)} should be encrypted (${conduct.asked.proto}), and does not look so: ${(plain.repeats * 100).toFixed(1)} % of its bytes are like the byte before, and its payloads begin with ${plain.firstBytes} different bytes.`;
          return faultOf(stream, seen);
        }
        const excess = excessBytes(stream);
        if (excess === undefined || stream.record.protocol === 'SRTP') return undefined;
        if (!isTag(excess)) return 'kept';
        return faultOf(
          stream,
          `${nameOf(stream)} should not be encrypted (${conduct.asked.proto}), and each packet has ${excess} bytes more than its codec makes: an authentication tag of SRTP is as long.`,
        );
      }),
  }),
];
