import { html, type TemplateResult } from 'lit';
import type { CaptureRow } from '../api/captures.ts';
import type { Backends } from './backend/backends.ts';
import type { Zone } from './format/time.ts';
import { rememberList } from './pages/call/last-list.ts';
import { type Route, writeRoute } from './route/route.ts';
import { frameWords } from './sip-app-words.ts';

/** What a page is given beside its route. */
type Given = { readonly backends: Backends; readonly zone: Zone };
type GivenCapture = Given & { readonly capture: CaptureRow };

type Page<R, G> = {
  /** Fetches the code of the page; it is fetched once. */
  readonly load?: () => Promise<unknown>;
  readonly draw: (route: R, given: G) => TemplateResult;
};
type RouteOf<Name extends Route['page']> = Extract<Route, { page: Name }>;
type CapturePageName = Extract<Route, { capture: string }>['page'];
type PlainPageName = Exclude<Route['page'], CapturePageName>;

/** Pages that stand on their own. */
const plainPages: { readonly [Name in PlainPageName]: Page<RouteOf<Name>, Given> } = {
  captures: {
    load: () => import('./pages/sip-captures-page.ts'),
    draw: (_, { backends, zone }) =>
      html`<sip-captures-page
        .server=${backends.server}
        .local=${backends.local}
        .alone=${!backends.hasServer}
        .zone=${zone}
      ></sip-captures-page>`,
  },
  search: {
    load: () => import('./search/sip-search-page.ts'),
    draw: ({ text, capture }, { backends, zone }) =>
      html`<sip-search-page .backend=${backends} .text=${text} .capture=${capture} .zone=${zone}></sip-search-page>`,
  },
  rule: {
    load: () => import('./pages/sip-rule-page.ts'),
    draw: ({ rule }, { backends }) => html`<sip-rule-page .rule=${rule} .local=${!backends.hasServer}></sip-rule-page>`,
  },
  scratch: {
    load: () => import('./scratch/sip-scratch-page.ts'),
    draw: (_, { zone }) => html`<sip-scratch-page .zone=${zone}></sip-scratch-page>`,
  },
  unknown: {
    draw: ({ path }) =>
      html`<sip-notice kind="failed" heading=${frameWords.nothingHere} detail=${path}>
        <a class="button framed" href=${writeRoute({ page: 'captures' })}>${frameWords.captures}</a>
      </sip-notice>`,
  },
};

/** Pages of a capture that can be read. */
const capturePages: { readonly [Name in CapturePageName]: Page<RouteOf<Name>, GivenCapture> } = {
  overview: {
    load: () => import('./pages/sip-overview-page.ts'),
    draw: (_, { backends, capture, zone }) =>
      html`<sip-overview-page .backend=${backends} .capture=${capture} .zone=${zone}></sip-overview-page>`,
  },
  list: {
    load: () => import('./pages/sip-list-page.ts'),
    draw: ({ list, filter, sort }, { backends, capture, zone }) => {
      const said = { ...(filter !== undefined && { filter }), ...(sort !== undefined && { sort }) };
      if (list === 'calls') rememberList(capture.id, said);
      return html`<sip-list-page
        .backend=${backends}
        .capture=${capture}
        .list=${list}
        .filter=${filter ?? ''}
        .sort=${sort}
        .zone=${zone}
      ></sip-list-page>`;
    },
  },
  call: {
    load: () => import('./pages/sip-call-page.ts'),
    draw: ({ call, view, message, look }, { backends, capture, zone }) =>
      html`<sip-call-page
        .backend=${backends}
        .capture=${capture}
        .call=${call}
        .view=${view ?? 'ladder'}
        .message=${message}
        .look=${look}
        .zone=${zone}
      ></sip-call-page>`,
  },
  flow: {
    load: () => import('./pages/sip-call-page.ts'),
    draw: ({ query, view, message, look }, { backends, capture, zone }) =>
      html`<sip-call-page
        .backend=${backends}
        .capture=${capture}
        .flow=${query}
        .view=${view ?? 'ladder'}
        .message=${message}
        .look=${look}
        .zone=${zone}
      ></sip-call-page>`,
  },
  diff: {
    load: () => import('./diff/sip-diff-page.ts'),
    draw: (route, { backends, zone }) =>
      html`<sip-diff-page .backend=${backends} .route=${route} .zone=${zone}></sip-diff-page>`,
  },
  compare: {
    load: () => import('./compare/sip-compare-page.ts'),
    draw: (route, { backends }) => html`<sip-compare-page .backend=${backends} .route=${route}></sip-compare-page>`,
  },
  message: {
    load: () => import('./pages/sip-message-page.ts'),
    draw: ({ message }, { backends, capture, zone }) =>
      html`<sip-message-page
        .backend=${backends}
        .capture=${capture}
        .message=${message}
        .zone=${zone}
      ></sip-message-page>`,
  },
};

/** The page of a route. The route that is drawn is always the one the page was found by. */
export function plainPage(route: Route): Page<Route, Given> | undefined {
  return Object.hasOwn(plainPages, route.page)
    ? (plainPages[route.page as PlainPageName] as Page<Route, Given>)
    : undefined;
}

export function capturePage(route: Route): Page<Route, GivenCapture> | undefined {
  return Object.hasOwn(capturePages, route.page)
    ? (capturePages[route.page as CapturePageName] as Page<Route, GivenCapture>)
    : undefined;
}
