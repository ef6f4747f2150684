import fc from 'fast-check';
import { afterEach, expect, test } from 'vitest';
import { useAddresses } from './address-form.ts';
import { listNames, readRoute, type Route, writeRoute } from './route.ts';

const at = (path: string): Route => readRoute(new URL(path, 'http://127.0.0.1:5090'));

afterEach(() => useAddresses('path'));

test('readRoute() opens the captures at the root', () => {
  expect(at('/')).toEqual({ page: 'captures' });
});

test('readRoute() takes filter and sort of a list', () => {
  expect(at('/captures/c1/calls?filter=outcome%3Afailed+from%3Aalice&sort=-started')).toEqual({
    page: 'list',
    capture: 'c1',
    list: 'calls',
    filter: 'outcome:failed from:alice',
    sort: '-started',
  });
});

test('readRoute() takes the message a call is open on', () => {
  expect(at('/captures/c1/calls/k%2F9%40host?message=17.1')).toEqual({
    page: 'call',
    capture: 'c1',
    call: 'k/9@host',
    message: { frame: 17, index: 1 },
  });
});

test('readRoute() takes the view of a call, and writeRoute() writes it back', () => {
  const route = at('/captures/c1/calls/k9?view=story&message=17');

  expect(route).toEqual({ page: 'call', capture: 'c1', call: 'k9', view: 'story', message: { frame: 17 } });
  expect(writeRoute(route)).toBe('/captures/c1/calls/k9?view=story&message=17');
  expect(at('/captures/c1/calls/k9?view=ladder')).toEqual({ page: 'call', capture: 'c1', call: 'k9' });
});

test('readRoute() opens a call without a message where the message is no number', () => {
  expect(at('/captures/c1/calls/k9?message=first')).toEqual({ page: 'call', capture: 'c1', call: 'k9' });
});

test('readRoute() takes what is compared: two calls, of two captures too, or two captures', () => {
  const addresses = [
    '/captures/a/compare?call=c1&with=c2',
    '/captures/a/compare?call=c1&with=c2&capture=local-4a%3A2',
    '/captures/a/compare?capture=b',
  ];

  expect(addresses.map(at)).toEqual([
    { page: 'compare', capture: 'a', calls: ['c1', 'c2'] },
    { page: 'compare', capture: 'a', calls: ['c1', 'c2'], otherCapture: 'local-4a:2' },
    { page: 'compare', capture: 'a', otherCapture: 'b' },
  ]);
  expect(addresses.map((address) => writeRoute(at(address)))).toEqual(addresses);
  expect(at('/captures/a/compare?call=c1')).toMatchObject({ page: 'unknown' });
});

test('readRoute() takes the two messages of a difference, of two captures too', () => {
  expect(at('/captures/c1/diff?one=17&other=23.1')).toEqual({
    page: 'diff',
    capture: 'c1',
    one: { frame: 17 },
    other: { frame: 23, index: 1 },
  });
  expect(at('/captures/c1/diff?one=17&other=local-4a%3A2:23&by=byte')).toEqual({
    page: 'diff',
    capture: 'c1',
    one: { frame: 17 },
    other: { frame: 23 },
    otherCapture: 'local-4a:2',
    mode: 'byte',
  });
  expect(at('/captures/c1/diff?one=17')).toMatchObject({ page: 'unknown' });
});

test('readRoute() knows no list of another name', () => {
  expect(at('/captures/c1/__proto__')).toEqual({ page: 'unknown', path: '/captures/c1/__proto__' });
});

test('readRoute() keeps a path that is no valid escape', () => {
  expect(at('/captures/%E0%A4%A')).toMatchObject({ page: 'overview' });
});

const text = fc.string({ unit: 'grapheme', minLength: 1 }).filter((value) => value !== '.' && value !== '..');
const message = fc
  .record({ frame: fc.integer({ min: 1, max: 1e9 }), index: fc.integer({ min: 0, max: 50 }) })
  .map(({ frame, index }) => (index === 0 ? { frame } : { frame, index }));
const route: fc.Arbitrary<Route> = fc.oneof(
  fc.constant({ page: 'captures' } as const),
  fc.record({ page: fc.constant('overview' as const), capture: text }),
  fc.record(
    { page: fc.constant('search' as const), text: fc.string(), capture: text },
    { requiredKeys: ['page', 'text'] },
  ),
  fc.record(
    {
      page: fc.constant('list' as const),
      capture: text,
      list: fc.constantFrom(...listNames),
      filter: text,
      sort: text,
    },
    { requiredKeys: ['page', 'capture', 'list'] },
  ),
  fc.record(
    {
      page: fc.constant('call' as const),
      capture: text,
      call: text,
      message,
      look: fc.record({ times: fc.constantFrom('clock', 'delta'), spacing: fc.constant('time'), colours: text }),
    },
    { requiredKeys: ['page', 'capture', 'call'] },
  ),
  fc.record({ page: fc.constant('message' as const), capture: text, message }),
  fc.constant({ page: 'scratch' } as const),
  fc
    .record(
      {
        page: fc.constant('diff' as const),
        capture: text,
        one: message,
        other: message,
        otherCapture: text,
        mode: fc.constantFrom('order', 'byte'),
      },
      { requiredKeys: ['page', 'capture', 'one', 'other'] },
    )
    .filter(({ capture, otherCapture }) => capture !== otherCapture),
);

test('every route survives its address', () => {
  fc.assert(
    fc.property(route, (value) => {
      expect(at(writeRoute(value))).toEqual(value);
    }),
  );
});

test('every route survives its address behind #, in whatever folder the page lies', () => {
  useAddresses('hash');

  fc.assert(
    fc.property(route, (value) => {
      expect(readRoute(new URL(writeRoute(value), 'https://host.example/tools/sip/index.html'))).toEqual(value);
    }),
  );
});

test('readRoute() opens the captures where nothing stands behind #', () => {
  useAddresses('hash');

  expect(at('/tools/sip/')).toEqual({ page: 'captures' });
  expect(at('/tools/sip/#top')).toEqual({ page: 'captures' });
  expect(at('/tools/sip/#//[')).toMatchObject({ page: 'unknown' });
});

test('readRoute() never throws', () => {
  fc.assert(fc.property(fc.webUrl({ withQueryParameters: true }), (url) => void readRoute(new URL(url))));
});
