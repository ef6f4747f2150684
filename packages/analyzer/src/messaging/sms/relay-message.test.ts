import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bytesOf } from '../../../test/build-capture.ts';
import {
  codesOf,
  dataFromPhone,
  dataToPhone,
  deliver,
  packed,
  serviceCentreTime,
  statusReport,
  submit,
} from '../../../test/build-sms.ts';
import { readRelayMessage } from './relay-message.ts';

function octets(hex: string): Uint8Array {
  return Uint8Array.from(hex.replaceAll(' ', '').match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
}

describe('readRelayMessage()', () => {
  test('reads a text that a phone submits', () => {
    const read = readRelayMessage(dataFromPhone(3, submit('491712345678', 'Hello', { first: 0x21 })));

    expect(read).toEqual({
      type: 'RP-DATA',
      isFromPhone: true,
      reference: 3,
      serviceCentre: '+491720',
      transfer: {
        type: 'SMS-SUBMIT',
        reference: 7,
        address: '+491712345678',
        wantsReport: true,
        content: { alphabet: 'GSM 7 bit', text: 'Hello' },
      },
    });
  });

  test('reads a text that is delivered, in UCS2', () => {
    const text = deliver('49171234567', 0x08, 6, octets('0047 0072 00fc'));

    const read = readRelayMessage(dataToPhone(42, text));

    expect(read?.isFromPhone).toBe(false);
    expect(read?.transfer).toEqual({
      type: 'SMS-DELIVER',
      address: '+49171234567',
      time: '2026-11-22T15:05:59+01:00',
      content: { alphabet: 'UCS2', text: 'Grü' },
    });
  });

  test('reads which part of a long message it is', () => {
    // The header takes the place of 7 characters, with a fill bit.
    const data = bytesOf(octets('05 00 03 5a 03 02'), packed(codesOf('and on'), 1));

    const read = readRelayMessage(dataToPhone(1, deliver('4917', 0, 7 + 6, data, 0x44)));

    expect(read?.transfer?.content).toEqual({
      alphabet: 'GSM 7 bit',
      text: 'and on',
      part: { reference: 0x5a, part: 2, parts: 3 },
    });
  });

  test('reads characters that take two codes', () => {
    const read = readRelayMessage(dataToPhone(1, deliver('4917', 0, 3, packed([0x1b, 0x65, 0x02]))));

    expect(read?.transfer?.content?.text).toBe('€$');
  });

  test('reads a sender that is a name', () => {
    const name = packed(codesOf('Sipscope'));
    const text = bytesOf(0x04, 2 * name.length, 0xd0, name, 0, 0, serviceCentreTime, 2, packed(codesOf('Hi')));

    const read = readRelayMessage(dataToPhone(1, text));

    expect(read?.transfer).toMatchObject({ address: 'Sipscope', content: { text: 'Hi' } });
  });

  test('tells how many octets there are that are no text', () => {
    const read = readRelayMessage(dataToPhone(1, deliver('4917', 0x04, 3, octets('010203'))));

    expect(read?.transfer?.content).toEqual({ alphabet: '8 bit', octets: 3 });
  });

  test('shows any text of letters and digits as it was written', () => {
    const text = fc.stringMatching(/^[A-Za-z0-9 ]{0,160}$/);
    fc.assert(
      fc.property(text, (sent) => {
        expect(readRelayMessage(dataFromPhone(1, submit('49', sent)))?.transfer?.content?.text).toBe(sent);
      }),
    );
  });

  test('reads acknowledgements and errors', () => {
    expect(readRelayMessage(octets('03 03'))).toEqual({ type: 'RP-ACK', isFromPhone: false, reference: 3 });
    expect(readRelayMessage(octets('03 03 41 09 01 00 62112251509540'))?.transfer).toEqual({
      type: 'SMS-SUBMIT-REPORT',
      time: '2026-11-22T15:05:59+01:00',
    });
    expect(readRelayMessage(octets('04 2a 01 16'))).toEqual({
      type: 'RP-ERROR',
      isFromPhone: true,
      reference: 42,
      cause: 22,
    });
  });

  test('reads a status report', () => {
    const read = readRelayMessage(dataToPhone(2, statusReport('491712345678', 7, 0)));

    expect(read?.transfer).toEqual({
      type: 'SMS-STATUS-REPORT',
      reference: 7,
      address: '+491712345678',
      time: '2026-11-22T15:05:59+01:00',
      status: 0,
    });
  });

  test('says nothing of what is no relay message', () => {
    expect(readRelayMessage(octets(''))).toBeUndefined();
    expect(readRelayMessage(octets('07 01'))).toBeUndefined();
    expect(readRelayMessage(octets('48 65'))).toBeUndefined();
  });

  test('reads any octets without failing', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), fc.integer({ min: 0, max: 7 }), (bytes, first) => {
        bytes[0] = first;

        expect(readRelayMessage(bytes)?.reference ?? 0).toBeLessThan(256);
      }),
    );
  });
});
