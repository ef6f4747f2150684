import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isupMessageTitle, isupParameterTitle } from './isup-names.ts';
import { causeLocationTitle, readIsupParameter } from './isup-readings.ts';
import { isupMessageTable, isupParameter } from './isup-table.ts';

const octets = (hex: string): Uint8Array => Uint8Array.from(hex.split(' '), (octet) => Number.parseInt(octet, 16));
const read = (code: number, hex: string): string | undefined =>
  readIsupParameter(code, octets(hex))
    ?.map(({ name, value }) => (name === undefined ? value : `${name}: ${value}`))
    .join('; ');

/** What tshark 4.0 reads in these octets. */
describe('readIsupParameter()', () => {
  test('reads the nature of a connection', () => {
    expect(read(isupParameter.natureOfConnectionIndicators, '10')).toBe(
      'satellite circuits: none; continuity check: not required; echo control at this side: yes',
    );
    expect(read(isupParameter.natureOfConnectionIndicators, '09')).toContain(
      'satellite circuits: one; continuity check: performed on a previous circuit',
    );
  });

  test('reads forward call indicators over two octets', () => {
    expect(read(isupParameter.forwardCallIndicators, '21 01')).toBe(
      'call: international; end-to-end method: none; interworking met: no; ISUP all the way: yes; ISUP: preferred; originating access: ISDN',
    );
  });

  test('reads backward call indicators', () => {
    expect(read(isupParameter.backwardCallIndicators, '16 14')).toContain(
      "charge: yes; called party: subscriber free; called party's category: ordinary subscriber",
    );
  });

  test.each([
    [isupParameter.callingPartysCategory, '0a', 'ordinary subscriber'],
    [isupParameter.callingPartysCategory, '0f', 'payphone'],
    [isupParameter.transmissionMediumRequirement, '00', 'speech'],
    [isupParameter.transmissionMediumRequirement, '03', '3.1 kHz audio'],
    [isupParameter.eventInformation, '01', 'event: alerting; presentation: allowed'],
    [isupParameter.calledPartyNumber, '84 10 94 51 11 32 04', '491511234; nature: international'],
    [
      isupParameter.callingPartyNumber,
      '83 13 94 03',
      '493; nature: national; presentation: allowed; screening: by the network',
    ],
    [
      isupParameter.genericNumber,
      '06 83 13 94 03',
      'which: additional calling party number; 493; nature: national; presentation: allowed; screening: by the network',
    ],
    [isupParameter.userServiceInformation, '80 90 a3', 'speech; coding: G.711 A-law'],
    [0x3d, '05', '5'],
    [0x31, '00 64', '100 ms'],
    [0x2c, 'e0', 'call is waiting'],
  ])('reads parameter %i of %s', (code, hex, said) => {
    expect(read(code, hex)).toBe(said);
  });

  test('says where a value is none it knows, and gives no reading of what it does not read', () => {
    expect(read(isupParameter.callingPartysCategory, '63')).toBe('99, not known here');
    expect(readIsupParameter(0x03, octets('01 02'))).toBeUndefined();
    expect(readIsupParameter(isupParameter.natureOfConnectionIndicators, new Uint8Array())).toBeUndefined();
  });

  test('never throws', () => {
    fc.assert(fc.property(fc.nat(255), fc.uint8Array(), (code, bytes) => void readIsupParameter(code, bytes)));
  });
});

test('every message of the table and every parameter that is read has a name', () => {
  for (const { name } of isupMessageTable) expect(isupMessageTitle(name)).toBeDefined();
  for (const code of Object.values(isupParameter)) expect(isupParameterTitle(code)).toBeDefined();
  expect(isupParameterTitle(0xff)).toBeUndefined();
  expect(causeLocationTitle(2)).toBe('the public network of the local user');
});
