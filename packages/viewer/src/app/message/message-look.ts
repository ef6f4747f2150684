/** What is shown beside the text of a message; `text`: nothing. */
const faces = ['text', 'tree', 'hex', 'body'] as const;
export type Face = (typeof faces)[number];

/** How a person likes messages to be shown: kept from one to the next, and to the next visit. */
export type MessageLook = { readonly face: Face; readonly isBeside: boolean; readonly explains: boolean };

const place = 'sipscope.message';
const usual: MessageLook = { face: 'text', isBeside: true, explains: true };

/** What lies there may have been written by anyone. */
export function readLook(): MessageLook {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(place) ?? '{}');
    if (typeof stored !== 'object' || stored === null) return usual;
    const { face, isBeside, explains } = stored as Partial<Record<keyof MessageLook, unknown>>;
    return {
      face: faces.find((one) => one === face) ?? usual.face,
      isBeside: typeof isBeside === 'boolean' ? isBeside : usual.isBeside,
      explains: typeof explains === 'boolean' ? explains : usual.explains,
    };
  } catch {
    return usual;
  }
}

export function keepLook(look: MessageLook): void {
  localStorage.setItem(place, JSON.stringify(look));
}
