import type { Body } from '@sipscope/parser';
import { type CaseRule, caseRule, type Fault } from './rule.ts';
import type { Seen } from './seen.ts';
import { isFirstHop, notifiesOf } from './subscriptions.ts';
import { rootAttribute, rootNumber } from './xml-root.ts';

type VersionRule = Pick<CaseRule, 'id' | 'title' | 'rfc' | 'section'> & {
  readonly mediaType: string;
  /** `one`: each document has one more than the one before; `more`: more. */
  readonly by: 'one' | 'more';
  readonly find: (body: Body) => Body | undefined;
  /** The attribute that says that the document is complete by itself. */
  readonly isFull: 'fullState' | 'state';
};

type Told = { readonly seen: Seen; readonly version: number; readonly document: Body; readonly isFull: boolean };

/** Each document of a subscription has a version, by which the subscriber finds out that it missed one. */
export function versionRule({ mediaType, by, find, isFull, ...rest }: VersionRule): CaseRule {
  return caseRule('subscription', {
    ...rest,
    level: 'robustness',
    severity: 'info',
    why: 'The subscriber drops a document with an old version, and takes one that jumps for a loss: what it shows is wrong until it subscribes again.',
    advice: 'Count the documents of each subscription, from 0 by one.',
    right: 'version="4", then version="5"',
    wrong: by === 'one' ? 'version="4", then version="6"' : 'version="4", then version="4"',
    headers: ['Content-Type'],
    check(one, observed) {
      if (!isFirstHop(one)) return undefined;
      const told = notifiesOf(one).flatMap((seen) => toldBy(seen, mediaType, find, isFull));
      let isKept = false;
      for (const [at, now] of told.entries()) {
        const before = told[at - 1];
        if (before === undefined || now.seen.cseq === before.seen.cseq) continue;
        // A notifier that was started anew tells all, from 0.
        const isRestart = now.version < before.version && now.version <= 1 && now.isFull;
        const isNext = by === 'one' ? now.version === before.version + 1 : now.version > before.version;
        if (isNext || isRestart) {
          isKept ||= isNext;
          continue;
        }
        const isLost = now.version > before.version && now.seen.cseq !== before.seen.cseq + 1;
        if (isLost || one.more > 0) continue;
        if (observed.gap(before.seen.timeNs, now.seen.timeNs) !== undefined) continue;
        const fault: Fault = {
          seen: `Version ${now.version} follows ${before.version}.`,
          at: now.seen,
          span: now.document.span,
          evidence: [before.seen],
        };
        return fault;
      }
      return isKept ? 'kept' : undefined;
    },
  });
}

function toldBy(
  seen: Seen,
  mediaType: string,
  find: (body: Body) => Body | undefined,
  isFull: 'fullState' | 'state',
): readonly Told[] {
  const { body } = seen.message;
  const document = body === undefined ? undefined : find(body);
  if (document === undefined || document.mediaType !== mediaType) return [];
  const version = rootNumber(document, 'version');
  const full = rootAttribute(document, isFull)?.toLowerCase();
  const isComplete = isFull === 'state' ? full === 'full' : full === 'true' || full === '1';
  return version === undefined ? [] : [{ seen, version, document, isFull: isComplete }];
}
