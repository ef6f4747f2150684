import { describe, expect, test } from 'vitest';
import { bodyOf, valueOf } from '../../test/body.ts';

describe('a key press in an INFO', () => {
  test.each([
    ['application/dtmf-relay', 'Signal=5\r\nDuration=160\r\n', '5', 160],
    ['application/dtmf-relay', 'Signal= *\r\nDuration= 250\r\n', '*', 250],
    ['application/dtmf-relay', 'signal=d\nduration=90', 'D', 90],
    ['application/dtmf-relay', 'Signal=11\r\n', '#', undefined],
    ['application/dtmf-relay', 'Signal=16\r\n', 'flash', undefined],
    ['application/dtmf-relay', 'Signal=hf\r\n', 'flash', undefined],
    ['application/dtmf', '5', '5', undefined],
    ['application/dtmf', '12#\r\n', '12#', undefined],
    ['application/dtmf', 'Signal=1\r\nDuration=100\r\n', '1', 100],
  ])('of %s: %j', (mediaType, content, signal, durationMs) => {
    expect(valueOf('dtmf', bodyOf(mediaType, content))).toMatchObject({ signal, durationMs, diagnostics: [] });
  });

  test.each([
    ['application/dtmf-relay', '5', 'body-dtmf-signal'],
    ['application/dtmf-relay', 'Signal=\r\n', 'body-dtmf-signal'],
    ['application/dtmf-relay', 'Signal=55\r\n', 'body-dtmf-signal'],
    ['application/dtmf', 'five', 'body-dtmf-signal'],
    ['application/dtmf-relay', 'Signal=5\r\nDuration=-1\r\n', 'body-dtmf-duration'],
  ])('that is none, of %s: %j', (mediaType, content, code) => {
    expect(bodyOf(mediaType, content).diagnostics.map((diagnostic) => diagnostic.code)).toEqual([code]);
  });
});
