/** What stands on a chip of the picture. */
import { stageText, type Stage } from '../../protocol';

const MAX_TEXT = 60;

const clip = (text: string): string =>
  text.length > MAX_TEXT ? `${text.slice(0, MAX_TEXT - 1)}…` : text;

/** Name and parameters of a stage, cut where a chip would grow too long. */
export const chipText = (stage: Stage): string => clip(`${stage.stage} ${stageText(stage)}`.trim());
