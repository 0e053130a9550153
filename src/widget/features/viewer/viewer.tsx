/** One sample over the App: picture first, its labels right, its neighbours below. */
import * as React from 'react';
import type { IPageLabel } from '../../../protocol';
import { KeyLevel, useAppState, useModel } from '../../model';
import { classNames, formatCount, IconButton } from '../../ui';
import { shortPath } from './field-text';
import { Filmstrip } from './filmstrip';
import { attributesOf, LabelCard, LabelPanel } from './label-panel';
import { PictureCanvas } from './picture-canvas';
import { usePicture, usePrefetch } from './use-picture';
import { useViewedSample } from './use-viewed-sample';

export function Viewer(): JSX.Element | null {
  const id = useAppState(state => state.session?.sample_id ?? null);
  const ready = useAppState(state => state.opened !== null && state.dataset !== null);
  return id !== null && ready ? <OpenViewer id={id} /> : null;
}

/** What is remembered of the viewer per session. */
interface IViewerPreferences {
  panel: boolean;
  filmstrip: boolean;
  locked: boolean;
}
const DEFAULTS: IViewerPreferences = { panel: true, filmstrip: true, locked: false };

function OpenViewer({ id }: { id: string }): JSX.Element {
  const model = useModel();
  const { actions, preferences } = model;
  const narrow = useAppState(state => state.narrow);
  const count = useAppState(state => state.opened?.count ?? 0);
  const selected = useAppState(state => state.selected.has(id));
  const sample = useViewedSample(id);
  const picture = usePicture(id);
  const [hover, setHover] = React.useState<{
    id: string | null;
    at: { x: number; y: number } | null;
  }>({ id: null, at: null });
  const [pinned, setPinned] = React.useState<string | null>(null);
  const [look, setLook] = React.useState<IViewerPreferences>(() => ({
    ...DEFAULTS,
    ...preferences.feature<IViewerPreferences>('viewer')
  }));
  const root = React.useRef<HTMLDivElement>(null);
  const index = sample.detail?.index ?? null;
  const current = sample.id === id;

  const change = (part: Partial<IViewerPreferences>): void => {
    const next = { ...look, ...part };
    setLook(next);
    preferences.setFeature('viewer', next);
  };
  const close = React.useCallback(() => {
    actions.openSample(null);
    actions.focusGrid();
  }, [actions]);
  const step = React.useCallback(
    async (by: number): Promise<void> => {
      const at = index === null ? null : index + by;
      if (at !== null && at >= 0 && at < count) {
        const [next] = (await actions.idsOf(at, 1)) ?? [];
        if (next) {
          actions.openSample(next);
        }
      }
    },
    [actions, index, count]
  );
  const stepLabel = React.useCallback(
    (by: number): void => {
      const { labels } = sample;
      if (labels.length > 0) {
        const at = labels.findIndex(label => label.id === pinned);
        const next = at < 0 ? (by > 0 ? 0 : labels.length - 1) : at + by + labels.length;
        setPinned(labels[next % labels.length]?.id ?? null);
      }
    },
    [sample, pinned]
  );

  React.useEffect(() => {
    setPinned(null);
    setHover({ id: null, at: null });
  }, [id]);
  React.useEffect(() => root.current?.focus(), []);
  React.useEffect(() => {
    const { keys } = model;
    const ends = [
      keys.bind('Escape', KeyLevel.Viewer, () => (pinned ? setPinned(null) : close())),
      keys.bind(['ArrowRight', 'ArrowDown', 'PageDown'], KeyLevel.Viewer, () => void step(1)),
      keys.bind(['ArrowLeft', 'ArrowUp', 'PageUp'], KeyLevel.Viewer, () => void step(-1)),
      keys.bind(']', KeyLevel.Viewer, () => stepLabel(1)),
      keys.bind('[', KeyLevel.Viewer, () => stepLabel(-1)),
      keys.bind('Space', KeyLevel.Viewer, () => actions.toggle(id)),
      keys.bind(['Enter', 'Home', 'End'], KeyLevel.Viewer, () => undefined)
    ];
    return () => ends.forEach(end => end());
  }, [model, actions, id, pinned, close, step, stepLabel]);
  const neighbours = React.useMemo(
    () =>
      (index === null ? [] : [index + 1, index - 1])
        .map(i => model.pages?.id(i))
        .filter((other): other is string => typeof other === 'string'),
    [model, index]
  );
  usePrefetch(neighbours);

  const filepath = sample.detail?.fields['filepath'];
  const name = typeof filepath === 'string' ? filepath : '';
  const card = sample.labels.find(label => label.id === (hover.at ? hover.id : pinned)) ?? null;
  return (
    <div
      ref={root}
      className="lunette-Viewer lunette-mod-layer"
      role="dialog"
      aria-label="Sample"
      tabIndex={-1}
    >
      <div className="lunette-Viewer-bar">
        <IconButton icon="close" label="Close (Escape)" onClick={close} />
        <IconButton
          icon="back"
          label="Previous sample (←)"
          disabled={index === null || index === 0}
          onClick={() => void step(-1)}
        />
        <IconButton
          icon="forward"
          label="Next sample (→)"
          disabled={index === null || index >= count - 1}
          onClick={() => void step(1)}
        />
        <span className="lunette-Viewer-place">
          {index === null
            ? current && sample.detail
              ? 'not in this view'
              : ''
            : `${formatCount(index + 1)} of ${formatCount(count)}`}
        </span>
        <span className="lunette-Viewer-name" title={name}>
          {shortPath(name, narrow ? 24 : 64)}
        </span>
        <IconButton
          icon="check"
          label={selected ? 'Take out of the selection (Space)' : 'Select (Space)'}
          aria-pressed={selected}
          onClick={() => actions.toggle(id)}
        />
        <IconButton
          icon="lock"
          label="Keep zoom and place for the next samples"
          aria-pressed={look.locked}
          onClick={() => change({ locked: !look.locked })}
        />
        <IconButton
          icon="tiles"
          label={look.filmstrip ? 'Hide the neighbours' : 'Show the neighbours'}
          aria-pressed={look.filmstrip}
          onClick={() => change({ filmstrip: !look.filmstrip })}
        />
        <IconButton
          icon="sidebar"
          label={look.panel ? 'Hide labels and fields' : 'Show labels and fields'}
          aria-pressed={look.panel}
          onClick={() => change({ panel: !look.panel })}
        />
      </div>
      <div className="lunette-Viewer-body">
        <div className="lunette-Viewer-picture">
          {picture.kind === 'broken' ? (
            <p className="lunette-Viewer-message" role="alert">
              {sample.detail?.media_error ?? picture.message}
            </p>
          ) : (
            picture.picture && (
              <PictureCanvas
                picture={picture.picture}
                labels={current ? sample.labels : NO_LABELS}
                hovered={hover.id}
                pinned={pinned}
                locked={look.locked}
                onHover={(label, at) => setHover({ id: label?.id ?? null, at })}
                onPin={label => setPinned(label?.id ?? null)}
              />
            )
          )}
          {sample.error && (
            <p className="lunette-Viewer-message" role="alert">
              {sample.error}
            </p>
          )}
          {card && (
            <div
              className={classNames('lunette-Viewer-card', !hover.at && 'lunette-mod-pinned')}
              style={hover.at ? cardPlace(hover.at, root.current) : undefined}
            >
              <LabelCard label={card} attributes={attributesOf(sample, card.id)} />
            </div>
          )}
        </div>
        {look.panel && !narrow && (
          <aside className="lunette-Viewer-panel" aria-label="Labels and fields">
            <LabelPanel
              sample={sample}
              hovered={hover.id}
              pinned={pinned}
              onHover={label => setHover({ id: label, at: null })}
              onPin={setPinned}
            />
          </aside>
        )}
      </div>
      {look.filmstrip && index !== null && (
        <Filmstrip index={index} onOpen={other => actions.openSample(other)} />
      )}
    </div>
  );
}

const NO_LABELS: readonly IPageLabel[] = [];
const CARD = { width: 220, height: 140 };

/** Beside the pointer, on the side where there is room. */
function cardPlace(at: { x: number; y: number }, root: HTMLElement | null): React.CSSProperties {
  const width = root?.clientWidth ?? Infinity;
  const height = root?.clientHeight ?? Infinity;
  return {
    left: at.x + 14 + CARD.width > width ? Math.max(0, at.x - 14 - CARD.width) : at.x + 14,
    top: at.y + 14 + CARD.height > height ? Math.max(0, at.y - 14 - CARD.height) : at.y + 14
  };
}
