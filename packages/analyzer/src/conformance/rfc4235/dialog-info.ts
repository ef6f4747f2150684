import type { Rule } from '../rule.ts';
import { versionRule } from '../versions.ts';

/** Documents that tell of dialogs and of registrations (RFC 4235, RFC 3680). */
export const documentVersionRules: readonly Rule[] = [
  versionRule({
    id: 'SIP-SUB-018',
    title: 'Version of dialog-info does not rise',
    rfc: 4235,
    section: '4.1',
    mediaType: 'application/dialog-info+xml',
    by: 'more',
    find: (body) => body.find('application/dialog-info+xml'),
    isFull: 'state',
  }),
  versionRule({
    id: 'SIP-SUB-019',
    title: 'Version of reginfo does not rise by one',
    rfc: 3680,
    section: '5.1',
    mediaType: 'application/reginfo+xml',
    by: 'one',
    find: (body) => body.find('application/reginfo+xml'),
    isFull: 'state',
  }),
];
