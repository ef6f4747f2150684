import { describe, expect, test } from 'vitest';
import { messageDetail } from '../src/report/message-detail.ts';
import { alice, bob, SipFlow, sipMessage } from './sip-flow.ts';

const expanding = '<!DOCTYPE p [<!ENTITY a "aaaa">]>\r\n<presence xmlns="urn:ietf:params:xml:ns:pidf">&a;</presence>';
const presence = { branches: ['z9hG4bK1'], headers: ['Content-Type: application/pidf+xml'], body: expanding };
const parts = {
  branches: ['z9hG4bK2'],
  headers: ['Content-Type: multipart/mixed;boundary=b'],
  body: `--b\r\nContent-Type: application/pidf+xml\r\n\r\n${expanding}\r\n--b--\r\n`,
};

describe('XML bodies', () => {
  test('are read for the summary, in parts too', async () => {
    const flow = new SipFlow()
      .send(0, alice, bob, sipMessage('PUBLISH', presence))
      .send(100, alice, bob, sipMessage('PUBLISH', parts));

    const { diagnostics } = (await flow.analyze({ readTexts: true })).summary();

    expect(diagnostics.find(({ code }) => code === 'xml-dtd')).toMatchObject({
      count: 2,
      samples: [{ frame: 1 }, { frame: 2 }],
    });
  });

  test('are read for one message, with their places in it', async () => {
    const bytes = new TextEncoder().encode(sipMessage('PUBLISH', presence));

    const { diagnostics } = await messageDetail(bytes);

    const found = diagnostics.find(({ code }) => code === 'xml-dtd');
    const text = new TextDecoder().decode(bytes.subarray(...(found?.span ?? [0, 0])));
    expect(text).toContain('<!DOCTYPE');
    expect(found).toMatchObject({ severity: 'error', class: 'xml-dtd' });
  });

  test('that are encoded are told of at the whole body', async () => {
    const encoded = Buffer.from(expanding).toString('base64');
    const part = `Content-Type: application/pidf+xml\r\nContent-Transfer-Encoding: base64\r\n\r\n${encoded}`;
    const text = sipMessage('PUBLISH', { ...parts, body: `--b\r\n${part}\r\n--b--\r\n` });

    const { diagnostics } = await messageDetail(new TextEncoder().encode(text));

    const at = text.indexOf(encoded);
    expect(diagnostics.find(({ code }) => code === 'xml-dtd')?.span).toEqual([at, at + encoded.length]);
  });
});
