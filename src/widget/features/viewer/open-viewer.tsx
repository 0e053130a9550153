/** The viewer itself: picture first, its labels right, its neighbours below. */
import * as React from 'react';
import type { IPageLabel } from '../../../protocol';
import { Store, useAppState, useModel } from '../../model';
import { classNames } from '../../ui';
import { samplesTarget, SelectionBar, TagPopover } from '../selectionbar';
import { Filmstrip } from './filmstrip';
import { GroupCarousel } from './group-carousel';
import { GroupTabs } from './group-tabs';
import { attributesOf } from './label-attributes';
import { LabelCard } from './label-card';
import { LabelPanel } from './label-panel';
import { pickLabel, referenceOf, type IPick } from './label-picking';
import { PictureCanvas } from './picture-canvas';
import { PixelLine, type IPointedPixel } from './pixel-line';
import { BrokenPicture, NotInView, SampleError } from './picture-state';
import { trapTab } from './trap-tab';
import { useCarouselKeys } from './use-carousel-keys';
import { useFrameLabels } from './use-frame-labels';
import { useGroupMembers } from './use-group-members';
import { usePicture, usePrefetch } from './use-picture';
import { useVideo } from './use-video';
import { useVideoKeys } from './use-video-keys';
import { useViewedSample, type IViewedSample } from './use-viewed-sample';
import { useViewerKeys } from './use-viewer-keys';
import { ViewerBar } from './viewer-bar';
import { VideoPicture } from './video-picture';
import { useViewerLook } from './viewer-look';
import type { IViewTransform } from './use-view-transform';

/** What the pointer is on; `at` is where on the picture, or null from the panel. */
interface IHover {
  id: string | null;
  at: { x: number; y: number } | null;
}
const NO_HOVER: IHover = { id: null, at: null };

interface IOpenViewerProps {
  /** The sample that the session shows; of a group made by `group_by`, the one in the grid. */
  id: string;
  narrow: boolean;
}

