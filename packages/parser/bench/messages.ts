const encode = (text: string): Uint8Array => new TextEncoder().encode(text.replaceAll('\n', '\r\n'));

/** What a load generator sends. */
export const typicalMessage: Uint8Array = encode(`ACK sip:service@192.0.2.10:5060 SIP/2.0
Via: SIP/2.0/UDP 192.0.2.20:5061;branch=z9hG4bK-4242-1017-5
From: sipp <sip:sipp@192.0.2.20:5061>;tag=4242SIPpTag001017
To: service <sip:service@192.0.2.10:5060>;tag=4243SIPpTag011017
Call-ID: 1017-4242@192.0.2.20
CSeq: 1 ACK
Contact: sip:sipp@192.0.2.20:5061
Max-Forwards: 70
Subject: Performance Test
Content-Length: 0

`);

const description = `v=0
o=alice 2890844526 2890844526 IN IP4 client.atlanta.example.com
s=-
c=IN IP4 192.0.2.101
t=0 0
m=audio 49172 RTP/AVP 0 8 97 101
a=rtpmap:0 PCMU/8000
a=rtpmap:8 PCMA/8000
a=rtpmap:97 iLBC/8000
a=rtpmap:101 telephone-event/8000
a=fmtp:101 0-15
a=ptime:20
a=sendrecv
`;

/** What two proxies and a network pass on. */
export const richMessage: Uint8Array = encode(`INVITE sip:bob@client.biloxi.example.com;transport=udp SIP/2.0
Via: SIP/2.0/UDP ss2.biloxi.example.com:5060;branch=z9hG4bK721e4.1
Via: SIP/2.0/UDP ss1.atlanta.example.com:5060;branch=z9hG4bK2d4790.1;received=192.0.2.111
Via: SIP/2.0/TCP client.atlanta.example.com:5060;branch=z9hG4bK74bf9;received=192.0.2.101;rport=5060
Record-Route: <sip:ss2.biloxi.example.com;lr>, <sip:ss1.atlanta.example.com;lr>
Max-Forwards: 68
From: "Alice Liddell" <sip:alice@atlanta.example.com;user=ip>;tag=9fxced76sl
To: Bob <sip:bob@biloxi.example.com>
Call-ID: 3848276298220188511@atlanta.example.com
CSeq: 2 INVITE
Contact: <sip:alice@client.atlanta.example.com;transport=tcp>;expires=3600;+sip.instance="<urn:uuid:00000000-0000-1000-8000-000A95A0E128>"
Proxy-Authorization: Digest username="alice", realm="atlanta.example.com", nonce="wf84f1ceczx41ae6cbe5aea9c8e88d359", opaque="", uri="sip:bob@biloxi.example.com", response="42ce3cef44b22f50c6a6071bc8", algorithm=MD5, cnonce="0a4f113b", qop=auth, nc=00000001
Allow: INVITE, ACK, CANCEL, OPTIONS, BYE, REFER, NOTIFY, INFO, UPDATE, PRACK
Supported: replaces, timer, 100rel
Session-Expires: 1800;refresher=uac
P-Asserted-Identity: "Alice Liddell" <sip:alice@atlanta.example.com>, <tel:+14085264000>
User-Agent: SoftPhone/4.2 (Linux 6.1; x86_64)
Content-Type: application/sdp
Content-Length: ${description.length + description.split('\n').length - 1}

${description}`);
