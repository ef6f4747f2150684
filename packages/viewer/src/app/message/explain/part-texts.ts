import { words } from '../../words/words.ts';

/** What the parts of messages are that have no name of their own, by the rule of the grammar. */
const texts = words('explain-parts', {
  'Request-Line': 'The first line of a request: what is asked, of whom, and the version of SIP.',
  'Status-Line': 'The first line of a response: the version of SIP, what came of the request, and that in words.',
  'Request-URI':
    'Whom the request is for on this hop. Proxies route by it and may replace it, as by the contact that is registered.',
  'SIP-Version':
    'The version of SIP: SIP/2.0 since 1999. Upper and lower case are alike; it must be sent in upper case.',
  'Reason-Phrase': 'The status in words, for people. Programs go by the code alone; any words may stand here.',
  'message-body': 'The body: Content-Type says what it is, Content-Length how long, Content-Disposition what for.',
  delimiter: 'Parts the parts of a multipart body: two hyphens and the boundary that Content-Type says.',
  'tag-param': 'This side’s half of the dialog’s name.',
  'display-name': 'The name to be shown to people. Anyone can write anything here.',
});

export type PartName = keyof typeof texts;
export const partTexts: Readonly<Record<PartName, string>> = texts;

/** RFC and section. */
export const partCites: Readonly<Record<PartName, readonly [rfc: number, section: string]>> = {
  'Request-Line': [3261, '7.1'],
  'Status-Line': [3261, '7.2'],
  'Request-URI': [3261, '8.1.1.1'],
  'SIP-Version': [3261, '7.1'],
  'Reason-Phrase': [3261, '7.2'],
  'message-body': [3261, '7.4'],
  delimiter: [2046, '5.1.1'],
  'tag-param': [3261, '19.3'],
  'display-name': [3261, '20.10'],
};