export function OpenViewer({ id: head, narrow }: IOpenViewerProps): JSX.Element {
  const model = useModel();
  const { actions } = model;
  const count = useAppState(state => state.opened?.count ?? 0);
  const group = useGroupMembers(head);
  const id = group?.shown ?? head;
  const selected = useAppState(state => state.selected.has(id));
  const sample = useViewedSample(id, group?.view);
  const picture = usePicture(id);
  const [hover, setHover] = React.useState(NO_HOVER);
  const [pinned, setPinned] = React.useState<string | null>(null);
  // Beside React's state: the pointer moves often, and only one line depends on it.
  const [pixel] = React.useState(() => new Store<IPointedPixel>({ at: null }));
  const [scale, setScale] = React.useState<number | null>(null);
  const [look, changeLook] = useViewerLook();
  const [drawer, setDrawer] = React.useState(false);
  const [tagging, setTagging] = React.useState(false);
  const root = React.useRef<HTMLDivElement>(null);
  const tagButton = React.useRef<HTMLButtonElement>(null);
  const view = React.useRef<IViewTransform | null>(null);
  /** The label was pinned by a key: its row gets the keyboard, so that Space selects it. */
  const walking = React.useRef(false);
  const target = React.useMemo(() => samplesTarget([id]), [id]);
  const video = useVideo(id, picture.kind === 'video' ? picture.info : null);
  const ofFrame = useFrameLabels(id, video?.frame ?? null, group?.view);
  const index = useIndexOfHead(head, sample);
  const labels = React.useMemo(
    () => (video ? [...sample.labels, ...ofFrame] : sample.labels),
    // eslint-disable-next-line react-hooks/exhaustive-deps -- only whether there is a video counts
    [sample.labels, ofFrame, video !== null]
  );
  const panel = narrow ? drawer : look.panel;

  const close = (): void => {
    actions.openSample(null);
    actions.focusGrid();
  };
  /** Where keys pressed in quick succession lead, before the samples on the way are known. */
  const aim = React.useRef<number | null>(null);
  React.useEffect(() => {
    aim.current = null;
  }, [head]);
  const goTo = async (at: number): Promise<void> => {
    if (at < 0 || at >= count) {
      return;
    }
    aim.current = at;
    const [next] = (await actions.idsOf(at, 1)) ?? [];
    if (aim.current === at) {
      aim.current = null;
      if (next) {
        actions.openSample(next);
      }
    }
  };
  const step = (by: number): void => {
    const from = aim.current ?? index;
    if (typeof from === 'number') {
      void goTo(from + by);
    }
  };
  useViewerKeys({
    leave: () => (narrow && drawer ? setDrawer(false) : pinned ? setPinned(null) : close()),
    step,
    goTo: end => void goTo(end === 'first' ? 0 : count - 1),
    stepLabel: by => {
      walking.current = true;
      setPinned(labelBeside(labels, pinned, by));
    },
    select: () => actions.toggle(id),
    tag: () => setTagging(true)
  });

  // After those of the viewer, so that they hear first.
  useVideoKeys(video);
  useCarouselKeys(group);

  React.useEffect(() => {
    setPinned(null);
    setHover(NO_HOVER);
    pixel.set({ at: null });
  }, [id, pixel]);
  React.useEffect(() => root.current?.focus({ preventScroll: true }), []);
  const neighbours = [1, -1, 2].map(by =>
    typeof index === 'number' ? (model.pages?.id(index + by) ?? null) : null
  );
  const members = [1, -1].map(by => group?.idAt(group.at + by) ?? null);
  usePrefetch([...members, ...neighbours].filter(other => other !== null));

  const filepath = sample.detail?.fields['filepath'];
  const card = labels.find(label => label.id === (hover.at ? hover.id : pinned));
  const shown = picture.kind === 'broken' ? null : picture.picture;
  const canvas = {
    view,
    labels,
    hovered: hover.id,
    pinned,
    locked: look.locked,
    onHover: (label: IPageLabel | null, at: { x: number; y: number } | null) =>
      setHover(label ? { id: label.id, at } : NO_HOVER),
    onPick: (label: IPageLabel | null, how: IPick) =>
      setPinned(pickLabel(actions, label, id, how, pinned)),
    onPixel: (at: IPointedPixel['at']) => pixel.set({ at }),
    onScale: setScale
  };
  return (
    <div
      ref={root}
      className={classNames('lunette-Viewer', 'lunette-mod-layer', narrow && 'lunette-mod-slim')}
      role="dialog"
      aria-label="Sample"
      tabIndex={-1}
      onKeyDown={event => trapTab(event, root.current)}
    >
      <ViewerBar
        index={index}
        count={count}
        filepath={typeof filepath === 'string' ? filepath : ''}
        scale={shown ? scale : null}
        selected={selected}
        look={look}
        panel={panel}
        tagButton={tagButton}
        onClose={close}
        onStep={step}
        onScale={() => (view.current?.fitted ? view.current.zoomTo(1) : view.current?.fit())}
        onSelect={() => actions.toggle(id)}
        onTag={() => setTagging(!tagging)}
        onLook={changeLook}
        onPanel={() => (narrow ? setDrawer(!drawer) : changeLook({ panel: !look.panel }))}
      />
      <div className="lunette-Viewer-body">
        <div className="lunette-Viewer-main">
          <div className="lunette-Viewer-picture">
            {picture.kind === 'loading' && (
              <div
                className="lunette-Progress lunette-mod-late"
                role="progressbar"
                aria-label="Loading"
              />
            )}
            {picture.kind === 'broken' && (
              <BrokenPicture
                filepath={typeof filepath === 'string' ? filepath : ''}
                message={sample.detail?.media_error ?? picture.message}
                onRetry={picture.retry}
              />
            )}
            {video?.error && (
              <BrokenPicture
                filepath={typeof filepath === 'string' ? filepath : ''}
                message={video.error}
                onRetry={video.retry}
              />
            )}
            {video && !video.error && <VideoPicture video={video} poster={shown} {...canvas} />}
            {shown && !video && <PictureCanvas picture={shown} {...canvas} />}
            {shown && !video && <PixelLine id={id} pixel={pixel} />}
            <GroupTabs id={head} />
            {sample.error && <SampleError message={sample.error} onClose={close} />}
            {index === null && <NotInView id={head} />}
            {card && (
              <LabelCard
                label={card}
                attributes={attributesOf(sample.detail?.fields ?? {}, card.id)}
                at={hover.at}
                onClose={() => {
                  setPinned(null);
                  root.current?.focus();
                }}
              />
            )}
          </div>
          {group && <GroupCarousel group={group} />}
        </div>
        {panel && (
          <aside
            className={classNames(
              'lunette-Viewer-panel',
              narrow && 'lunette-mod-drawer lunette-mod-layer'
            )}
            aria-label="Labels and fields"
          >
            <LabelPanel
              sample={video ? { ...sample, labels } : sample}
              hovered={hover.id}
              pinned={pinned}
              walking={walking}
              onHover={label => setHover({ id: label, at: null })}
              onPin={setPinned}
              onSelect={(label, type) => actions.toggleLabel(referenceOf(label, id), type)}
            />
          </aside>
        )}
      </div>
      <SelectionBar labelsOnly />
      {look.filmstrip && typeof index === 'number' && (
        <Filmstrip index={index} onOpen={other => actions.openSample(other)} />
      )}
      {tagging && tagButton.current && (
        <TagPopover anchor={tagButton.current} target={target} onClose={() => setTagging(false)} />
      )}
    </div>
  );
}

/** Place in the view of the sample that stands for the shown one; known also while that is another. */
function useIndexOfHead(head: string, { id, index }: IViewedSample): number | null | undefined {
  const { pages } = useModel();
  const known = React.useRef<{ head: string; index: number | null | undefined } | null>(null);
  const before = known.current?.head === head ? known.current.index : undefined;
  const now =
    id === head ? (index === undefined ? before : index) : (pages?.indexOf(head) ?? before);
  known.current = { head, index: now };
  return now;
}

/** Id of the label so far before or after another one, round and round; null if there are none. */
export function labelBeside(
  labels: readonly IPageLabel[],
  id: string | null,
  by: number
): string | null {
  const at = labels.findIndex(label => label.id === id);
  const next = at < 0 ? (by > 0 ? 0 : labels.length - 1) : at + by + labels.length;
  return labels[next % Math.max(1, labels.length)]?.id ?? null;
}
