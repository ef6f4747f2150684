import { createRequire } from 'node:module';
import type { Peer } from './peer.ts';

const require = createRequire(import.meta.url);
const {
  parse,
}: { readonly parse: (text: string) => { readonly media: readonly unknown[] } } = require('sdp-transform');

/** How many media it finds. */
export const parseWithTransform = (text: string): number => parse(text).media.length;

export const sdpTransform: Peer = { input: 'text', works: { sdp: parseWithTransform } };
