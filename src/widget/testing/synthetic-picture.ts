/** Pictures of the synthetic dataset: a landscape of the sample's own colours, encoded as WebP. */
import { generator, syntheticSample } from './synthetic-dataset';

/** The picture of a sample with `side` pixels on its longer side. */
export async function syntheticPicture(index: number, side: number): Promise<Uint8Array> {
  const { width, height, hue } = syntheticSample(index);
  const scale = side / Math.max(width, height);
  const canvas = new OffscreenCanvas(Math.round(width * scale), Math.round(height * scale));
  const ctx = canvas.getContext('2d')!;
  const random = generator(index + 77);
  const sky = ctx.createLinearGradient(0, 0, 0, canvas.height);
  sky.addColorStop(0, `hsl(${hue} 60% ${20 + random() * 50}%)`);
  sky.addColorStop(1, `hsl(${(hue + 40) % 360} 50% ${60 + random() * 35}%)`);
  ctx.fillStyle = sky;
  ctx.fillRect(0, 0, canvas.width, canvas.height);
  for (let layer = 0; layer < 4; layer++) {
    ctx.fillStyle = `hsl(${(hue + 150 + layer * 12) % 360} 30% ${46 - layer * 11}%)`;
    ctx.beginPath();
    ctx.moveTo(0, canvas.height);
    const base = canvas.height * (0.45 + layer * 0.13);
    for (let x = 0; x <= 12; x++) {
      ctx.lineTo((x / 12) * canvas.width, base - random() * canvas.height * 0.2);
    }
    ctx.lineTo(canvas.width, canvas.height);
    ctx.fill();
  }
  const blob = await canvas.convertToBlob({ type: 'image/webp', quality: 0.85 });
  return new Uint8Array(await blob.arrayBuffer());
}
