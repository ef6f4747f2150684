import type { HeaderName } from '@sipscope/analyzer';
import { words } from '../../words/words.ts';

/** What each header field is, in a sentence or two. By the RFC that the header table names. */
export const headerTexts: Readonly<Record<HeaderName, string>> = words('explain-headers', {
  Accept:
    'The types of bodies that the sender takes in the answer. Without it, application/sdp is taken; empty, none is.',
  'Accept-Contact':
    'What the caller wants the device that is called to be able to do: a proxy prefers contacts with these features, or with “require” uses no others.',
  'Accept-Encoding': 'The encodings (compressions) of bodies that the sender takes in the answer.',
  'Accept-Language':
    'The languages the sender would like reason phrases, session descriptions and status texts to be in.',
  'Accept-Resource-Priority': 'The namespaces and values of Resource-Priority that a server understands.',
  'Alert-Info':
    'A ring tone for the callee, or in a response a ringback tone for the caller: a URI of the sound, or a URN that names its kind.',
  'AlertMsg-Error': 'Why an alert that the request carries could not be taken.',
  Allow: 'The methods that the sender takes. Without it, nothing is said about any method.',
  'Allow-Events': 'The event packages one can subscribe to at the sender.',
  'Answer-Mode': 'Whether the callee’s device should answer by itself (Auto) or wait for its user (Manual).',
  'Authentication-Info':
    'What the server adds when it has accepted credentials: a nonce for the next request, or the proof that it knows the password, too.',
  Authorization:
    'The credentials by which a client proves to a user agent server, mostly a registrar, who its user is. They answer a 401.',
  'Call-ID':
    'Names an invitation, or all registrations of a client. With the tags of From and To it names a dialog; it stays the same through all hops.',
  'Call-Info':
    'More about the caller or the callee: a picture (icon), a page (info), a business card (card), or another purpose.',
  Contact:
    'A URI where the sender can be reached directly. In dialogs, further requests are sent there; in REGISTER, calls to the user; in a 3xx, it is where to try instead.',
  'Content-Disposition':
    'What the body is for: a session description (session), something to be shown (render), and others; and whether it may be ignored.',
  'Content-Encoding': 'How the body was encoded, mostly compressed, on top of its type.',
  'Content-ID': 'Names the body, so that a header field can point to it with a cid: URI.',
  'Content-Language': 'The language of the body.',
  'Content-Length':
    'The length of the body in bytes. Over TCP and TLS it alone tells where the message ends; over UDP the datagram may.',
  'Content-Type': 'The media type of the body. It must be there where the body is not empty.',
  CSeq: 'A number and the method: puts the requests of one side of a dialog in order, tells a new one from one sent again, and ties responses to their request.',
  Date: 'When the sender sent the message first, in GMT.',
  Diversion:
    'Who the call was for before it was diverted, and why. The latest diversion stands first. Historic: History-Info is its successor.',
  'Error-Info': 'A URI with more about why the request failed, such as an announcement.',
  Event:
    'The event package of a subscription or notification. With the tags and the Call-ID, its id tells subscriptions within a dialog apart.',
  Expires:
    'For how long something holds, in seconds: a registration, a subscription, a publication, or an invitation. 0 ends it.',
  'Feature-Caps': 'Features of proxies and B2BUAs on the way, which have no Contact in the message to tell theirs in.',
  'Flow-Timer': 'How often a client has to send keep-alives, so that the server does not take its flow for dead.',
  From: 'Who sends the request, as the sender says. Its tag is the sender’s half of the dialog’s name. It proves nothing: anyone can write it.',
  Geolocation: 'Where the location of the caller is found: in a part of the body (cid:), or by a URI.',
  'Geolocation-Error': 'Why the location was of no use.',
  'Geolocation-Routing': 'Whether proxies may use the location to route the request.',
  'History-Info':
    'The targets the request was sent to on its way, as a tree by their indexes, and what became of them.',
  Identity:
    'A signed statement (PASSporT) of who calls whom and when. Whoever trusts its certificate can tell whether the number was forged.',
  'Identity-Info': 'Where the certificate for an Identity of the older kind lies. RFC 8224 replaced it.',
  'In-Reply-To': 'The Call-IDs of the calls that this one returns.',
  'Info-Package': 'The package that an INFO belongs to.',
  Join: 'Names a dialog that this INVITE wants to join, as in a conference.',
  'Max-Breadth': 'Over how many branches at once a request may be forked: limits how much one request can become.',
  'Max-Forwards':
    'How many more proxies may forward the request. Each takes one off; at 0 the next answers 483. It ends loops.',
  'MIME-Version': 'The version of MIME that the body follows; always 1.0.',
  'Min-Expires': 'The shortest time a server grants; told in a 423 to a request for less.',
  'Min-SE': 'The shortest session timer that everybody on the way agrees to; told in a 422 to a request for less.',
  Organization: 'The organization of who sends it.',
  'P-Access-Network-Info':
    'The kind of access network and the cell or line a device is connected by. It goes to networks that are trusted only.',
  'P-Answer-State': 'Of push to talk: whether an answer is the user’s (Confirmed) or given beforehand (Unconfirmed).',
  'P-Asserted-Identity':
    'Who the sender is, as the network has verified. It holds among elements that trust each other and is taken out where the trust ends.',
  'P-Asserted-Service': 'The service that the network allows the request.',
  'P-Associated-URI': 'In the answer to a REGISTER: further identities of the user that are registered with it.',
  'P-Called-Party-ID':
    'The Request-URI as it was before the registrar’s proxy replaced it by the contact: tells the callee which of its identities was called.',
  'P-Charge-Info': 'Who is to be charged for the call.',
  'P-Charging-Function-Addresses': 'Where elements of an IMS send their charging records to.',
  'P-Charging-Vector':
    'Ties the charging records of all elements of an IMS for one session together, and names the networks it passes.',
  'P-DCS-Billing-Info': 'Whom a call in a cable network is billed to, by how the networks agreed.',
  'P-DCS-LAES': 'Where, in a cable network, a lawful intercept sends what it heard.',
  'P-DCS-OSPS': 'Of a cable network: an operator wants to break into, or listen on, a line.',
  'P-DCS-Redirect': 'Of a cable network: who was called first, and who redirected the call, for a lawful intercept.',
  'P-DCS-Trace-Party-ID': 'Of a cable network: whom a callee reports for an unwanted call.',
  'P-Early-Media': 'Whether early media (ringback tones, announcements) is allowed, and in which direction.',
  'P-Media-Authorization': 'A token by which media gets its quality of service in the network.',
  'P-Preferred-Identity': 'Which of its identities a user wants the network to assert.',
  'P-Preferred-Service': 'Which service a user wants the network to allow.',
  'P-Private-Network-Indication': 'The request belongs to a private network, that of a company.',
  'P-Profile-Key': 'The key of the profile of a service identity, where many share one.',
  'P-Refused-URI-List': 'Of push to talk: the members of a list that would not be invited.',
  'P-Served-User': 'The user an application server is asked to work for, and whether that one calls or is called.',
  'P-User-Database': 'The database (HSS) that holds the user’s profile, so that it need not be searched again.',
  'P-Visited-Network-ID': 'The network that the device is in while away from home.',
  Path: 'In a REGISTER: proxies that requests for the user must go through to reach the registered contact.',
  'Permission-Missing': 'The URIs a server may not send to because their users did not consent.',
  'Policy-Contact': 'Where the policy server for a session is found.',
  'Policy-ID': 'Which policies of which servers the request keeps.',
  Priority:
    'How urgent the request is to its receiver: emergency, urgent, normal, non-urgent, or another. It does not change routing.',
  'Priv-Answer-Mode': 'Like Answer-Mode, but asks for more: to be answered even where the callee does not like that.',
  Privacy:
    'Which of what identifies the sender is to be hidden: header, session, user, id, history; none says nothing is to be.',
  'Proxy-Authenticate': 'A proxy’s challenge: asks for credentials for its realm. Stands in a 407.',
  'Proxy-Authorization': 'The credentials by which a client proves to a proxy who its user is. They answer a 407.',
  'Proxy-Require': 'Extensions that every proxy on the way must understand, or refuse the request with 420.',
  RAck: 'Which reliable provisional response a PRACK acknowledges: its RSeq, and number and method of the request.',
  Reason: 'Why a request was sent or a call ended: a SIP status, a cause of ISDN (Q.850), or another.',
  'Record-Route':
    'A proxy puts itself in the way of all further requests of the dialog by it. Each adds its own on top; both ends keep them as the route set.',
  'Recv-Info': 'The packages of INFO that the sender takes.',
  'Refer-Events-At': 'Where the referrer can subscribe to what comes of its REFER.',
  'Refer-Sub': 'Whether a REFER makes a subscription to what comes of it; false says none is wanted.',
  'Refer-To': 'Whom the receiver of a REFER is asked to call, or which request to send. It is what makes a transfer.',
  'Referred-By': 'Who asked, by a REFER, for the request that carries it.',
  'Reject-Contact': 'Features the caller does not want in the device that is called.',
  'Remote-Party-ID':
    'An older way to say who calls or is called, whether that was checked, and whether it may be shown. It was never an RFC; P-Asserted-Identity is its successor.',
  Replaces: 'Names a dialog that this INVITE takes the place of: the last step of an attended transfer, or a pickup.',
  'Reply-To': 'Where the user would like to be called back.',
  'Request-Disposition':
    'What the caller would like proxies to do: proxy or redirect, fork or not, cancel or not, and how.',
  Require:
    'Extensions the receiver must understand, or refuse the request with 420. In a response, extensions that are in use.',
  'Resource-Priority':
    'That the request is to be treated before others, by the rules of a namespace: of the military, of emergency services.',
  'Retry-After': 'In how many seconds to try again, with 404, 413, 480, 486, 500, 503, 600 and 603.',
  Route: 'The proxies a request has to pass, in order. Each takes its own away.',
  RSeq: 'Numbers a provisional response that is sent reliably, for the PRACK to name it.',
  'Security-Client': 'The security mechanisms, such as IPsec of IMS, that a client can use with its first proxy.',
  'Security-Server': 'The security mechanisms that a proxy can use with its client.',
  'Security-Verify': 'The proxy’s list, sent back protected: shows that nobody changed it on the way.',
  Server: 'The software of the element that made the response.',
  'Service-Route': 'In the answer to a REGISTER: proxies that the user’s further requests must go through.',
  'Session-Expires': 'How long a session lasts unless it is refreshed by a re-INVITE or UPDATE, and who refreshes it.',
  'Session-ID':
    'Names a session from end to end, though B2BUAs on the way change Call-ID and tags: one UUID of each end.',
  'SIP-ETag': 'Names the state that was published, so that it can be refreshed, changed or removed.',
  'SIP-If-Match': 'The state that this PUBLISH refreshes, changes or removes.',
  Subject: 'What the call is about, for people.',
  'Subscription-State': 'How the subscription stands (active, pending, terminated), for how long, and why it is over.',
  Supported: 'Extensions that the sender understands.',
  'Suppress-If-Match': 'The state a subscriber already has: a notification of the same is not wanted.',
  'Target-Dialog': 'Names a dialog that sender and receiver have: shows that who asks takes part in it.',
  Timestamp:
    'When the client sent the request, by its own clock. The response has the same and how long the server took: measures the round trip.',
  To: 'Whom the request is for, at first; proxies route by the Request-URI instead. The tag, which the callee adds, is its half of the dialog’s name.',
  'Trigger-Consent': 'Where a recipient can be asked for consent.',
  Unsupported: 'The extensions a request required that the server does not understand. Stands in a 420.',
  'User-Agent': 'The software of the client that made the request.',
  'User-to-User': 'Data of the user or application that goes along with a call, as in ISDN.',
  Via: 'A hop the request took. Each element adds one on top, and responses go back by them. The branch of the topmost names the transaction.',
  Warning:
    'More about what became of the request, mostly why the session description was refused: a code, who says so, a text.',
  'WWW-Authenticate':
    'The challenge of a user agent server or registrar: asks for credentials for its realm. Stands in a 401.',
  'Additional-Identity': 'Of 3GPP: a further identity of the user to be used for the call. TS 24.229.',
  Alert: 'Made by vendors, like Alert-Info: how the phone is to ring.',
  Also: 'Of an early draft on transfers: who is to be called, which REFER replaced.',
  'Attestation-Info':
    'Of 3GPP: how sure the network is of the caller (the attestation), for the element that signs it. TS 24.229.',
  'Cellular-Network-Info':
    'Of 3GPP: the cell a device camps on while it is connected another way, such as by Wi-Fi. TS 24.229.',
  'Cisco-Guid': 'Made by Cisco: names a call through all its legs in gateways and CUBEs.',
  'DC-Info': 'Of 3GPP: about data channels of the session. TS 24.229.',
  Encryption: 'Of the first SIP (RFC 2543): how the body was encrypted with PGP. Not used any more.',
  Hide: 'Of the first SIP (RFC 2543): asked proxies to hide the way. Not used any more.',
  'Origination-Id':
    'Of 3GPP: a UUID of where in the network the call came from, for the element that signs it. TS 24.229.',
  'P-Asserted-Identity-Verstat': 'Made by vendors: what came of the verification of the caller’s number.',
  'P-Hint':
    'Made by proxies such as Kamailio and OpenSIPS: how they routed the request, for those who look for faults.',
  'P-Key-Flags': 'Made by snom phones: the states of keys and lamps.',
  'P-RTP-Stat':
    'Made by AVM, snom and Patton: at the end of a call, how its media was: packets, losses, jitter, delay.',
  'Priority-Share': 'Of 3GPP: whether media of several sessions may share a priority. TS 24.229.',
  'Priority-Verstat': 'Of 3GPP: what came of the verification of the Priority or Resource-Priority. TS 24.229.',
  'Relayed-Charge': 'Of 3GPP: charging data passed on between networks. TS 24.229.',
  'Requested-By': 'Of an early draft on transfers: who asked for the call, which Referred-By replaced.',
  'Resource-Share': 'Of 3GPP: whether media of several sessions may share resources. TS 24.229.',
  'Response-Key': 'Of the first SIP (RFC 2543): the key to encrypt the response with. Not used any more.',
  'Response-Source': 'Of 3GPP: which element made an error response. TS 24.229.',
  'Restoration-Info': 'Of 3GPP: about how a registration is brought back after a failure. TS 24.229.',
  'RTP-RxStat': 'Made by Cisco phones: at the end of a call, what was received.',
  'RTP-TxStat': 'Made by Cisco phones: at the end of a call, what was sent.',
  'Service-Interact-Info': 'Of 3GPP: which services were applied, so that others do not interfere. TS 24.229.',
  'X-Asterisk-HangupCause': 'Made by Asterisk: why it hung up, in words.',
  'X-Asterisk-HangupCauseCode': 'Made by Asterisk: why it hung up, as a cause of ISDN (Q.850).',
  'X-FS-Support': 'Made by FreeSWITCH: what it can do with another FreeSWITCH.',
  'X-RTP-Stat': 'Made by vendors, like P-RTP-Stat: at the end of a call, how its media was.',
});
