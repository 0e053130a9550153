import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { decodeImages, type FileMetadata, type IImageEntry } from '../../protocol';
import { fakeId } from '../testing/fake-data-service';
import { marked } from '../testing/sample-images';
import { startTestBridge, temporaryHome, type ITestBridge } from '../testing/test-bridge';
import { httpGet, TestClient } from '../testing/test-client';
import { tiffFile } from '../testing/tiff-file';
import { videoFile } from '../testing/video-file';

const DATASET = fakeId(0xd);
let bridge: ITestBridge;
let client: TestClient;
let count = 0;

beforeAll(async () => {
  bridge = await startTestBridge({ home: temporaryHome() });
  bridge.data.add({ id: DATASET, name: 'videos', fields: [], samples: [] });
  mkdirSync(join(bridge.home, 'files'));
  client = await TestClient.connect(bridge.socket);
});
afterAll(async () => {
  await bridge.close();
  rmSync(bridge.home, { recursive: true, force: true });
});

const pathOf = (name: string): string => join(bridge.home, 'files', name);

function put(name: string, bytes: Uint8Array | string): string {
  const id = fakeId(0x100 + count++);
  writeFileSync(pathOf(name), bytes);
  bridge.data.datasets
    .get(DATASET)
    ?.samples.push({ id, filepath: pathOf(name), width: null, height: null });
  return id;
}

async function metadataOf(...names: string[]): Promise<(FileMetadata | string)[]> {
  const { result } = await client.ask('media.file_metadata', { filepaths: names.map(pathOf) });
  return (result as ({ metadata: FileMetadata } | { error: string })[]).map(outcome =>
    'metadata' in outcome ? outcome.metadata : outcome.error
  );
}

async function thumbnail(id: string, size = 256): Promise<IImageEntry> {
  const params = { dataset: DATASET, sample_ids: [id], size };
  const { payload } = await client.ask('media.thumbnails', params);
  return decodeImages(payload as Uint8Array)[0] as IImageEntry;
}

/** An AVI of a header alone: one film of `frames` frames, after a track of sound. */
function avi(width: number, height: number, frames: number, rate: number): Uint8Array {
  const chunk = (name: string, body: Buffer): Buffer => {
    const head = Buffer.alloc(8);
    head.write(name, 'latin1');
    head.writeUInt32LE(body.length, 4);
    return Buffer.concat([head, body]);
  };
  const main = Buffer.alloc(56);
  main.writeUInt32LE(frames, 16);
  main.writeUInt32LE(width, 32);
  main.writeUInt32LE(height, 36);
  const stream = (kind: string): Buffer => {
    const body = Buffer.alloc(56);
    body.write(kind, 'latin1');
    body.writeUInt32LE(1, 20);
    body.writeUInt32LE(rate, 24);
    body.writeUInt32LE(kind === 'vids' ? frames : 44_100, 32);
    return body;
  };
  const format = Buffer.alloc(40);
  format.write('MJPG', 16, 'latin1');
  const list = (...parts: Buffer[]): Buffer =>
    chunk('LIST', Buffer.concat([Buffer.from('strl'), ...parts]));
  const header = Buffer.concat([
    Buffer.from('hdrl'),
    chunk('avih', main),
    list(chunk('strh', stream('auds')), chunk('strf', Buffer.alloc(18))),
    list(chunk('strh', stream('vids')), chunk('strf', format))
  ]);
  const body = Buffer.concat([Buffer.from('AVI '), chunk('LIST', header)]);
  return chunk('RIFF', body);
}

