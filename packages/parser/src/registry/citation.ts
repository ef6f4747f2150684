/** Where an entry of a registry is defined; without an RFC where only a vendor, a draft or 3GPP knows it. */
export type Citation = { readonly rfc?: number; readonly section?: string };
