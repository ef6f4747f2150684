import type { SipMessage } from '@sipscope/parser';
import { keptText } from '../message/kept-text.ts';
import { msrpUriKey } from './party-address.ts';
import type { SessionFile } from './conversation.ts';
import { maxNameCharacters, maxOfSession, maxUriCharacters } from './limits.ts';

/** What a description says of one medium that carries messages. RFC 4975 §8. */
export type DescribedSession = {
  /** Which of the description's media. */
  readonly index: number;
  /** The key of its own URI, the last of the path: how the session is found. */
  readonly uri: string;
  readonly path: readonly string[];
  /** `TCP/MSRP` … */
  readonly transport: string;
  readonly isDeclined: boolean;
  readonly acceptTypes: readonly string[];
  readonly acceptWrappedTypes: readonly string[];
  /** RFC 5547; `isSent` by whom the description is. */
  readonly file: Omit<SessionFile, 'from' | 'message'> | undefined;
  readonly isFileSent: boolean;
};

type SdpMedia = NonNullable<SipMessage['sdp']>['media'][number];

/** The media that carry MSRP, in TCP, in TLS, or in another transport; of a medium that is declined, the path may be missing. */
export function describedSessions({ sdp }: SipMessage): readonly DescribedSession[] {
  const found: DescribedSession[] = [];
  for (const [index, media] of (sdp?.media ?? []).entries()) {
    if (media.kind !== 'message' || found.length >= maxOfSession) continue;
    const path = (media.get('path') ?? [])
      .slice(0, maxOfSession)
      .map((uri) => keptText(uri.slice(0, maxUriCharacters)));
    found.push({
      index,
      uri: keptText(msrpUriKey(path.at(-1) ?? '')),
      path,
      transport: shortly(media.proto),
      isDeclined: media.port === 0,
      acceptTypes: listOf(media.get('accept-types')),
      acceptWrappedTypes: listOf(media.get('accept-wrapped-types')),
      file: fileOf(media),
      isFileSent: media.direction !== 'recvonly',
    });
  }
  return found;
}

function fileOf(media: SdpMedia): DescribedSession['file'] {
  const selector = media.get('file-selector');
  if (selector === undefined) return undefined;
  const { name, size, type, hashes } = selector;
  const range = media.get('file-range');
  const transferId = media.get('file-transfer-id');
  const disposition = media.get('file-disposition');
  return {
    ...(name === undefined ? {} : { name: shortly(name) }),
    ...(size === undefined ? {} : { size }),
    ...(type === undefined ? {} : { type: shortly(type) }),
    ...(transferId === undefined ? {} : { transferId: shortly(transferId) }),
    ...(disposition === undefined ? {} : { disposition: shortly(disposition) }),
    ...(range === undefined || (range.start === 1 && (range.stop === undefined || range.stop === size))
      ? {}
      : { range: `${range.start}-${range.stop ?? '*'}` }),
    ...(hashes.length === 0
      ? {}
      : { hashes: hashes.slice(0, maxOfSession).map(({ hash, fingerprint }) => shortly(`${hash}:${fingerprint}`)) }),
  };
}

function listOf(words: readonly string[] | undefined): readonly string[] {
  return (words ?? []).slice(0, maxOfSession).map(shortly);
}

function shortly(text: string): string {
  return keptText(text.slice(0, maxNameCharacters));
}
