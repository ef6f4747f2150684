/** Header fields whose values tell nothing of anybody, in lower-case letters, with their compact forms. */
export const openHeaders: ReadonlySet<string> = new Set(
  `accept accept-contact accept-encoding accept-language accept-resource-priority allow allow-events answer-mode c content-disposition content-encoding
content-language content-length content-transfer-encoding content-type cseq d date e event expires feature-caps flow-timer k l max-breadth max-forwards mime-version min-expires min-se o
p-asserted-service p-early-media p-preferred-service priority privacy proxy-require r rack reject-contact recv-info refer-sub refer-events-at request-disposition require
resource-priority retry-after rseq session-expires sip-etag sip-if-match subscription-state suppress-if-match supported timestamp u unsupported x`.split(
    /\s+/,
  ),
);

/** Header fields that say what a device is: what in them looks like its own address is hidden. */
export const deviceHeaders: ReadonlySet<string> = new Set(['user-agent', 'server']);

/** Header fields whose first word is one of the protocol. */
export const wordFirstHeaders: ReadonlySet<string> = new Set(
  `authorization proxy-authorization www-authenticate proxy-authenticate reason warning p-access-network-info security-client security-server security-verify alert-info`.split(
    ' ',
  ),
);

/** Schemes of URIs. */
export const schemes: ReadonlySet<string> = new Set(
  'sip sips tel urn http https im imps pres mailto cid xmpp ws wss msrp msrps turn stun turns stuns'.split(' '),
);

/** What stands in names of urn: (RFC 5031, RFC 7254, 3GPP TS 24.229). */
export const urnWords: ReadonlySet<string> = new Set(
  `urn service sos counseling uuid gsma imei imeisv 3gpp oma xml ietf params ns police fire ambulance marine mountain physician poison gas animal-control emergency
7 urn-7 3gpp-service mmtel icsi`.split(/\s+/),
);

/** Parameters whose values are figures or words of the protocol. */
export const openParameters: ReadonlySet<string> = new Set(
  `algorithm audio automata boundary cause charset class code control description duration duplex events expires extensions actor handling index isfocus level lr m max
max-frames methods mobility ob mode noa npdi nc oli ot outbound phone-context-type ppt prec priority pub-gruu-supported q qop reg-id refresher rport rn-flag retry-after stale state
text-encoding transport ttl unspecified user v value-type version video verstat cpc isub-encoding sigcomp-id comp schemes`.split(
    /\s+/,
  ),
);

/** Flags: parameters without a value. */
export const openFlags: ReadonlySet<string> = new Set(
  `audio automata binary controls data duplex early-only fax image isfocus lr message mobility ob application video text rport npdi histinfo outbound orig gr
+sip.rendering renderer no-fork`.split(/\s+/),
);

/** Words that stand for nobody. */
export const openWords: ReadonlySet<string> = new Set(['anonymous', 'invalid']);

/** Attributes of SDP whose values tell nothing of anybody but addresses. */
export const openAttributes: ReadonlySet<string> = new Set(
  `accept-types accept-wrapped-types bundle-only cap-negotiation candidate-type charset conf confid conn connection content curr des dccp-service-code direction eecmsrp end-of-candidates extmap
extmap-allow-mixed fec-source-flow floorctrl fmtp framerate framesize group gpmd ice-lite ice-mismatch ice-options ice2 imageattr inactive lang label max-message-size max-size
maxptime maxprate mid mptime orient pcfg acfg tcap pcap csup ptime quality recvonly rid rtcp-fb rtcp-mux rtcp-mux-only rtcp-rsize rtcp-xr rtpmap sctp-port sctpmap sdplang sendonly sendrecv
setup silencesupp simulcast sqn cdsc cpar ssrc-group tls-id-version t38faxfillbitremoval t38faxmaxbuffer t38faxmaxdatagram t38faxmaxifp t38faxratemanagement t38faxtranscodingjbig t38faxtranscodingmmr
t38faxudpec t38faxudpecdepth t38faxudpfecmaxspan t38faxversion t38maxbitrate t38modemtype t38vendorinfo3gpp_ts ts-refclk 3ge2ae`.split(
    /\s+/,
  ),
);

/** Attributes of XML whose values are figures or words of a protocol. */
export const openXmlAttributes: ReadonlySet<string> = new Set(
  'version state direction encoding standalone event xmlns q reason-code expires retry-after code role type'.split(' '),
);

/** What stands in XML documents and other bodies, of states and media. */
export const openBodyWords: ReadonlySet<string> = new Set(
  `active terminated trying proceeding early confirmed full partial open closed init registered created refreshed shortened expired deactivated probation unregistered rejected true false yes no
initiator recipient connected disconnected on-hold pending waiting idle audio video message text sendrecv sendonly recvonly inactive cancelled replaced local-bye remote-bye error timeout
application plain is-composing`.split(/\s+/),
);
