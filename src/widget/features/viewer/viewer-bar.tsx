/** The viewer's one line of controls: where one is, and what is shown beside the picture. */
import * as React from 'react';
import { classNames, formatCount, IconButton } from '../../ui';
import type { IViewerLook } from './viewer-look';

interface IViewerBarProps {
  /** Index in the view; null if it is not there, undefined while that is not known. */
  index: number | null | undefined;
  count: number;
  filepath: string;
  /** CSS pixels per pixel of the picture; null while there is none. */
  scale: number | null;
  selected: boolean;
  look: IViewerLook;
  panel: boolean;
  tagButton: React.RefObject<HTMLButtonElement>;
  onClose(): void;
  onStep(by: number): void;
  onScale(): void;
  onSelect(): void;
  onTag(): void;
  onLook(change: Partial<IViewerLook>): void;
  onPanel(): void;
}

export function ViewerBar(props: IViewerBarProps): JSX.Element {
  const { index, count, filepath, scale, selected, look, panel } = props;
  const first = index === null || index === undefined || index === 0;
  const last = index === null || index === undefined || index >= count - 1;
  const cut = filepath.lastIndexOf('/') + 1;
  return (
    <div className="lunette-Viewer-bar" role="toolbar" aria-label="Viewer">
      <IconButton icon="close" label="Close (Escape)" onClick={props.onClose} />
      {/* Not `disabled`: that would take the keyboard away at either end. */}
      <IconButton
        icon="back"
        label="Previous sample (←)"
        className={classNames(first && 'lunette-mod-off')}
        aria-disabled={first}
        onClick={() => props.onStep(-1)}
      />
      <IconButton
        icon="forward"
        label="Next sample (→)"
        className={classNames(last && 'lunette-mod-off')}
        aria-disabled={last}
        onClick={() => props.onStep(1)}
      />
      <span className="lunette-Viewer-place" aria-live="polite">
        {index === undefined
          ? ''
          : index === null
            ? 'not in this view'
            : `${formatCount(index + 1)} of ${formatCount(count)}`}
      </span>
      <span className="lunette-Viewer-name" title={filepath}>
        <span className="lunette-Viewer-folder">{filepath.slice(0, cut)}</span>
        <span className="lunette-Viewer-file">{filepath.slice(cut)}</span>
      </span>
      {scale !== null && (
        <button
          type="button"
          className="lunette-Viewer-scale"
          title="Zoom: + and −, 0 fits, 1 shows every pixel as one"
          aria-label={`Zoom ${percent(scale)}. Fit, or show every pixel as one`}
          onClick={props.onScale}
        >
          {percent(scale)}
        </button>
      )}
      <IconButton
        icon="check"
        label={selected ? 'Take out of the selection (Space)' : 'Select (Space)'}
        aria-pressed={selected}
        onClick={props.onSelect}
      />
      <IconButton
        ref={props.tagButton}
        icon="tag"
        label="Tag this sample (T)"
        onClick={props.onTag}
      />
      <IconButton
        icon="lock"
        label="Keep zoom and place for the next samples"
        aria-pressed={look.locked}
        onClick={() => props.onLook({ locked: !look.locked })}
      />
      <IconButton
        icon="tiles"
        label={look.filmstrip ? 'Hide the neighbours' : 'Show the neighbours'}
        aria-pressed={look.filmstrip}
        onClick={() => props.onLook({ filmstrip: !look.filmstrip })}
      />
      <IconButton
        icon="sidebar"
        className="lunette-mod-mirrored"
        label={panel ? 'Hide labels and fields' : 'Show labels and fields'}
        aria-pressed={panel}
        onClick={props.onPanel}
      />
    </div>
  );
}

const percent = (scale: number): string =>
  `${formatCount(Math.max(1, Math.round(scale * 100)))}\u202f%`;
