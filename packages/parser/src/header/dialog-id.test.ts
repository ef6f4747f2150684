import { describe, expect, test } from 'vitest';
import { parseHeader } from '../index.ts';

const codes = (name: 'Replaces' | 'Join' | 'Target-Dialog', value: string) =>
  parseHeader(name, value).diagnostics.map(({ code }) => code);

describe('Replaces', () => {
  test('names a dialog by Call-ID and both tags', () => {
    const [replaces] = parseHeader(
      'Replaces',
      '98732@sip.example.com;from-tag=r33th4x0r;to-tag=ff87ff;early-only',
    ).values;

    expect(replaces).toMatchObject({
      callId: '98732@sip.example.com',
      fromTag: 'r33th4x0r',
      toTag: 'ff87ff',
      earlyOnly: true,
    });
  });

  test.each(['a@b', 'a@b;to-tag=1', 'a@b;from-tag=1;x'])('%s names no dialog', (value) => {
    expect(codes('Replaces', value)).toEqual(['dialog-tags']);
    expect(codes('Join', value)).toEqual(['dialog-tags']);
  });

  test('has no tag twice', () => {
    expect(codes('Replaces', 'a@b;to-tag=1;TO-TAG=2;from-tag=3')).toEqual(['parameter-repeated']);
  });

  test('is told of where early-only has a value', () => {
    expect(codes('Replaces', 'a;to-tag=1;from-tag=2;early-only=yes')).toEqual(['parameter-form']);
  });
});

describe('TargetDialog', () => {
  test('names a dialog as the sender sees it', () => {
    const [dialog] = parseHeader(
      'Target-Dialog',
      'fa77as7dad8-sd98ajzz@host.example.com;local-tag=kkaz-;remote-tag=6544',
    ).values;

    expect([dialog?.localTag, dialog?.remoteTag]).toEqual(['kkaz-', '6544']);
    expect(codes('Target-Dialog', 'a;local-tag=1')).toEqual(['dialog-tags']);
  });
});
