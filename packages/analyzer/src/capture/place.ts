/** Where a message lies in the capture (counted after decompression), piece by piece; one piece for a datagram. */
export type Place = readonly PlacePiece[];
export type PlacePiece = { readonly offset: number; readonly length: number };
