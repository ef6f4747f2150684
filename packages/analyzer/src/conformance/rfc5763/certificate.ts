import { eachStream, faultOf, nameOf } from '../each-stream.ts';
import { mediaRule, type Rule } from '../rule.ts';

export const certificateRules: readonly Rule[] = [
  mediaRule({
    id: 'DTL-005',
    title: 'Certificate of the handshake is not the one described',
    level: 'security',
    severity: 'security',
    rfc: 5763,
    section: '5',
    why: 'Somebody between may have made the keys: then he hears the call. Or an element has changed the fingerprint and not the media.',
    advice: 'Send the fingerprint of the certificate that is used; an element that ends DTLS describes its own.',
    right: 'a=fingerprint of the certificate that the handshake shows',
    wrong: 'a=fingerprint of another certificate',
    check: (media) =>
      eachStream(media, (stream) => {
        const { dtls } = stream.record.facts;
        if (dtls?.fingerprint === undefined) return undefined;
        if (dtls.fingerprint === 'match') return 'kept';
        return faultOf(
          stream,
          `The certificate that the sender of ${nameOf(stream)} has shown has another hash than its a=fingerprint.`,
          dtls.frames,
        );
      }),
  }),
];
