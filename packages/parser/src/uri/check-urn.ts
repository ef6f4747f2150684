import { hostChar, isAll, isDigits } from '../text/character-class.ts';

/**
 * Whether this may follow `urn:`: a namespace and something of its own form, where that is one of those SIP uses.
 *
 *     service    = top-level *( "." sub-service )                   RFC 5031 §4
 *     imeival    = tac "-" snr "-" spare                            RFC 7254 §3
 *     alert      = alert-name 1*( ":" alert-name )                  RFC 7462 §7
 *     alert-name = label [ "@" label ]
 *
 * A UUID is that of RFC 4122 §3; of other namespaces the form is RFC 8141's §2.
 */
export function isUrn(opaque: string): boolean {
  const colon = opaque.indexOf(':');
  const namespace = opaque.substring(0, Math.max(colon, 0)).toLowerCase();
  const specific = opaque.substring(colon + 1);
  switch (namespace) {
    case 'service':
      return specific.split('.').every(isLabel);
    case 'uuid':
      return /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i.test(specific);
    case 'gsma':
      return isGsma(specific.toLowerCase());
    case 'alert':
      return specific.includes(':') && specific.split(':').every(isAlertName);
    default:
      return namespace.length >= 2 && namespace.length <= 32 && isLabel(namespace) && /^[^/?#]/.test(specific);
  }
}

/** Of the namespace only the IMEI is defined; the rest is left to those who will. */
function isGsma(specific: string): boolean {
  if (!specific.startsWith('imei:')) return specific !== '';
  const [imei = '', ...params] = specific.substring(5).split(';');
  return /^\d{8}-\d{6}-\d$/.test(imei) && params.every(isImeiParameter);
}

function isImeiParameter(param: string, index: number, all: readonly string[]): boolean {
  if (/^svn=\d\d$/.test(param)) return index === 0;
  return param.length === 6 && param.startsWith('vers=') && isDigits(param.substring(5)) && index === all.length - 1;
}

function isAlertName(text: string): boolean {
  const at = text.indexOf('@');
  return at === -1 ? isLabel(text) : isLabel(text.substring(0, at)) && isLabel(text.substring(at + 1));
}

/** Letters, digits and inner hyphens. */
function isLabel(text: string): boolean {
  return isAll(text, hostChar) && !text.includes('.') && !text.startsWith('-') && !text.endsWith('-');
}
