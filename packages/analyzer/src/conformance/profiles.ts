import type { FindingLevel } from './rule.ts';

/** What becomes of a rule: it is not asked, or has another level. */
export type RuleSetting = 'off' | FindingLevel;

/** Of rules by their ids, or by how these begin, with `*` behind: `SIP-VIA-*`. */
export type ProfileRow = { readonly rules: readonly string[]; readonly is: RuleSetting; readonly because: string };

export type Profile = {
  /** For whom it is. */
  readonly about: string;
  readonly rows: readonly ProfileRow[];
};

export const profileNames = ['rfc', 'trunk', 'ims', 'webrtc', 'lenient'] as const;
export type ProfileName = (typeof profileNames)[number];

/** Addresses that only some can reach, told where they are private. */
const privateAddresses = ['SIP-VIA-015', 'SIP-CON-005', 'SIP-RR-007', 'SDP-SYN-015'] as const;

/** Which rules are asked of which kind of network, and what they weigh there. Where several rows fit a rule, the longest name counts. */
export const profiles: Readonly<Record<ProfileName, Profile>> = {
  rfc: { about: 'All rules, as the RFCs have them.', rows: [] },
  trunk: {
    about: 'A trunk between a PBX and its provider, as SIPconnect 2.0 has it.',
    rows: [
      {
        rules: ['IMS-*'],
        is: 'off',
        because: 'A trunk is no IMS network: what its header fields say ends at the border of the provider.',
      },
      {
        rules: ['ICE-*', 'DTL-*', 'BUN-*', 'SIP-OUT-*', 'SIP-GRU-*'],
        is: 'off',
        because: 'SIPconnect asks for none of it: both sides have addresses that the other reaches.',
      },
      {
        rules: ['SIP-PAI-002'],
        is: 'off',
        because: 'Both sides are in one trust domain: it is the PBX that asserts who calls.',
      },
      {
        rules: privateAddresses,
        is: 'must',
        because:
          'Nothing behind the border repairs an address that the other side cannot reach: the call has no sound.',
      },
      { rules: ['SIP-RPI-001'], is: 'should', because: 'SIPconnect has P-Asserted-Identity for that.' },
      {
        rules: ['DTM-003', 'DTM-004', 'SDP-SYN-018'],
        is: 'should',
        because: 'Digits go as telephone-events and in no other way.',
      },
      {
        rules: ['SEC-008', 'SIP-AUT-014'],
        is: 'info',
        because: 'Whoever has a contract knows whose software it is, and trunks authenticate by MD5 or by address.',
      },
    ],
  },
  ims: {
    about: 'An IMS network: VoLTE, VoWiFi, fixed access (3GPP TS 24.229, GSMA IR.92).',
    rows: [
      {
        rules: ['IMS-005', 'IMS-008', 'IMS-009'],
        is: 'must',
        because: 'TS 24.229 §5.1 and §5.4 demand it of whoever registers there, and of who answers.',
      },
      { rules: ['IMS-014', 'IMS-015'], is: 'should', because: 'GSMA IR.92 and TS 24.229 §5.1.1.2 ask for it.' },
      { rules: ['EMG-001'], is: 'must', because: 'TS 24.229 §5.1.6 demands it of every emergency call.' },
      {
        rules: ['SIP-DIV-*', 'SIP-RPI-001'],
        is: 'should',
        because: 'History-Info and P-Asserted-Identity stand in their place.',
      },
      {
        rules: privateAddresses,
        is: 'off',
        because: 'The network has addresses of its own, which its gateways translate.',
      },
      {
        rules: ['SIP-AUT-015', 'SEC-009'],
        is: 'off',
        because: 'AKA sends no password, and IPsec below SIP protects the access where a capture shows clear text.',
      },
      { rules: ['SEC-008', 'SIP-CID-002'], is: 'info', because: 'Who may see it belongs to the network.' },
    ],
  },
  webrtc: {
    about: 'Browsers that speak SIP over WebSocket, and their media (RFC 7118, RFC 8826 to 8834).',
    rows: [
      {
        rules: ['RTP-018', 'ICE-003', 'ICE-009'],
        is: 'must',
        because: 'A browser takes media by ICE and SRTP only, and sends none otherwise (RFC 8827 §6.5, RFC 8835 §3.4).',
      },
      {
        rules: [...privateAddresses, 'SIP-VIA-009', 'SIP-VIA-010'],
        is: 'off',
        because: 'A browser knows no address of its own: it writes names that end in .invalid (RFC 7118 §5).',
      },
      {
        rules: ['RTP-003', 'RTP-004', 'SDP-OA-016', 'SDP-SYN-021'],
        is: 'off',
        because: 'Where media goes is for ICE to find: c= and m= have 0.0.0.0 and port 9 until then (RFC 8829 §4.1.8).',
      },
      {
        rules: ['SIP-TRP-001', 'SIP-TRP-002', 'SDE-*', 'IMS-*', 'FAX-*'],
        is: 'off',
        because: 'There is none of it: no UDP below SIP, no SDES (RFC 8827 §6.5), no fax.',
      },
    ],
  },
  lenient: {
    about: 'Only what breaks calls: what implementations are known to accept of each other is told as information.',
    rows: [
      {
        rules: [
          'SIP-SYN-004',
          'SIP-SYN-007',
          'SIP-SYN-010',
          'SIP-SYN-018',
          'SIP-SYN-036',
          'SIP-SYN-038',
          'SIP-SYN-047',
        ],
        is: 'info',
        because: 'Parsers read it all the same.',
      },
      {
        rules: ['SDP-SYN-001', 'SDP-SYN-006', 'SDP-SYN-008', 'SDP-SYN-010', 'SDP-OA-007', 'SDP-OA-019', 'SDP-OA-021'],
        is: 'info',
        because: 'Nobody refuses a call for it.',
      },
      {
        rules: ['SIP-MF-002', 'SIP-CSEQ-002', 'SIP-RR-004', 'SIP-RR-008', 'SIP-RSP-005', 'SIP-RSP-008', 'SIP-TXN-003'],
        is: 'info',
        because: 'It costs little, and much that is deployed does so.',
      },
      {
        rules: ['SIP-REG-004', 'SIP-REG-007', 'SIP-SUB-002', 'SIP-SUB-006', 'SIP-SUB-007', 'SIP-UPD-003'],
        is: 'info',
        because: 'The other side takes what it expects anyway.',
      },
      {
        rules: ['SIP-TRP-001', 'SIP-TAG-006', 'SIP-CID-*', 'SIP-AUT-014', 'SIP-AUT-015', 'SEC-008'],
        is: 'info',
        because: 'Calls work with it; who cares for privacy and attacks takes another profile.',
      },
    ],
  },
};
