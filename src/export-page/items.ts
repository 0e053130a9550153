/** The samples of the page, read from the elements that the bridge wrote them into. */
import {
  decodePage,
  encodeAspect,
  EXPORT_HEAD_ID,
  EXPORT_PART_ID,
  pageLabels,
  parseExportJson,
  type IExportHead,
  type IExportPart,
  type IExportSample,
  type IPageLabel
} from '../protocol';

export interface IItem extends Omit<IExportSample, 'picture' | 'type'> {
  /** Place in the exported view. */
  index: number;
  labels: readonly IPageLabel[];
  /** Code of its shape (`decodeAspect`). */
  aspect: number;
  /** Address of its picture; null if it cannot be shown. */
  source: string | null;
}

export function readHead(): IExportHead {
  const text = document.getElementById(EXPORT_HEAD_ID)?.textContent;
  if (!text) {
    throw new Error('The page is not whole: its beginning is missing. Export it again.');
  }
  return parseExportJson<IExportHead>(text);
}

/** All samples in order. Their elements are removed, so that nothing is held twice. */
export function readItems(): IItem[] {
  const items: IItem[] = [];
  for (let part = 0; ; part++) {
    const element = document.getElementById(`${EXPORT_PART_ID}${part}`);
    if (!element) {
      return items;
    }
    const { page, samples } = parseExportJson<IExportPart>(element.textContent);
    element.remove();
    const frame = decodePage(bytesOf(page));
    samples.forEach(({ picture, type, ...sample }, i) => {
      items.push({
        ...sample,
        index: items.length,
        labels: pageLabels(frame, i),
        aspect: encodeAspect(sample.width, sample.height),
        source: picture && type ? `data:${type};base64,${picture}` : null
      });
    });
  }
}

const bytesOf = (base64: string): Uint8Array =>
  Uint8Array.from(atob(base64), character => character.charCodeAt(0));
