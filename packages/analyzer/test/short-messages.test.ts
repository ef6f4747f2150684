import { describe, expect, test } from 'vitest';
import { bytesOf } from './build-capture.ts';
import { codesOf, dataFromPhone, dataToPhone, deliver, packed, statusReport, submit } from './build-sms.ts';
import { MessageTalk } from './message-talk.ts';

const type = 'application/vnd.3gpp.sms';
const phone = 'sip:alice@ims.example.com';
const centre = 'sip:+491720@ims.example.com;user=phone';
const gateway = 'sip:ipsmgw.ims.example.com';

/** A phone submits a text, which is accepted. */
function submitted(): MessageTalk {
  const body = dataFromPhone(3, submit('491712345678', 'Hello', { first: 0x21 }));
  return new MessageTalk()
    .sip(0, 'alice', 'MESSAGE', { callId: 'submit', from: phone, to: centre, type, body })
    .sip(10, 'bob', '202 Accepted MESSAGE', { callId: 'submit', from: phone, to: centre });
}

describe('short messages over IMS', () => {
  test('are told as such, with who acknowledged them', async () => {
    const rows = await submitted()
      .sip(20, 'bob', 'MESSAGE', {
        callId: 'ack',
        from: gateway,
        to: phone,
        headers: ['In-Reply-To: submit'],
        type,
        body: Uint8Array.of(3, 3),
      })
      .sip(30, 'alice', '200 OK MESSAGE', { callId: 'ack', from: gateway, to: phone })
      .conversations();

    expect(rows).toHaveLength(1);
    expect(rows[0]).toMatchObject({ from: phone, to: 'tel:+491720', exchanged: 1 });
    expect(rows[0]?.instantMessages).toMatchObject([
      {
        kind: 'sms',
        contentType: type,
        text: 'Hello',
        status: 202,
        sms: {
          type: 'RP-DATA',
          direction: 'from-phone',
          reference: 3,
          transfer: 'SMS-SUBMIT',
          address: '+491712345678',
          alphabet: 'GSM 7 bit',
          wantsReport: true,
          acknowledgedBy: { type: 'RP-ACK', frame: 3 },
        },
      },
      {
        kind: 'sms',
        inReplyTo: ['submit'],
        sms: { type: 'RP-ACK', direction: 'to-phone', reference: 3, acknowledges: 1 },
      },
    ]);
  });

  test('fail where the network says so', async () => {
    const [row] = await submitted()
      .sip(20, 'bob', 'MESSAGE', { callId: 'error', from: centre, to: phone, type, body: Uint8Array.of(5, 3, 1, 21) })
      .conversations();

    expect(row).toMatchObject({ exchanged: 1, failed: 1 });
    expect(row?.instantMessages[0]?.sms?.acknowledgedBy).toEqual({ type: 'RP-ERROR', cause: 21, frame: 3 });
  });

  test('are reported to have been delivered', async () => {
    const body = dataToPhone(9, statusReport('491712345678', 7, 0));

    const rows = await submitted()
      .sip(900, 'bob', 'MESSAGE', { callId: 'r', from: gateway, to: phone, type, body })
      .conversations();

    expect(rows[0]?.instantMessages[0]?.notifications).toMatchObject([
      { kind: 'delivery', state: 'delivered', status: 0, frame: 3 },
    ]);
    expect(rows[1]).toMatchObject({ exchanged: 0 });
    expect(rows[1]?.instantMessages[0]?.sms).toMatchObject({ transfer: 'SMS-STATUS-REPORT', transferReference: 7 });
  });

  test('are told with the part of a long text that they are', async () => {
    const data = bytesOf(5, 0, 3, 0x5a, 3, 2, packed(codesOf('and on'), 1));
    const body = dataToPhone(1, deliver('4917', 0, 7 + 6, data, 0x44));

    const [row] = await new MessageTalk()
      .sip(0, 'bob', 'MESSAGE', { from: gateway, to: phone, type, body })
      .conversations();

    expect(row?.instantMessages).toMatchObject([
      {
        text: 'and on',
        sms: { part: '2/3', partReference: 0x5a, address: '+4917', serviceCentreTime: '2026-11-22T15:05:59+01:00' },
      },
    ]);
  });

  test('that cannot be read are unknown', async () => {
    const [row] = await new MessageTalk().sip(0, 'alice', 'MESSAGE', { type, body: 'RP-DATA' }).conversations();

    expect(row?.instantMessages).toMatchObject([{ kind: 'unknown', contentType: type, bytes: 7 }]);
  });
});
