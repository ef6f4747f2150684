import { cellOf } from '../../ims/access-networks.ts';
import { quoted } from '../quoted.ts';
import { messageRule, type Rule } from '../rule.ts';

/** Types of which the device says its cell, and in which parameter: TS 24.229 §7.2A.4.3. */
const cellular = /^3gpp-(?:geran|utran-(?:fdd|tdd)|e-utran-(?:fdd|tdd)|nr)$/i;

/** Of a message, values that are looked at. */
const mostValues = 8;

export const accessNetworkRules: readonly Rule[] = [
  messageRule({
    id: 'IMS-001',
    title: 'P-Access-Network-Info malformed',
    level: 'must',
    severity: 'error',
    rfc: 7315,
    section: '5.4',
    why: 'Emergency calls go by the cell, and so do charges and services of the place.',
    advice:
      'Give the type of access, and for mobile access the cell: country, network, area and cell, as cgi-3gpp or utran-cell-id-3gpp.',
    right: 'P-Access-Network-Info: 3GPP-E-UTRAN-FDD;utran-cell-id-3gpp=2340100010019B01',
    wrong: 'P-Access-Network-Info: 3GPP-E-UTRAN-FDD',
    abnf: 'P-Access-Network-Info',
    headers: ['P-Access-Network-Info'],
    on: { requests: 'any', responses: 'any', has: ['P-Access-Network-Info'] },
    check({ message }) {
      const span = message.valueSpan('P-Access-Network-Info');
      // What the network adds itself may name a class of accesses alone.
      const told = message
        .values('P-Access-Network-Info')
        .slice(0, mostValues)
        .filter(({ isNetworkProvided }) => !isNetworkProvided);
      const mobile = told.filter(({ accessType }) => cellular.test(accessType));
      if (told.length === 0) return undefined;
      for (const { accessType, cellId } of mobile) {
        if (cellId === undefined) return { seen: `The access network ${quoted(accessType)} has no cell.`, span };
        if (cellOf(accessType, cellId) === undefined)
          return { seen: `The cell ${quoted(cellId)} is none of ${quoted(accessType)}.`, span };
      }
      return 'kept';
    },
  }),
];
