import { type LanguageText, readLanguageText } from './language-text.ts';
import { attribute, children, type Field, type FromElement, requiredAttribute, shape } from './shape.ts';
import { boolean, oneOf, string, unsignedInt, uri } from './simple-type.ts';

/** What a notification of a resource list tells of the list; the state of each resource is a part of its own. RFC 4662 §5. */
export type ListMetaInformation = FromElement & {
  readonly uri: string | undefined;
  readonly version: number | undefined;
  readonly fullState: boolean | undefined;
  /** The Content-ID of the part that tells of the list itself. */
  readonly cid: string | undefined;
  readonly names: readonly LanguageText[];
  readonly resources: readonly ListResource[];
};

/** A resource of a list and what its subscriptions came to. RFC 4662 §5.3. */
export type ListResource = FromElement & {
  readonly uri: string | undefined;
  readonly names: readonly LanguageText[];
  readonly instances: readonly ResourceInstance[];
};

/** One subscription behind a resource. RFC 4662 §5.4. */
export type ResourceInstance = FromElement & {
  readonly id: string | undefined;
  readonly state: 'active' | 'pending' | 'terminated' | undefined;
  readonly reason: string | undefined;
  /** The Content-ID of the part that tells the state. */
  readonly cid: string | undefined;
};

/** application/rlmi+xml. RFC 4662 §5. */
export const readListMetaInformation: Field<ListMetaInformation> = shape<ListMetaInformation>({
  uri: requiredAttribute('uri', uri),
  version: requiredAttribute('version', unsignedInt),
  fullState: requiredAttribute('fullState', boolean),
  cid: attribute('cid', string),
  names: children('name', readLanguageText),
  resources: children(
    'resource',
    shape<ListResource>({
      uri: requiredAttribute('uri', uri),
      names: children('name', readLanguageText),
      instances: children(
        'instance',
        shape<ResourceInstance>({
          id: requiredAttribute('id', string),
          state: requiredAttribute('state', oneOf('active', 'pending', 'terminated')),
          reason: attribute('reason', string),
          cid: attribute('cid', string),
        }),
      ),
    }),
  ),
});
