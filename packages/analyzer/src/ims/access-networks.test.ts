import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cellOf } from './access-networks.ts';

describe('cellOf()', () => {
  test.each([
    ['3GPP-E-UTRAN-FDD', '001010001000019b', { mcc: '001', mnc: '01', area: '0001', cell: '000019b' }],
    ['3GPP-E-UTRAN-TDD', '31041012340abcdef', { mcc: '310', mnc: '410', area: '1234', cell: '0abcdef' }],
    ['3GPP-NR', '26201abcdef123456789', { mcc: '262', mnc: '01', area: 'abcdef', cell: '123456789' }],
    ['3GPP-UTRAN-FDD', '234151D0FCE11234', { mcc: '234', mnc: '15', area: '1D0F', cell: 'CE11234' }],
    ['3GPP-GERAN', '2341512345678', { mcc: '234', mnc: '15', area: '1234', cell: '5678' }],
  ])('takes a cell of %s apart', (type, text, cell) => {
    expect(cellOf(type, text)).toEqual(cell);
  });

  test.each([
    ['IEEE-802.11', '001010001000019b'],
    ['3GPP-E-UTRAN-FDD', '00101'],
    ['3GPP-E-UTRAN-FDD', 'ab1010001000019b'],
    ['3GPP-E-UTRAN-FDD', '001010001000019z'],
  ])('leaves %s %s as it is', (type, text) => {
    expect(cellOf(type, text)).toBeUndefined();
  });

  test('loses no digit', () => {
    const type = fc.constantFrom('3GPP-E-UTRAN-FDD', '3GPP-NR', '3GPP-UTRAN-TDD', '3GPP-GERAN');
    fc.assert(
      fc.property(type, fc.stringMatching(/^[0-9a-f]{0,24}$/), (kind, text) => {
        const { mcc = text, mnc = '', area = '', cell = '' } = cellOf(kind, text) ?? {};

        expect(mcc + mnc + area + cell).toBe(text);
      }),
    );
  });
});
