/** G.711 by its tables' definition, the slow way: the code whose value is nearest. */
export function encodeG711(samples: Int16Array, decode: (codes: Uint8Array) => Int16Array): Uint8Array {
  const values = [...decode(Uint8Array.from({ length: 256 }, (_, code) => code))];
  const byValue = values.map((value, code) => ({ value, code })).toSorted((a, b) => a.value - b.value);
  return Uint8Array.from(samples, (sample) => {
    let [low, high] = [0, byValue.length - 1];
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (byValue[middle]!.value <= sample) low = middle;
      else high = middle;
    }
    const [below, above] = [byValue[low]!, byValue[high]!];
    return sample - below.value <= above.value - sample ? below.code : above.code;
  });
}
