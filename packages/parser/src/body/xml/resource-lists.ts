import { type LanguageText, readLanguageText } from './language-text.ts';
import { attribute, child, children, type Field, type FromElement, requiredAttribute, shape } from './shape.ts';
import { boolean, oneOf, string, unsigned, uri } from './simple-type.ts';

/** Lists of URIs: of a presence list, or the recipients of a request. RFC 4826 §3, RFC 5363. */
export type ResourceLists = FromElement & { readonly lists: readonly ResourceList[] };

/** A list of URIs, which may hold further lists. RFC 4826 §3. */
export type ResourceList = FromElement & {
  readonly name: string | undefined;
  readonly displayName: LanguageText | undefined;
  readonly lists: readonly ResourceList[];
  readonly entries: readonly ResourceEntry[];
  readonly entryRefs: readonly EntryRef[];
  readonly externals: readonly ExternalList[];
};

/** The last three say how it receives what is sent to the list. RFC 5364 §4. */
export type ResourceEntry = FromElement & {
  readonly uri: string | undefined;
  readonly displayName: LanguageText | undefined;
  readonly copyControl: 'to' | 'cc' | 'bcc' | undefined;
  readonly anonymize: boolean | undefined;
  readonly count: number | undefined;
};

/** An entry of a list that stands elsewhere on the same server. RFC 4826 §3. */
export type EntryRef = FromElement & {
  readonly ref: string | undefined;
  readonly displayName: LanguageText | undefined;
};

/** A list that stands elsewhere. RFC 4826 §3. */
export type ExternalList = FromElement & {
  readonly anchor: string | undefined;
  readonly displayName: LanguageText | undefined;
};

const copyControl = 'urn:ietf:params:xml:ns:copycontrol';
const displayName: Field<LanguageText | undefined> = child('display-name', readLanguageText);

const readList: Field<ResourceList> = shape<ResourceList>({
  name: attribute('name', string),
  displayName,
  // Lists within lists: no deeper than the limit of nested elements.
  lists: children('list', (element, tell) => readList(element, tell)),
  entries: children(
    'entry',
    shape<ResourceEntry>({
      uri: requiredAttribute('uri', uri),
      displayName,
      copyControl: attribute('copyControl', oneOf('to', 'cc', 'bcc'), copyControl),
      anonymize: attribute('anonymize', boolean, copyControl),
      count: attribute('count', unsigned, copyControl),
    }),
  ),
  entryRefs: children('entry-ref', shape<EntryRef>({ ref: requiredAttribute('ref', uri), displayName })),
  externals: children('external', shape<ExternalList>({ anchor: attribute('anchor', uri), displayName })),
});

/** application/resource-lists+xml. RFC 4826 §3.2. */
export const readResourceLists: Field<ResourceLists> = shape<ResourceLists>({ lists: children('list', readList) });
