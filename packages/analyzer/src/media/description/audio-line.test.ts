import { describe, expect, test } from 'vitest';
import { scanAudio } from './audio-line.ts';

const head = ['v=0', 'o=- 1 1 IN IP4 192.0.2.1', 's=-', 'c=IN IP4 192.0.2.1', 't=0 0'];
const audioOf = (...lines: readonly string[]) => scanAudio(new TextEncoder().encode([...head, ...lines].join('\r\n')));

describe('who sends and wants audio, by a description', () => {
  test.each([
    [['m=audio 4000 RTP/AVP 0'], true, true],
    [['m=audio 4000 RTP/AVP 0', 'a=sendonly'], true, false],
    [['m=audio 4000 RTP/AVP 0', 'a=recvonly'], false, true],
    [['m=audio 4000 RTP/AVP 0', 'a=inactive'], false, false],
    [['a=sendonly', 'm=audio 4000 RTP/AVP 0'], true, false],
    [['a=sendonly', 'm=audio 4000 RTP/AVP 0', 'a=sendrecv'], true, true],
    [['m=audio 0 RTP/AVP 0'], false, false],
    [['m=video 4000 RTP/AVP 96', 'a=inactive', 'm=audio 4002 RTP/AVP 0'], true, true],
    [['m=audio 4000 RTP/AVP 0', 'm=audio 4002 RTP/AVP 0', 'a=inactive'], true, true],
    [['m=audio 0 RTP/AVP 0', 'm=audio 4002 RTP/AVP 0', 'a=sendonly'], true, false],
    [['m=audio 4000 RTP/AVP 0', 'c=IN IP4 0.0.0.0'], false, false],
    [['m=image 4000 udptl t38'], false, false],
    [[], false, false],
  ])('%j', (lines, sends, receives) => {
    expect(audioOf(...lines)).toEqual({ sends, receives });
  });
});
