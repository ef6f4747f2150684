import { describe, expect, test } from 'vitest';
import { parseMessage } from '../index.ts';
import { withHeaders } from '../../test/sip.ts';

/** The Via values of a message whose second Via field is this. */
const read = (value: string) => parseMessage(withHeaders(`Via: ${value}`)).via.slice(1);

describe('Via', () => {
  test('has transport, sent-by and branch', () => {
    expect(read('SIP/2.0/UDP pc33.atlanta.example.com:5066;branch=z9hG4bK776asdhds')).toEqual([
      {
        protocol: 'SIP/2.0',
        transport: 'UDP',
        sentBy: { host: 'pc33.atlanta.example.com', port: 5066, text: 'pc33.atlanta.example.com:5066' },
        params: [{ name: 'branch', value: 'z9hG4bK776asdhds', quoted: false }],
        branch: 'z9hG4bK776asdhds',
        received: undefined,
        rport: undefined,
      },
    ]);
  });

  test('takes the port after an IPv6 literal', () => {
    expect(read('SIP/2.0/UDP [2001:db8::9:1]:5061;branch=1')[0]?.sentBy).toEqual({
      host: '[2001:db8::9:1]',
      port: 5061,
      text: '[2001:db8::9:1]:5061',
    });
  });

  test('takes an IPv6 address in received with brackets and without', () => {
    expect(
      read('SIP/2.0/UDP a;received=2001:db8::9:255, SIP/2.0/UDP b;received=[2001:db8::9:255]').map(
        ({ received }) => received,
      ),
    ).toEqual(['2001:db8::9:255', '[2001:db8::9:255]']);
  });

  test('has rport as a number once it is filled in, and as a parameter without value before', () => {
    const [asked, filled] = read('SIP/2.0/UDP a;rport,SIP/2.0/UDP a;rport=005060');

    expect([asked?.rport, asked?.params]).toEqual([undefined, [{ name: 'rport', value: undefined, quoted: false }]]);
    expect(filled?.rport).toBe(5060);
  });

  test('allows white space round / : ; = and ,', () => {
    expect(
      read(
        'SIP / 2.0 / UDP first.example.com: 4000;ttl=16 ;maddr=224.2.0.1 ;branch=z9hG4bKa7c6a8dlze.1 , SIP/2.0/TCP b',
      ),
    ).toMatchObject([
      { transport: 'UDP', sentBy: { port: 4000 }, branch: 'z9hG4bKa7c6a8dlze.1' },
      { transport: 'TCP' },
    ]);
  });

  test('keeps a quoted comma, and what stands on both sides of a value that is wrong', () => {
    const message = parseMessage(withHeaders('Via: SIP/2.0/UDP a;x="1,2", SIP/2.0 c, SIP/2.0/TLS d'));

    expect(message.via.slice(1).map(({ sentBy }) => sentBy.host)).toEqual(['a', 'd']);
    expect(message.via[1]?.params).toEqual([{ name: 'x', value: '1,2', quoted: true }]);
    expect(message.diagnostics.map(({ code }) => code)).toEqual(['via-syntax']);
  });

  test('keeps the whole of a branch with a character it may not have', () => {
    expect(read('SIP/2.0/UDP a;branch=z9hG4bK-9$0-1;rport=1')).toMatchObject([{ branch: 'z9hG4bK-9$0-1', rport: 1 }]);
  });

  test('has no port where the number is none', () => {
    expect(read('SIP/2.0/UDP a:65536')[0]?.sentBy).toEqual({ host: 'a', port: undefined, text: 'a:65536' });
  });

  test('is not the topmost where the first cannot be read', () => {
    const message = parseMessage(withHeaders().map((byte) => (byte === 0x2f ? 0x5c : byte)));

    expect([message.topVia, message.via]).toEqual([undefined, []]);
  });

  test('has the parameters of its extensions', () => {
    const [via] = read(
      'SIP/2.0/TLS a;ttl=16;maddr=224.2.0.1;comp=sigcomp;sigcomp-id="<urn:uuid:1>";alias;keep=30;oc=20;oc-algo="loss, rate";oc-validity=500;oc-seq=1282321615.782;received-realm="myop.com:ey..Jq"',
    );

    expect(via).toMatchObject({
      ttl: 16,
      maddr: '224.2.0.1',
      comp: 'sigcomp',
      sigcompId: '<urn:uuid:1>',
      alias: true,
      keep: 30,
      oc: 20,
      ocAlgorithms: ['loss', 'rate'],
      ocValidityMs: 500,
      ocSequence: '1282321615.782',
      receivedRealm: 'myop.com:ey..Jq',
    });
    expect(read('SIP/2.0/TLS a;keep;oc')[0]).toMatchObject({ keep: true, oc: true, alias: false, ocAlgorithms: [] });
  });

  test.each(['keep=x', 'alias=1', 'oc-seq=1', 'oc-algo=""', 'received-realm="a"'])(
    'is told of where %s has the wrong form',
    (param) => {
      const codes = parseMessage(withHeaders(`Via: SIP/2.0/UDP a;${param}`)).diagnostics.map(({ code }) => code);

      expect(codes).toEqual(['parameter-form']);
    },
  );
});
