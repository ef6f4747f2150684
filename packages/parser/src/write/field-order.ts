import { headerNumberOf } from '../header/header-number.ts';

/** What proxies need comes first, what tells of the body last. RFC 3261 §7.3.1. */
const ranks: ReadonlyMap<number, number> = new Map(
  (
    [
      ['Via', 0],
      ['Route', 1],
      ['Record-Route', 2],
      ['Proxy-Require', 3],
      ['Max-Forwards', 4],
      ['Proxy-Authorization', 5],
      ['From', 6],
      ['To', 7],
      ['Call-ID', 8],
      ['CSeq', 9],
      ['Contact', 10],
      ['Content-Disposition', 12],
      ['Content-Encoding', 12],
      ['Content-Language', 12],
      ['Content-ID', 12],
      ['MIME-Version', 12],
      ['Content-Type', 13],
      ['Content-Length', 14],
    ] as const
  ).map(([name, rank]) => [headerNumberOf(name), rank]),
);

/** The place of a header field among the others: of two, that with the smaller number stands first. */
export function fieldRank(name: string): number {
  return ranks.get(headerNumberOf(name)) ?? 11;
}
