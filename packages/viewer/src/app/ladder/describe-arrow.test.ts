import { expect, test } from 'vitest';
import { forkedLadder } from '../../../test/fake/fake-ladders.ts';
import { describeRow } from './describe-arrow.ts';
import { layoutLadder } from './layout-ladder.ts';

const layout = layoutLadder(forkedLadder(), { width: 900, margin: 132, leastGap: 140, isFolded: true });
/** As it stands on the arrow: the beginning of its name. */
function writtenOn(at: number): string {
  const item = layout.rows[at]?.item;
  return item?.kind === 'arrow' ? item.arrow.label.slice(0, 6) : '';
}

const sentences = layout.arrowRows.map((at) => describeRow(layout, at, writtenOn(at)));

test('an arrow is described by what is written on it, its ends, its time and what matters in it', () => {
  expect(sentences[0]).toBe(
    'INVITE, from Alice to proxy.example, at +0.000 s, with SDP offer PCMA, PCMU, telephone-event',
  );
  expect(sentences.find((one) => one.includes('sent 3 times'))).toContain(
    'sent 3 times, Enter shows each, The INVITE did not arrive: it was sent again',
  );
});

test('what there was no room for on an arrow is said', () => {
  expect(sentences.find((one) => one.startsWith('487 Re'))).toMatch(/^487 Re, 487 Request Terminated, to INVITE/);
});

test('messages that are not drawn are told with the last that is', () => {
  const cut = layoutLadder(
    { ...forkedLadder(), moreArrows: 12 },
    { width: 900, margin: 132, leastGap: 140, isFolded: true },
  );

  expect(describeRow(cut, cut.arrowRows.at(-1) ?? -1, 'BYE')).toMatch(/then 12 more messages are not drawn$/);
});

test('what stands between two arrows is told with the later one, what follows the last with that', () => {
  expect(sentences.find((one) => one.includes('the keys 1 4 7 #'))).toMatch(/^INVITE, from Alice to Bob/);
  expect(sentences.at(-1)).toContain('then where final response from Bob to Alice is missing');
  expect(sentences.at(-1)).toContain('then Timer F: the capture ends before it fires');
});
