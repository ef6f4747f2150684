import type { Backend } from '../../api/backend.ts';
import { words } from '../words/words.ts';
import { refusal } from './backend-error.ts';

const said = words('no-server', {
  noUpload: 'There is no server to send it to. Open it in this browser.',
  noCapture:
    'These pages have no server: they show files that are opened in this browser. Open the file of this capture.',
});

/** What is answered without a server. */
const answered: Pick<Backend, 'captures' | 'search' | 'watch' | 'upload'> = {
  captures: async () => [],
  search: async () => {},
  watch: () => () => {},
  upload: async () => {
    throw refusal('bad-request', said.noUpload);
  },
};

/** What the pages get where they come from a host of files: no captures, nobody to send one to, and of anything else a refusal. */
export const noServer: Backend = new Proxy(answered, {
  get: (known, name) => {
    if (Object.hasOwn(known, name)) return known[name as keyof typeof known];
    // Templates and promises ask what a value is by names of their own.
    return typeof name === 'symbol' || name === 'then' || name.startsWith('_$') ? undefined : refuse;
  },
}) as Backend;

/** Asked of a capture whose address was made with a server. */
async function refuse(): Promise<never> {
  throw refusal('not-found', said.noCapture);
}
