import { words } from '../words/words.ts';

export const elementWords = words('elements', {
  noMessage: 'There is no message here',
  noMessageDetail: 'The element is given one as `text` or `detail`.',
  tooLong: (most: string) => `The text is longer than the ${most} that are read.`,
  reading: 'Reading',
  notRead: 'This could not be read',
  noLadder: 'There is no call here',
  noLadderDetail: 'The element is given one as `ladder`, `src`, `file` or `capture`.',
  noCall: 'The capture has no such call.',
  noCalls: 'The capture has no calls.',
  notFetched: (status: number) => `The address was answered with ${status}.`,
  noLadderAt: 'What lies at the address is no ladder.',
  elsewhere: 'Only files of the same origin are fetched.',
  noCaptureOpen: 'The ladder was not read from a capture, so its messages are not known.',
  hidden: (lanes: number, messages: number) =>
    `${lanes} ${lanes === 1 ? 'lane' : 'lanes'} and ${messages} ${messages === 1 ? 'message' : 'messages'} are hidden.`,
  showHidden: 'Show them',
});
