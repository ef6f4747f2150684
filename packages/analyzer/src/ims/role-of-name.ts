import type { ImsRole } from '../rows.ts';

/** What elements are called, digits and hyphens aside: `pcscf01`, `p-cscf`. */
const roles: ReadonlyMap<string, ImsRole> = new Map([
  ['pcscf', 'P-CSCF'],
  ['proxycscf', 'P-CSCF'],
  ['icscf', 'I-CSCF'],
  ['interrogatingcscf', 'I-CSCF'],
  ['scscf', 'S-CSCF'],
  ['servingcscf', 'S-CSCF'],
  ['ecscf', 'E-CSCF'],
  ['emergencycscf', 'E-CSCF'],
  ['bgcf', 'BGCF'],
  ['mgcf', 'MGCF'],
  ['mrfc', 'MRFC'],
  ['ibcf', 'IBCF'],
  ['atcf', 'ATCF'],
  ['sbc', 'SBC'],
  ['asbc', 'SBC'],
  ['isbc', 'SBC'],
  ['tas', 'application server'],
  ['mtas', 'application server'],
  ['mmtelas', 'application server'],
  ['sccas', 'application server'],
  ['ipsmgw', 'application server'],
]);

/** Labels of a host, or words of a product, that are looked at: the others are domains and versions. */
const namesLookedAt = 3;

/** What a host's name says it is: `pcscf.ims.mnc001.mcc001.3gppnetwork.org`. */
export function roleOfHost(host: string): ImsRole | undefined {
  if (!/[a-z]/i.test(host)) return undefined;
  return roleOfWords(host.slice(0, 255).split('.', namesLookedAt));
}

/** What User-Agent or Server say it is: `Kamailio S-CSCF`. */
export function roleOfProduct(text: string): ImsRole | undefined {
  return roleOfWords(text.slice(0, 255).split(/[\s/()]/, namesLookedAt));
}

function roleOfWords(words: readonly string[]): ImsRole | undefined {
  for (const word of words) {
    const role = roles.get(word.toLowerCase().replaceAll(/[^a-z]/g, ''));
    if (role !== undefined) return role;
  }
  return undefined;
}
