/** Registrations of captures that others recorded: what is told of each was checked with tshark, frame by frame. */

import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import type { AnalyzeOptions, RegistrationRow } from '../src/index.ts';
import { analyze } from '../src/index.ts';
import { corpus } from './corpus.ts';

async function registrationsOf(
  file: string,
  options: Pick<AnalyzeOptions, 'passwords'> = {},
): Promise<readonly RegistrationRow[]> {
  const analysis = await analyze([readFileSync(path.join(corpus, file))], options);
  return [...analysis.registrations()];
}

const isMissing = (file: string): boolean => !existsSync(path.join(corpus, file));

describe('registrations of captures', () => {
  test.skipIf(isMissing('generated/register.pcap'))(
    'two users register through a proxy, one with a wrong password',
    async () => {
      const [alice, mallory, ...others] = await registrationsOf('generated/register.pcap', {
        passwords: [
          { user: 'alice', secret: 'secret' },
          { user: 'mallory@example.test', secret: 'secret' },
        ],
      });

      expect(others).toEqual([]);
      expect(alice).toMatchObject({
        aor: 'sip:alice@example.test',
        state: 'registered',
        outcome: 'registered',
        since: '2026-11-22T07:37:42.689599Z',
        until: '2026-11-22T07:47:42.689599Z',
        delayMs: 3.66,
        clients: ['127.0.1.1:5060'],
        registrar: '127.0.0.11:5060',
        path: ['sip:127.0.0.10;lr'],
        bindings: [{ contact: 'sip:alice@127.0.1.1:5060;transport=UDP', q: 0.8, expiresSeconds: 600, frames: [8] }],
        authentication: { username: 'alice', realm: 'example.test', qop: 'auth', challenges: 1, password: 'right' },
        hops: [
          { from: '127.0.1.1:5060', to: '127.0.0.10:5060', frame: 5 },
          { from: '127.0.0.10:5060', to: '127.0.0.11:5060', frame: 6 },
        ],
        attempts: [{ challenges: 1, frames: [1, 4, 5, 8] }],
        messages: [1, 2, 3, 4, 5, 6, 7, 8],
      });
      expect(mallory).toMatchObject({
        aor: 'sip:mallory@example.test',
        state: 'rejected',
        outcome: 'auth-failed',
        bindings: [],
        failures: 1,
        authentication: { username: 'mallory', challenges: 2, refused: 1, password: 'wrong' },
        attempts: [{ status: 401, why: 'wrong-password', frames: [9, 12, 13, 16] }],
      });
      expect(JSON.stringify([alice, mallory])).not.toContain('secret');
    },
  );

  test.skipIf(isMissing('captures/goff__sip-register-wrong_password-401-403-401-403.pcapng'))(
    'a phone is refused for its password',
    async () => {
      const rows = await registrationsOf('captures/goff__sip-register-wrong_password-401-403-401-403.pcapng');

      expect(rows).toMatchObject([
        {
          aor: 'sip:telephone1@172.16.98.101',
          state: 'rejected',
          outcome: 'auth-failed',
          userAgent: 'Z 3.3.21933 r21903',
          server: 'Asterisk PBX 11.7.0~dfsg-1ubuntu1',
          attempts: [{ status: 403, why: 'credentials-refused', challenges: 1, frames: [1, 2, 3, 4] }],
        },
      ]);
    },
  );

  test.skipIf(isMissing('captures/goff__sip-register-ok-unregister-2.pcapng'))(
    'a phone signs off with an old nonce, and again with a new one',
    async () => {
      const rows = await registrationsOf('captures/goff__sip-register-ok-unregister-2.pcapng');

      expect(rows).toMatchObject([
        {
          state: 'removed',
          outcomes: ['registered', 'removed'],
          since: '2016-05-17T20:17:31.604500Z',
          until: '2016-05-17T20:17:40.213733Z',
          authentication: { challenges: 2, stale: 1 },
          bindings: [{ state: 'removed', removedBy: 'contact', expiresSeconds: 3600, frames: [4, 8] }],
          attempts: [
            { outcome: 'registered', delayMs: 1.603, frames: [1, 2, 3, 4] },
            { outcome: 'removed', delayMs: 0.895, frames: [5, 6, 7, 8] },
          ],
        },
      ]);
      expect(rows[0]?.failures).toBeUndefined();
    },
  );

  test.skipIf(isMissing('captures/goff__sip-cme-zoiper-register.pcapng'))(
    'a gateway grants ten minutes and lists the contact without its parameters',
    async () => {
      const rows = await registrationsOf('captures/goff__sip-cme-zoiper-register.pcapng');

      expect(rows).toMatchObject([
        {
          aor: 'sip:1111@192.168.0.102',
          state: 'removed',
          server: 'Cisco-SIPGateway/IOS-12.x',
          delayMs: 40.175,
          bindings: [{ listedAs: 'sip:1111@192.168.0.3:57879', expiresSeconds: 600, frames: [6, 9] }],
          attempts: [{ requestedSeconds: 3600, grantedSeconds: 600 }, { outcome: 'removed' }],
        },
      ]);
      expect(rows[0]?.otherContacts).toBeUndefined();
    },
  );

  test.skipIf(isMissing('captures/goff__sip-register.pcapng'))('one REGISTER, one 200', async () => {
    const rows = await registrationsOf('captures/goff__sip-register.pcapng');

    expect(rows).toMatchObject([
      { aor: 'sip:telephone1@domain.xyz', state: 'registered', expiresSeconds: 3600, delayMs: 25.96, complete: true },
    ]);
  });

  test.skipIf(isMissing('captures/goff__sip-rem-register.pcapng'))(
    'a phone signs off; that it was registered is only its word',
    async () => {
      const rows = await registrationsOf('captures/goff__sip-rem-register.pcapng');

      expect(rows).toMatchObject([{ state: 'removed', outcome: 'removed', complete: false }]);
      expect(rows[0]?.since).toBeUndefined();
    },
  );

  test.skipIf(isMissing('captures/goff__sip-register-to-repo-proxy.pcapng'))(
    'a phone registers and signs off four times, each time with a new Call-ID',
    async () => {
      const rows = await registrationsOf('captures/goff__sip-register-to-repo-proxy.pcapng');

      expect(
        rows.map(({ aor, state, callIds, attempts }) => ({
          aor,
          state,
          callIds: callIds.length,
          attempts: attempts.length,
        })),
      ).toEqual([
        { aor: 'sip:telephone2@domain.xyz', state: 'registered', callIds: 4, attempts: 7 },
        { aor: 'sip:telephone0@domain.xyz', state: 'removed', callIds: 1, attempts: 2 },
        { aor: 'sip:telephone2@domain.com', state: 'rejected', callIds: 5, attempts: 5 },
      ]);
      expect(rows[2]?.attempts.map(({ status, reason }) => `${status} ${reason}`)).toEqual(
        Array.from({ length: 5 }, () => '480 No DNS results'),
      );
    },
  );

  test.skipIf(isMissing('captures/open5gs__ipsec_reg.pcapng'))(
    'a phone registers in an IMS, and protects what follows with IPsec',
    async () => {
      const rows = await registrationsOf('captures/open5gs__ipsec_reg.pcapng');

      expect(rows).toMatchObject([
        {
          aor: 'sip:001011234567893@ims.mnc001.mcc001.3gppnetwork.org',
          state: 'registered',
          expiresSeconds: 3240,
          delayMs: 462.66,
          clients: ['192.168.101.5:5060', '192.168.101.5:6301'],
          registrar: '10.4.128.21:6060',
          instance: 'urn:gsma:imei:35622410-483840-0',
          authentication: { algorithm: 'AKAv1-MD5', challenges: 1 },
          securityMechanisms: ['ipsec-3gpp'],
          path: ['sip:term@pcscf.ims.mnc001.mcc001.3gppnetwork.org;lr'],
          serviceRoute: ['sip:orig@scscf.ims.mnc001.mcc001.3gppnetwork.org:6060;lr'],
          associatedUris: ['tel:0398765432100', 'sip:0398765432100'],
          attempts: [{ outcome: 'registered', challenges: 1, frames: [279, 406, 460, 674] }],
          notifications: [{ state: 'active', event: 'registered', expiresSeconds: 3599, frame: 686 }],
        },
      ]);
      expect(rows).toHaveLength(1);
      expect(rows[0]?.hops.map(({ to }) => to)).toEqual(['10.4.128.21:6100', '10.4.128.21:4060', '10.4.128.21:6060']);
      expect(rows[0]?.nat).toBeUndefined();
    },
  );

  test.skipIf(isMissing('captures/open5gs__volte.pcapng'))('a capture of calls has no registrations', async () => {
    expect(await registrationsOf('captures/open5gs__volte.pcapng')).toEqual([]);
  });

  test.skipIf(isMissing('captures/ndpi__sip.pcap'))(
    'a phone with a private address behind a NAT tries two user names',
    async () => {
      const rows = await registrationsOf('captures/ndpi__sip.pcap');

      expect(rows.map(({ aor, state }) => ({ aor, state }))).toEqual([
        { aor: 'sip:voi18063@sip.cybercity.dk', state: 'challenged' },
        { aor: 'sip:voi18062@sip.cybercity.dk', state: 'registered' },
        { aor: 'sip:35104723@sip.cybercity.dk', state: 'registered' },
      ]);
      expect(rows[0]?.nat).toEqual({
        inside: '192.168.1.2',
        outside: '80.230.219.70:5060',
        evidence: ['received'],
        frame: 2,
      });
      expect(rows[0]?.attempts).toMatchObject([
        { outcome: 'auth-failed', status: 403, reason: 'Wrong password', frames: [1, 2, 3, 5] },
        { outcome: 'auth-challenge-only', reason: 'nonce has changed', why: 'stale-nonce', frames: [6, 7, 8, 9] },
      ]);
    },
  );
});
