import { buildAck, buildCancel, buildResponse, editMessage, type SipMessage } from '../../src/index.ts';
import { demand } from './broken-promise.ts';

/** What is made of a message of somebody else's: it may be refused by a RangeError, and by nothing else. */
export function checkBuilt(message: SipMessage): void {
  const response = attempt(() => buildResponse(message, 487, { toTag: 'x' }));
  demand(
    response === undefined || response.kind === 'response',
    'a response that is built is one',
    () => `${response?.kind}`,
  );
  attempt(() => buildCancel(message));
  if (response !== undefined) attempt(() => buildAck(message, response));
  const name = message.headers[message.bytes.length % Math.max(1, message.headers.length)]?.name ?? 'Via';
  attempt(() =>
    editMessage(message)
      .setAt(name, 0, 'x' as never)
      .bytes(),
  );
  attempt(() => editMessage(message).removeAt(name, 0).bytes());
  attempt(() =>
    editMessage(message).add('Route', 'sip:a').prepend('Via', 'SIP/2.0/UDP h').set('Max-Forwards', 5).bytes(),
  );
  const bodiless = attempt(() => editMessage(message).setMethod('BYE').setBody(undefined).message());
  demand(
    bodiless === undefined || bodiless.body === undefined,
    'a body that is taken out is gone',
    () => `${bodiless?.body?.bytes.length} bytes`,
  );
}

function attempt<Made>(make: () => Made): Made | undefined {
  try {
    return make();
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}
