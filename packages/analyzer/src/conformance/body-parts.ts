import type { Body, SipMessage } from '@sipscope/parser';

/** Of a message, bodies that are looked at. */
const mostBodies = 64;

/** What a message carries, the bodies within bodies included, in order. */
export function bodiesOf({ body }: SipMessage): readonly Body[] {
  const found: Body[] = [];
  const open = body === undefined ? [] : [body];
  while (open.length > 0 && found.length < mostBodies) {
    const next = open.shift();
    if (next === undefined) break;
    found.push(next);
    open.unshift(...next.parts.slice(0, mostBodies));
  }
  return found;
}

/** Whether what some of them say is hidden from who reads along. */
export function isHidden(bodies: readonly Body[]): boolean {
  return bodies.some(({ mediaType, contentEncodings }) => {
    return (
      mediaType === 'multipart/encrypted' || mediaType.startsWith('application/pkcs7') || contentEncodings.length > 0
    );
  });
}
