import { describe, expect, test } from 'vitest';
import {
  parseHeader,
  writeAccessNetworkInfo,
  writeAnswerMode,
  writeBareUri,
  writeBillingInfo,
  writeChargingAddresses,
  writeChargingVector,
  writeDcsRedirect,
  writeErrorValue,
  writeIdentity,
  writeNameAddr,
  writeReason,
  writeResourcePriority,
  writeSecurityMechanism,
  writeSessionId,
  writeSurveillance,
  writeVisitedNetwork,
} from '../src/index.ts';

const written = {
  Reason: (text: string) => parseHeader('Reason', text).values.map(writeReason),
  'Session-ID': (text: string) => parseHeader('Session-ID', text).values.map(writeSessionId),
  'Resource-Priority': (text: string) => parseHeader('Resource-Priority', text).values.map(writeResourcePriority),
  'Security-Client': (text: string) => parseHeader('Security-Client', text).values.map(writeSecurityMechanism),
  'Geolocation-Error': (text: string) => parseHeader('Geolocation-Error', text).values.map(writeErrorValue),
  'Answer-Mode': (text: string) => parseHeader('Answer-Mode', text).values.map(writeAnswerMode),
  Identity: (text: string) => parseHeader('Identity', text).values.map(writeIdentity),
  'Policy-ID': (text: string) => parseHeader('Policy-ID', text).values.map(writeBareUri),
  'History-Info': (text: string) => parseHeader('History-Info', text).values.map(writeNameAddr),
  'P-Access-Network-Info': (text: string) =>
    parseHeader('P-Access-Network-Info', text).values.map(writeAccessNetworkInfo),
  'P-Charging-Vector': (text: string) => parseHeader('P-Charging-Vector', text).values.map(writeChargingVector),
  'P-Charging-Function-Addresses': (text: string) =>
    parseHeader('P-Charging-Function-Addresses', text).values.map(writeChargingAddresses),
  'P-Visited-Network-ID': (text: string) => parseHeader('P-Visited-Network-ID', text).values.map(writeVisitedNetwork),
  'P-DCS-Billing-Info': (text: string) => parseHeader('P-DCS-Billing-Info', text).values.map(writeBillingInfo),
  'P-DCS-LAES': (text: string) => parseHeader('P-DCS-LAES', text).values.map(writeSurveillance),
  'P-DCS-Redirect': (text: string) => parseHeader('P-DCS-Redirect', text).values.map(writeDcsRedirect),
} as const;

describe('what is read is written as it stood', () => {
  test.each<[keyof typeof written, string]>([
    ['Reason', 'Q.850;cause=16;text="a \\"b\\""'],
    ['Session-ID', 'ab30317f1a784dc48ff824d0d3715d86;remote=47755a9de7794ba387653f2099600ef2;logme'],
    ['Resource-Priority', 'dsn.flash'],
    ['Security-Client', 'ipsec-3gpp;q=0.1;alg=hmac-sha-1-96;spi-c=1;port-s=2'],
    ['Geolocation-Error', '100;code="Cannot Process Location"'],
    ['Answer-Mode', 'Auto;require'],
    ['Identity', 'a.b.c;info=<https://a.example/c>;alg=ES256;ppt="shaken"'],
    ['Policy-ID', 'sip:a@b;token=c'],
    ['History-Info', '<sip:a@b?Reason=SIP%3Bcause%3D302>;index=1.1;mp=1'],
    ['P-Access-Network-Info', '3GPP-E-UTRAN-FDD;utran-cell-id-3gpp="2340";network-provided'],
    ['P-Charging-Vector', 'icid-value=a;transit-ioi="a.1, void"'],
    ['P-Charging-Function-Addresses', 'ccf=a.b;ecf="c"'],
    ['P-Visited-Network-ID', '"Visited network";x=1'],
    ['P-DCS-Billing-Info', 'a1/b2@host.example;called="tel:+1"'],
    ['P-DCS-LAES', 'host.example:1234;content=[2001:db8::1]:5'],
    ['P-DCS-Redirect', '"sip:a@b";count=2'],
  ])('%s: %s', (name, text) => {
    expect(written[name](text)).toEqual([text]);
  });
});
