/** Pictures of the synthetic dataset: a landscape of the sample's own colours, encoded as WebP. */
import { generator, syntheticSample } from './synthetic-dataset';

/** The picture of a sample with `side` pixels on its longer side. */
export async function syntheticPicture(index: number, side: number): Promise<Uint8Array> {
  const { width, height } = syntheticSample(index);
  const scale = side / Math.max(width, height);
  const canvas = new OffscreenCanvas(Math.round(width * scale), Math.round(height * scale));
  paintLandscape(canvas.getContext('2d')!, index, canvas.width, canvas.height);
  const blob = await canvas.convertToBlob({ type: 'image/webp', quality: 0.85 });
  return new Uint8Array(await blob.arrayBuffer());
}

/** Address of the picture in full size; of a broken one, an address where nothing is. */
export function syntheticAddress(index: number): string {
  const { width, height, broken } = syntheticSample(index);
  if (broken) {
    return 'data:image/webp;base64,AAAA';
  }
  const canvas = document.createElement('canvas');
  canvas.width = width;
  canvas.height = height;
  paintLandscape(canvas.getContext('2d')!, index, width, height);
  return canvas.toDataURL('image/webp', 0.9);
}

function paintLandscape(
  ctx: OffscreenCanvasRenderingContext2D | CanvasRenderingContext2D,
  index: number,
  width: number,
  height: number
): void {
  const { hue } = syntheticSample(index);
  const random = generator(index + 77);
  const sky = ctx.createLinearGradient(0, 0, 0, height);
  sky.addColorStop(0, `hsl(${hue} 60% ${20 + random() * 50}%)`);
  sky.addColorStop(1, `hsl(${(hue + 40) % 360} 50% ${60 + random() * 35}%)`);
  ctx.fillStyle = sky;
  ctx.fillRect(0, 0, width, height);
  for (let layer = 0; layer < 4; layer++) {
    ctx.fillStyle = `hsl(${(hue + 150 + layer * 12) % 360} 30% ${46 - layer * 11}%)`;
    ctx.beginPath();
    ctx.moveTo(0, height);
    const base = height * (0.45 + layer * 0.13);
    for (let x = 0; x <= 12; x++) {
      ctx.lineTo((x / 12) * width, base - random() * height * 0.2);
    }
    ctx.lineTo(width, height);
    ctx.fill();
  }
}
