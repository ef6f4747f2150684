import { expect, test } from 'vitest';
import { forkedLadder, longLadder } from '../../../test/fake/fake-ladders.ts';
import { ladderSvg } from './ladder-image.ts';
import { plainLook } from './ladder-look.ts';
import type { LadderPicture } from './ladder-picture.ts';
import { printedSheets } from './ladder-print.ts';

const picture: LadderPicture = {
  ladder: forkedLadder(),
  headline: ['Alice → Bob, 200 OK', '2026-11-22'],
  look: plainLook,
  zone: 'utc',
  folding: { isFolded: true },
};

test('ladderSvg() draws all that is shown, as it is shown, and needs nothing else', () => {
  const svg = ladderSvg(picture);

  expect(svg).toContain('<title>Alice → Bob, 200 OK</title>');
  for (const text of ['proxy.example', '302 Moved Temporarily', 'Timer H ✕', '+47.500', 'branch 2 of 2'])
    expect(svg).toContain(text);
  expect(svg).not.toMatch(/<script|<style|href|url\(|var\(|currentColor|NaN|undefined/);
  expect(ladderSvg({ ...picture, look: { ...plainLook, times: 'clock' } })).toContain('05:51:47.178');
  expect(ladderSvg(picture, { theme: 'dark' })).toContain('#14171b');
});

test('ladderSvg() keeps what comes from the wire as text', () => {
  const [first] = forkedLadder().arrows;
  const hostile = { ...first, label: '</text><script>alert(1)</script>&"\u202E\uD800' };
  const lanes = [{ id: 'l1', address: '1.2.3.4', name: '<img src=x onerror=alert(1)>', messages: 1 }];
  const one = { call: 'c1', started: '2026-11-22T05:50:59.678796Z', lanes, arrows: [{ ...hostile, from: 0, to: 0 }] };

  const svg = ladderSvg({ ...picture, ladder: one as LadderPicture['ladder'], headline: ['<b>'] });

  expect(svg).not.toMatch(/<script|<img|<b>/);
  expect(svg.isWellFormed()).toBe(true);
  expect(svg).toContain('&lt;');
});

test('printedSheets() puts every message on paper, with the lanes on each page and no page too high', () => {
  const long = { ...picture, ladder: longLadder(400) };

  const sheets = printedSheets(long, 1040, 710);

  const texts = sheets.map(({ groups }) =>
    groups.flatMap(({ shapes }) =>
      shapes.flatMap((shape) => (shape.kind === 'text' ? [shape.runs.map((run) => run.text).join('')] : [])),
    ),
  );
  expect(sheets.length).toBeGreaterThan(10);
  expect(sheets.every(({ height }) => height <= 710)).toBe(true);
  expect(texts.every((words) => words.includes('sbc-a.example') && words.includes('Alice → Bob, 200 OK'))).toBe(true);
  expect(texts.flat().filter((words) => /^(?:INVITE|180|200|503|ACK)/.test(words))).toHaveLength(400);
  expect(texts[1]).toContain(`2 / ${sheets.length}`);
});
