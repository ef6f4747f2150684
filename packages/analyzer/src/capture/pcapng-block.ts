/** Numbers of the pcapng format: draft-ietf-opsawg-pcapng §4. */

/** Of a Section Header Block; the same in both byte orders. */
export const SECTION_HEADER = 0x0a0d0d0a;
export const BYTE_ORDER_MAGIC = 0x1a2b3c4d;

export const BLOCK = {
  interfaceDescription: 1,
  packet: 2,
  simplePacket: 3,
  nameResolution: 4,
  interfaceStatistics: 5,
  enhancedPacket: 6,
  systemdJournal: 9,
  decryptionSecrets: 10,
  custom: 0xbad,
  customNoCopy: 0x40000bad,
} as const;

export const knownBlockTypes: ReadonlySet<number> = new Set(Object.values(BLOCK));

/** Type, length, and length again. */
export const BLOCK_FRAME_BYTES = 12;

/** Options of every block … */
export const OPTION = { endOfOptions: 0, comment: 1 } as const;
/** … and those of one, whose numbers others use for something else. */
export const SECTION_OPTION = { hardware: 2, os: 3, application: 4 } as const;
export const INTERFACE_OPTION = {
  name: 2,
  description: 3,
  tsresol: 9,
  filter: 11,
  os: 12,
  tsoffset: 14,
  hardware: 15,
} as const;
export const PACKET_OPTION = { dropCount: 4 } as const;
export const STATISTICS_OPTION = { received: 4, dropped: 5, droppedBySystem: 7 } as const;
export const NAME_RECORD = { end: 0, ipv4: 1, ipv6: 2 } as const;
