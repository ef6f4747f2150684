import { eachStream, inSentence, isRtp } from '../each-stream.ts';
import { mediaRule, type Rule } from '../rule.ts';

export const fingerprintRules: readonly Rule[] = [
  mediaRule({
    id: 'DTL-005',
    title: 'The certificate of DTLS is not the one that was described',
    level: 'security',
    severity: 'security',
    rfc: 5763,
    section: '5',
    why: 'Somebody between the ends may have the keys of the media; an honest end refuses the association, and the call stays silent.',
    advice:
      'See that a=fingerprint is of the certificate that is used, and that whoever ends DTLS on the way writes a description of its own.',
    right: 'a=fingerprint:sha-256 6B:8B:…, and a certificate with that hash',
    wrong: 'a=fingerprint:sha-256 6B:8B:…, and a certificate whose hash begins with 12:D4',
    check: (media) =>
      eachStream(media, (stream) => {
        const dtls = stream.record.facts.dtls;
        if (!isRtp(stream) || dtls?.fingerprint === undefined) return undefined;
        if (dtls.fingerprint === 'match') return 'kept';
        const { startedNs } = stream.record;
        const seen = `Who sends ${inSentence(stream)} has shown a certificate whose SHA-256 is ${dtls.certificate ?? 'another'}: its description names none like it.`;
        return { seen, stream, timeNs: startedNs, frames: dtls.frames };
      }),
  }),
];
