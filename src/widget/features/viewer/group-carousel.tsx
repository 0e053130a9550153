/** The members of a group below the picture: a strip of which only what is seen is made. */
import * as React from 'react';
import { useModel } from '../../model';
import { classNames, formatCount, IconButton } from '../../ui';
import { StripFrame } from './strip-frame';
import type { IGroupMembers } from './use-group-members';

const WIDTH = 70;
/** From one frame to the next. */
const STEP = WIDTH + 4;
/** Frames made beyond either end of what is seen. */
const BEYOND = 4;

export function GroupCarousel({ group }: { group: IGroupMembers }): JSX.Element {
  const model = useModel();
  const { at } = group;
  const total = group.total ?? 0;
  const strip = React.useRef<HTMLDivElement>(null);
  const [seen, setSeen] = React.useState({ left: 0, width: 0 });
  const [, repaint] = React.useReducer((n: number) => n + 1, 0);

  React.useLayoutEffect(() => {
    const node = strip.current;
    if (!node) {
      return;
    }
    const look = (): void => setSeen({ left: node.scrollLeft, width: node.clientWidth });
    const centre = (): void => {
      node.scrollLeft = at * STEP + STEP / 2 - node.clientWidth / 2;
      look();
    };
    centre();
    const observer = new ResizeObserver(centre);
    observer.observe(node);
    node.addEventListener('scroll', look);
    return () => {
      observer.disconnect();
      node.removeEventListener('scroll', look);
    };
  }, [at, total]);
  React.useEffect(() => {
    const node = strip.current;
    const turn = (event: WheelEvent): void => {
      if (node && Math.abs(event.deltaY) > Math.abs(event.deltaX)) {
        // A wheel that only turns up and down moves the strip, and not the notebook.
        event.preventDefault();
        node.scrollLeft += event.deltaY;
      }
    };
    node?.addEventListener('wheel', turn, { passive: false });
    return () => node?.removeEventListener('wheel', turn);
  }, []);
  React.useEffect(() => model.onRepaint(repaint), [model]);

  const first = Math.max(0, Math.floor(seen.left / STEP) - BEYOND);
  const last = Math.min(total, Math.ceil((seen.left + seen.width) / STEP) + BEYOND);
  const frames = Array.from({ length: Math.max(0, last - first) }, (_, i) => ({
    place: first + i,
    id: group.idAt(first + i)
  }));
  const { want } = group;
  const ids = frames.flatMap(({ id }) => id ?? []).join();
  React.useEffect(() => {
    want(first, last);
    const wishes = ids
      .split(',')
      .filter(Boolean)
      .map(id => ({ id, size: 128 }));
    model.thumbnails.want(wishes, [], 'carousel');
    // eslint-disable-next-line react-hooks/exhaustive-deps -- `want` is another one every time
  }, [model, ids, first, last]);
  React.useEffect(() => () => model.thumbnails.want([], [], 'carousel'), [model]);

  return (
    <div className="lunette-GroupCarousel" role="group" aria-label="Group">
      <IconButton
        icon="back"
        label="Previous sample of the group (Shift ←)"
        className={classNames(at === 0 && 'lunette-mod-off')}
        aria-disabled={at === 0}
        onClick={() => group.goTo(at - 1)}
      />
      <span className="lunette-GroupCarousel-place" aria-live="polite">
        {total > 0 && `${formatCount(at + 1)} of ${formatCount(total)}`}
      </span>
      <IconButton
        icon="forward"
        label="Next sample of the group (Shift →)"
        className={classNames(at >= total - 1 && 'lunette-mod-off')}
        aria-disabled={at >= total - 1}
        onClick={() => group.goTo(at + 1)}
      />
      <div
        ref={strip}
        className="lunette-GroupCarousel-strip"
        role="listbox"
        aria-label="Samples of the group"
      >
        <div className="lunette-GroupCarousel-frames" style={{ width: total * STEP }}>
          {frames.map(({ place, id }) => (
            <StripFrame
              key={place}
              id={id}
              name={`${formatCount(place + 1)} of the group`}
              width={WIDTH}
              left={place * STEP}
              current={place === at}
              onOpen={() => group.goTo(place)}
            />
          ))}
        </div>
      </div>
    </div>
  );
}
