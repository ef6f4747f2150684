/**
 * How scanning tools call themselves in User-Agent, unless told otherwise: SIPVicious ("friendly-scanner"), sipcli, sundayddr (a worm's scanner), SIPPTS,
 * sip-scan, iWar, Smap, SIPSAK, Metasploit's modules and others that logs of honeypots are full of. In small letters; a name counts wherever it stands.
 */
const scannerNames: readonly string[] = [
  'friendly-scanner',
  'friendly-request',
  'sipvicious',
  'sipcli',
  'sip-scan',
  'sipscan',
  'siparmyknife',
  'sundayddr',
  'iwar',
  'sipptk',
  'sippts',
  'vaxsipuseragent',
  'vaxipuseragent',
  'smap',
  'sipsak',
  'pplsip',
  'sip call graph',
  'mr.black',
  'csipsimple/scan',
  'metasploit',
  'voipbuster/scan',
  'nmap',
  'zgrab',
];

/** Longer texts are looked at as far as this. */
const lookedAt = 200;

/** The name of a scanning tool that a User-Agent field has in it; `undefined` of all others. */
export function scannerName(userAgent: string): string | undefined {
  const text = userAgent.slice(0, lookedAt).toLowerCase();
  return scannerNames.find((name) => text.includes(name));
}