describe('metadata of a video', () => {
  it.each(['webm', 'mkv', 'mp4'] as const)('come from its header: %s', async format => {
    const bytes = await videoFile({ width: 64, height: 48, frames: 10, rate: 5, format });
    put(`film.${format}`, bytes);
    const [metadata] = await metadataOf(`film.${format}`);
    expect(metadata).toMatchObject({
      _cls: 'VideoMetadata',
      size_bytes: bytes.length,
      mime_type: { webm: 'video/webm', mkv: 'video/x-matroska', mp4: 'video/mp4' }[format],
      frame_width: 64,
      frame_height: 48,
      total_frame_count: 10,
      encoding_str: 'vp08'
    });
    expect((metadata as FileMetadata)['frame_rate']).toBeCloseTo(5, 1);
    expect((metadata as FileMetadata)['duration']).toBeCloseTo(2, 1);
  });

  it('come from the header of an AVI too', async () => {
    put('film.avi', avi(640, 480, 90, 30));
    expect(await metadataOf('film.avi')).toEqual([
      expect.objectContaining({
        frame_width: 640,
        frame_height: 480,
        frame_rate: 30,
        total_frame_count: 90,
        duration: 3,
        encoding_str: 'MJPG'
      })
    ]);
  });

  it('that is cut or no video are a sentence about that file; the others are told', async () => {
    put('whole.webm', await videoFile({ frames: 3 }));
    put('cut.mp4', (await videoFile({ frames: 3, format: 'mp4' })).subarray(0, 40));
    put('text.mp4', 'no film at all, and long enough to be looked at');
    const [cut, whole, text, gone] = await metadataOf(
      'cut.mp4',
      'whole.webm',
      'text.mp4',
      'gone.mp4'
    );
    expect(whole).toMatchObject({ total_frame_count: 3 });
    expect(cut).toMatch(/^cut\.mp4 is damaged \(/);
    expect(text).toMatch(/^text\.mp4 is no picture that can be shown\./);
    expect(gone).toMatch(/^gone\.mp4 is not there\./);
  });
});

describe('metadata of pictures and point clouds', () => {
  it('are those of the picture as it is shown', async () => {
    const image = await marked(64, 32);
    put('turned.jpg', await image.clone().withMetadata({ orientation: 6 }).jpeg().toBuffer());
    put('alpha.png', await image.clone().ensureAlpha(0.5).png().toBuffer());
    put(
      'bands.tif',
      tiffFile({
        width: 3,
        height: 2,
        bands: 7,
        type: 'uint16',
        orientation: 6,
        extra: [0, 0, 0, 0, 0, 0],
        value: () => 1
      })
    );
    const sizes = (await metadataOf('turned.jpg', 'alpha.png', 'bands.tif')).map(metadata => {
      const { _cls, mime_type, width, height, num_channels } = metadata as FileMetadata;
      return [_cls, mime_type, width, height, num_channels];
    });
    expect(sizes).toEqual([
      ['ImageMetadata', 'image/jpeg', 32, 64, 3],
      ['ImageMetadata', 'image/png', 64, 32, 4],
      ['ImageMetadata', 'image/tiff', 2, 3, 7]
    ]);
  });

  it('say how many points a cloud has', async () => {
    put(
      'cloud.pcd',
      '# .PCD v.7\nVERSION .7\nFIELDS x y z\nSIZE 4 4 4\nTYPE F F F\nCOUNT 1 1 1\nWIDTH 2\nHEIGHT 1\nPOINTS 2\nDATA ascii\n0 0 0\n1 1 1\n'
    );
    put('broken.pcd', 'FIELDS x y z\n0 0 0\n');
    const [cloud, broken] = await metadataOf('cloud.pcd', 'broken.pcd');
    expect(cloud).toMatchObject({ _cls: 'Metadata', num_points: 2, encoding_str: 'ascii' });
    expect(broken).toMatch(/^broken\.pcd is damaged \(it has no header of a point cloud\)/);
  });
});

describe('a video in the grid', () => {
  it('is a tile of its shape with its duration, until a page hands in a frame', async () => {
    const id = put('poster.webm', await videoFile({ width: 96, height: 64, frames: 6, rate: 3 }));
    const before = await thumbnail(id);
    expect(before).toMatchObject({ type: 'image/webp', width: 96, height: 64 });
    expect(before.video?.duration).toBeCloseTo(2, 1);
    expect(before.video?.poster).toBe(false);

    const frame = await sharp({
      create: { width: 96, height: 64, channels: 3, background: '#ff0000' }
    })
      .png()
      .toBuffer();
    const answer = await client.ask('media.put_poster', { dataset: DATASET, sample_id: id }, frame);
    expect(answer.error).toBeUndefined();
    for (const size of [128, 256, 512]) {
      const after = await thumbnail(id, size);
      expect(after.video?.poster).toBe(true);
      const { data } = await sharp(after.bytes).raw().toBuffer({ resolveWithObject: true });
      expect(data[0]).toBeGreaterThan(240);
      expect(data[1]).toBeLessThan(20);
    }
  });

  it('takes no frame that is none, and no frame for a picture', async () => {
    const video = put('other.webm', await videoFile({ frames: 2 }));
    const picture = put('plain.jpg', await (await marked(8, 8)).jpeg().toBuffer());
    const put_poster = async (id: string, bytes: Uint8Array): Promise<string | undefined> =>
      (await client.ask('media.put_poster', { dataset: DATASET, sample_id: id }, bytes)).error
        ?.message;
    expect(await put_poster(video, Buffer.from('rubbish'))).toBe(
      'The frame of the video is no picture that can be read.'
    );
    expect(await put_poster(picture, readFileSync(pathOf('plain.jpg')))).toBe(
      'Only videos have a frame in place of their picture.'
    );
  });

  it('is sent in parts, as a type that browsers play; an AVI says that none does', async () => {
    const bytes = await videoFile({ frames: 4, format: 'mkv' });
    const path = `/media/${DATASET}/${put('sent.mkv', bytes)}`;
    const part = await httpGet(bridge.socket, path, { Range: 'bytes=5-9' });
    expect(part).toMatchObject({ status: 206, body: Buffer.from(bytes.subarray(5, 10)) });
    expect(part.headers).toMatchObject({
      'content-type': 'video/webm',
      'content-range': `bytes 5-9/${bytes.length}`,
      'accept-ranges': 'bytes'
    });
    const old = put('old.avi', avi(64, 48, 3, 10));
    const { status, body } = await httpGet(bridge.socket, `/media/${DATASET}/${old}`);
    expect(status).toBe(422);
    expect(body.toString()).toContain('old.avi is a video that no browser plays');
  });
});
