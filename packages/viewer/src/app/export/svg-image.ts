/** What canvases of all browsers hold on a side. */
const mostSide = 16_000;
const sharpness = 2;

/** An SVG drawing as PNG. It is drawn as an image: what it might refer to is not fetched. */
export async function pngOfSvg(drawing: Blob): Promise<Blob> {
  const image = new Image();
  image.src = `data:image/svg+xml;base64,${base64(await drawing.bytes())}`;
  await image.decode();
  const scale = Math.min(sharpness, mostSide / Math.max(image.width, image.height, 1));
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.floor(image.width * scale));
  canvas.height = Math.max(1, Math.floor(image.height * scale));
  const context = canvas.getContext('2d');
  context?.scale(scale, scale);
  context?.drawImage(image, 0, 0);
  return new Promise((resolve, reject) =>
    canvas.toBlob(
      (blob) => (blob === null ? reject(new Error('The picture is too large.')) : resolve(blob)),
      'image/png',
    ),
  );
}

const piece = 8192;

function base64(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += piece) text += String.fromCharCode(...bytes.subarray(at, at + piece));
  return btoa(text);
}
