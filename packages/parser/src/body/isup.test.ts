import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bodyOf, valueOf } from '../../test/body.ts';
import type { Isup } from './isup.ts';

const octets = (hex: string): Uint8Array => Uint8Array.from(hex.split(' '), (octet) => Number.parseInt(octet, 16));
const isup = (hex: string, mediaType = 'application/ISUP;version=itu-t92+'): Isup =>
  valueOf('isup', bodyOf(mediaType, octets(hex)));

/** What tshark 4.0 reads in these octets. */
describe('an ISUP message', () => {
  test('IAM has the called and the calling number', () => {
    const iam = isup('01 00 20 01 0a 00 02 09 07 04 10 94 51 11 32 54 0a 07 84 17 94 03 21 43 05 00');

    expect(iam).toMatchObject({
      messageType: 1,
      messageName: 'IAM',
      callingCategory: 10,
      calledNumber: { digits: '4915112345', nature: 'international', numberingPlan: 1, complete: false },
      callingNumber: {
        digits: '493012345',
        nature: 'international',
        presentation: 'restricted',
        screening: 'network',
      },
      cause: undefined,
      diagnostics: [],
    });
    expect(iam.parameters.map(({ code }) => code)).toEqual([0x06, 0x07, 0x09, 0x02, 0x04, 0x0a]);
  });

  /** RFC 3204 §4.1, its beginning. */
  test('IAM of RFC 3204 has a called number', () => {
    expect(isup('01 00 49 00 00 03 02 00 07 04 10 00 33 63 21 43 00 00 03 06 0d 03').calledNumber).toMatchObject({
      digits: '0033361234',
      nature: 'international',
    });
  });

  test('IAM of North America has user service information before the called number', () => {
    const iam = isup('01 00 20 01 0a 03 06 00 03 80 90 a2 05 83 10 52 55 01', 'application/isup;version=ansi00');

    expect(iam).toMatchObject({ calledNumber: { digits: '25551', nature: 'national' }, diagnostics: [] });
    expect(iam.parameters.map(({ code }) => code)).toEqual([0x06, 0x07, 0x09, 0x1d, 0x04]);
  });

  test('a number ends at its end-of-pulsing mark', () => {
    expect(isup('01 00 20 01 0a 00 02 00 05 83 10 62 36 f5').calledNumber).toMatchObject({
      digits: '26635',
      complete: false,
    });
    expect(isup('01 00 20 01 0a 00 02 00 05 03 10 62 36 f5').calledNumber).toMatchObject({
      digits: '26635',
      complete: true,
    });
  });

  test.each([
    ['0c 02 00 02 80 90', 16, 0],
    ['0c 02 00 02 82 91', 17, 2],
    ['0c 02 00 03 00 80 9f', 31, 0],
  ])('REL %s has a cause', (hex, value, location) => {
    expect(isup(hex)).toMatchObject({ messageName: 'REL', cause: { value, location }, diagnostics: [] });
  });

  test.each([
    ['06 14 04 00', 'ACM'],
    ['2c 02 00', 'CPG'],
    ['09 00', 'ANM'],
    ['10', 'RLC'],
    ['10 00', 'RLC'],
    ['0d 01 00', 'SUS'],
    ['12', 'RSC'],
  ])('%s is told by its type', (hex, messageName) => {
    expect(isup(hex)).toMatchObject({ messageName, diagnostics: [] });
  });

  test('SAM has the digits that follow', () => {
    expect(isup('02 02 00 03 80 21 03').subsequentDigits).toBe('123');
  });

  test.each([
    ['01 00 20', 'body-isup-length'],
    ['01 00 20 01 0a 00 ff 00', 'body-isup-length'],
    ['01 00 20 01 0a 00 02 00 ff 04', 'body-isup-length'],
    ['09 01 0a 05 00', 'body-isup-length'],
    ['0c 00 00', 'body-isup-length'],
    ['ff', 'body-isup-type'],
  ])('%s is told of', (hex, code) => {
    expect(isup(hex).diagnostics.map((diagnostic) => diagnostic.code)).toEqual([code]);
  });

  test('of any octets is read within its bounds', () => {
    fc.assert(
      fc.property(fc.constantFrom(1, 2, 6, 9, 12, 44), fc.uint8Array({ minLength: 1, maxLength: 60 }), (type, rest) => {
        const body = bodyOf('application/isup', Uint8Array.of(type, ...rest));

        for (const { span } of valueOf('isup', body).parameters)
          expect(span[0] <= span[1] && span[0] > body.span[0] && span[1] <= body.span[1]).toBe(true);
      }),
    );
  });
});
