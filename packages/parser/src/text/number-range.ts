/** 2^32 - 1: the largest number elements must be able to hold. RFC 3261 §20.19, §8.1.1.5. */
export const maxUint32 = 4_294_967_295;

export const maxPort = 65_535;
