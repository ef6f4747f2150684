import { words } from '../../words/words.ts';

/** What each line of a session description is, by its letter. RFC 8866 §5. */
export const sdpTexts: Readonly<Record<SdpLetter, string>> = words('explain-sdp-lines', {
  v: 'The version of SDP: always 0. A session description begins with it.',
  o: 'Who made the description: user name, id and version of the session, and the address of its maker. The version grows by one with each change (RFC 3264 §8).',
  s: 'The name of the session, for people. In calls it is mostly “-”.',
  i: 'A few words about the session, or about the media it stands under.',
  u: 'A URI with more about the session.',
  e: 'An e-mail address of who is responsible for the session.',
  p: 'A telephone number of who is responsible for the session.',
  c: 'The address media is to be sent to: of all media where it stands before the first m=, else of the media it stands under. 0.0.0.0 was how calls were put on hold once (RFC 2543).',
  b: 'The bandwidth that the session or media is meant to use: AS of the application, TIAS without transport overhead, RS and RR of RTCP.',
  t: 'When the session takes place: two times of NTP. 0 0 means it is not bounded, as in calls.',
  r: 'When the session takes place again, for those that repeat.',
  z: 'When the clocks change while the session repeats.',
  k: 'A key for the media. Obsolete: a=crypto or DTLS take its place.',
  m: 'One medium: its kind, the port it is received at (0: it is declined or removed), the protocol, and the formats (for RTP payload types) in order of preference.',
  a: 'An attribute: of the session where it stands before the first m=, else of the media it stands under.',
});

export type SdpLetter = 'v' | 'o' | 's' | 'i' | 'u' | 'e' | 'p' | 'c' | 'b' | 't' | 'r' | 'z' | 'k' | 'm' | 'a';

/** RFC 8866 §5.1 to §5.14. */
export const sdpSections: Readonly<Record<SdpLetter, string>> = {
  v: '5.1',
  o: '5.2',
  s: '5.3',
  i: '5.4',
  u: '5.5',
  e: '5.6',
  p: '5.6',
  c: '5.7',
  b: '5.8',
  t: '5.9',
  r: '5.10',
  z: '5.11',
  k: '5.12',
  a: '5.13',
  m: '5.14',
};
