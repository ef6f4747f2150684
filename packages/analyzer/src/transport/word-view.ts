let viewed: ArrayBufferLike | undefined;
let view: DataView = new DataView(new ArrayBuffer(0));

/** A view of the memory under some bytes, for hashes that take four at a time; their first byte stands at its `byteOffset`. One is kept: most bytes come from few buffers. */
export function wordView({ buffer }: Uint8Array): DataView {
  if (buffer !== viewed) {
    viewed = buffer;
    view = new DataView(buffer);
  }
  return view;
}
