import type { CaptureFacts, Summary } from '@sipscope/analyzer';
import { afterEach, expect, test, vi } from 'vitest';
import { FakeBackend, nothingFollowed, readyCapture } from '../../../test/fake/fake-backend.ts';
import { SipOverviewPage } from './sip-overview-page.ts';

class TrafficBackend extends FakeBackend {
  readonly #traffic: Pick<CaptureFacts, 'protocols' | 'skipped'>;
  readonly #hasSip: boolean;

  constructor(traffic: Pick<CaptureFacts, 'protocols' | 'skipped'>, hasSip = true) {
    super();
    this.#traffic = traffic;
    this.#hasSip = hasSip;
  }

  override async summary(): Promise<Summary> {
    const summary = await super.summary();
    const capture = { ...summary.capture, ...this.#traffic };
    if (this.#hasSip) return { ...summary, capture };
    const counts = {
      messages: 0,
      requests: 0,
      responses: 0,
      retransmissions: 0,
      duplicates: 0,
      transactions: 0,
      dialogs: 0,
      calls: 0,
      ...nothingFollowed,
    };
    const none = {
      methods: {},
      statuses: {},
      transports: {},
      outcomes: {},
      kpis: {},
      peaks: {},
      suspicions: [],
      topTalkers: [],
      userAgents: [],
      participants: [],
    };
    return { capture, counts, ...none, diagnostics: [] };
  }
}

async function drawOverview(backend: FakeBackend): Promise<SipOverviewPage> {
  const page = new SipOverviewPage();
  page.backend = backend;
  page.capture = readyCapture;
  document.body.append(page);
  await vi.waitFor(() => expect(page.renderRoot.querySelector('section')).not.toBeNull());
  return page;
}

/** The rows of a section, a text a cell. */
function rowsOf(page: SipOverviewPage, heading: string): readonly (readonly string[])[] | undefined {
  const sections = [...page.renderRoot.querySelectorAll('section')];
  const section = sections.find((one) => one.querySelector('h2')?.textContent === heading);
  if (section === undefined) return undefined;
  return [...section.querySelectorAll('tbody tr')].map((row) =>
    [...row.querySelectorAll('th, td')].map((cell) => cell.textContent.trim()),
  );
}

function noticeOf(page: SipOverviewPage): string | undefined {
  return page.renderRoot.querySelector('sip-notice')?.shadowRoot?.textContent;
}

const skipped = [{ what: 'ARP', packets: 12 }];

afterEach(() => document.body.replaceChildren());

test('<sip-overview-page> shows other protocols and what was passed over, most frequent first', async () => {
  const protocols = [
    { protocol: 'HTTP', packets: 1204, connections: 3 },
    { protocol: 'DNS', packets: 2 },
  ];

  const page = await drawOverview(new TrafficBackend({ protocols, skipped }));

  expect(rowsOf(page, 'Other packets')).toEqual([
    ['HTTP', '1\u202F204', '3'],
    ['ARP', '12', ''],
    ['DNS', '2', ''],
  ]);
  expect(noticeOf(page)).toBeUndefined();
});

test('<sip-overview-page> speaks of no other packets where there are none', async () => {
  expect(rowsOf(await drawOverview(new FakeBackend()), 'Other packets')).toBeUndefined();
});

test('<sip-overview-page> says how many kinds of packets are not shown', async () => {
  const many = Array.from({ length: 30 }, (_, at) => ({ what: `ether type ${at}`, packets: 30 - at }));

  const page = await drawOverview(new TrafficBackend({ skipped: many }));

  expect(rowsOf(page, 'Other packets')).toHaveLength(24);
  expect(rowsOf(page, 'Other packets')?.[0]).toEqual(['ether type 0', '30']);
  expect(page.renderRoot.textContent).toContain('and 6 other kinds');
});

test('<sip-overview-page> of a capture without SIP says what was there instead', async () => {
  const protocols = [{ protocol: 'HTTP', packets: 1204, connections: 3 }];

  const page = await drawOverview(new TrafficBackend({ protocols, skipped }, false));

  expect(noticeOf(page)).toContain('No SIP message in this capture');
  expect(noticeOf(page)).toContain('It holds 1\u202F204 packets of HTTP, 12 of ARP.');
  expect(noticeOf(page)).not.toContain('key log');
  expect(rowsOf(page, 'Capture')?.flat()).not.toContain('requests');
});

test('<sip-overview-page> asks for a key log where TLS without keys is what there was', async () => {
  const protocols = [{ protocol: 'TLS without keys', packets: 33, connections: 2 }];

  const page = await drawOverview(new TrafficBackend({ protocols }, false));

  expect(noticeOf(page)).toContain('33 packets of TLS without keys. A key log shows what its TLS connections carry.');
});
