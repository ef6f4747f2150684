import type { Citation } from './citation.ts';
import { findRow } from './find-row.ts';

export type ResourcePriorityNamespaceRow = Citation & {
  readonly namespace: string;
  /** Its priorities, in words. */
  readonly levels: string;
};

const rows = [
  {
    namespace: 'dsn',
    levels: 'flash-override flash immediate priority routine (highest first)',
    rfc: 4412,
    section: '12.6',
  },
  {
    namespace: 'drsn',
    levels: 'flash-override-override flash-override flash immediate priority routine',
    rfc: 4412,
    section: '12.6',
  },
  { namespace: 'q735', levels: '0 1 2 3 4', rfc: 4412, section: '12.6' },
  { namespace: 'ets', levels: '0 1 2 3 4', rfc: 4412, section: '12.6' },
  { namespace: 'wps', levels: '0 1 2 3 4', rfc: 4412, section: '12.6' },
  { namespace: 'esnet', levels: '4 3 2 1 0', rfc: 7135, section: '3.2' },
  { namespace: 'mcpttp', levels: '0-15', rfc: 8101, section: '3.2' },
  { namespace: 'mcpttq', levels: '0-15', rfc: 8101, section: '3.2' },
  { namespace: 'dsn-000000', levels: '0-9 (family 000000 to 000009)', rfc: 5478, section: '3.1' },
  { namespace: 'drsn-000000', levels: '0-9 (family)', rfc: 5478, section: '3.1' },
  { namespace: 'rts-000000', levels: '0-9 (family)', rfc: 5478, section: '3.1' },
  { namespace: 'crts-000000', levels: '0-9 (family)', rfc: 5478, section: '3.1' },
] as const;

/** A namespace of the table. */
export type ResourcePriorityNamespace = (typeof rows)[number]['namespace'];

/** Namespaces of Resource-Priority. RFC 4412 §12.6; those of RFC 5478 stand for a family of ten each. */
export const resourcePriorityTable: readonly (ResourcePriorityNamespaceRow & {
  readonly namespace: ResourcePriorityNamespace;
})[] = rows;

/** The row of that namespace; upper and lower case are alike. */
export function resourcePriorityRow(namespace: string): (typeof resourcePriorityTable)[number] | undefined {
  return findRow(resourcePriorityTable, 'namespace', namespace);
}
