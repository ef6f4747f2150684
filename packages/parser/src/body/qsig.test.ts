import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bodyOf, valueOf } from '../../test/body.ts';
import { type Qsig, qsigElementTitle, readQsigElement } from './qsig.ts';

const octets = (hex: string): Uint8Array => Uint8Array.from(hex.split(' '), (octet) => Number.parseInt(octet, 16));
const qsig = (hex: string): Qsig => valueOf('qsig', bodyOf('application/QSIG', octets(hex)));

describe('a QSIG message', () => {
  const setup = qsig('08 02 00 2a 05 04 03 80 90 a3 6c 06 21 83 34 39 31 32 70 04 a1 34 39 33 a1 1e 02 81 83');

  test('SETUP has both numbers, in whatever form their octets stand', () => {
    expect(setup).toMatchObject({
      protocolDiscriminator: 8,
      messageType: 5,
      messageName: 'SETUP',
      callReference: 42,
      callingNumber: '4912',
      calledNumber: '493',
      complete: true,
    });
    expect(setup.elements.map(({ id }) => qsigElementTitle(id))).toEqual([
      'bearer capability',
      'calling party number',
      'called party number',
      'sending complete',
      'progress indicator',
    ]);
  });

  test('the reference of the side that was called is the same number', () => {
    expect(qsig('08 02 80 2a 07')).toMatchObject({ messageName: 'CONNECT', callReference: 42, elements: [] });
  });

  test('RELEASE COMPLETE has a cause', () => {
    expect(qsig('08 01 05 5a 08 02 82 91').cause).toEqual({ value: 17, location: 2, codingStandard: 0 });
  });

  test('what is cut, or goes on in another codeset, is not whole', () => {
    expect(qsig('08 02 00 2a 05 04 09 80')).toMatchObject({ elements: [], complete: false });
    expect(qsig('08 02 00 2a 05 96 0b 01 00').complete).toBe(false);
    expect(qsig('08 02')).toMatchObject({ messageType: undefined, complete: false });
    expect(qsig('08 02 00 2a 66').messageName).toBeUndefined();
  });

  test('its elements say what they are', () => {
    expect(readQsigElement(0x6c, octets('21 83 34 39'))).toEqual([
      { value: '49' },
      { name: 'type', value: 'national' },
    ]);
    expect(readQsigElement(0x28, octets('41 6c 69'))).toEqual([{ value: 'Ali' }]);
    expect(readQsigElement(0x1e, octets('81 88'))).toEqual([{ value: 'in-band information' }]);
    expect(readQsigElement(0x7e, octets('04'))).toBeUndefined();
  });

  test('is read from any octets without throwing, and no span leaves them', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 60 }), (bytes) => {
        const body = bodyOf('application/qsig', bytes);
        const { elements } = valueOf('qsig', body);
        for (const { id, span } of elements) {
          expect(span[0]).toBeGreaterThanOrEqual(body.span[0]);
          expect(span[1]).toBeLessThanOrEqual(body.span[1]);
          void readQsigElement(id, bytes.subarray(span[0] - body.span[0], span[1] - body.span[0]));
        }
      }),
    );
  });
});
