/** Icons of our own, 16 × 16, drawn in the colour of the text around them. */
import * as React from 'react';

const PATHS = {
  add: 'M8 3v10M3 8h10',
  back: 'M10 3.5 5.5 8l4.5 4.5',
  bookmark: 'M4.500 2.500h7v11L8 10.500 4.500 13.500z',
  check: 'M3.5 8.5 6.5 11.5 12.5 4.5',
  close: 'M4 4l8 8M12 4l-8 8',
  copy: 'M5.5 5.5v-3h8v8h-3M2.5 5.5h8v8h-8z',
  edit: 'M3 13l.800-3.200 7-7 2.400 2.400-7 7zM9.300 4.300l2.400 2.400',
  down: 'M4 6l4 4 4-4',
  forward: 'M6 3.5 10.5 8 6 12.5',
  hidden:
    'M2 8c1.6-2.6 3.6-4 6-4s4.400 1.400 6 4c-1.600 2.600-3.600 4-6 4s-4.400-1.400-6-4zM3 13.500 13 2.500',
  lock: 'M4 7.500h8v6H4zM5.500 7.500V5a2.500 2.500 0 0 1 5 0v2.500',
  loop: 'M3 8V6.500a2 2 0 0 1 2-2h7l-2-2M12 4.500l-2 2M13 8v1.500a2 2 0 0 1-2 2H4l2 2M4 11.500l2-2',
  minus: 'M3 8h10',
  panels: 'M2 3h12v10H2zM9 3v10M9 8h5',
  pause: 'M5.500 3.500v9M10.500 3.500v9',
  people:
    'M6 7.500a2.200 2.200 0 1 0 0-4.400 2.200 2.200 0 0 0 0 4.400zM2 13c0-2.200 1.800-3.700 4-3.700s4 1.500 4 3.700M10.500 3.300a2.200 2.200 0 0 1 0 4M11.500 9.500c1.500.5 2.500 1.700 2.500 3.500',
  picture: 'M2 3.500h12v9H2zM2 11l3.500-3.500 3 3 2-2L14 12M10.500 6.500h.01',
  play: 'M5 3.200 12.500 8 5 12.800z',
  retry: 'M13 8a5 5 0 1 1-1.500-3.600M13 2v3h-3',
  search: 'M7 2.500a4.500 4.500 0 1 1 0 9 4.500 4.500 0 0 1 0-9zM10.500 10.500 14 14',
  sidebar: 'M2 3h12v10H2zM6 3v10',
  tag: 'M2.500 2.500h5.500l5.500 5.500-5.500 5.500L2.500 8zM5.500 5.500h.01',
  undo: 'M3 6h7a3.500 3.500 0 0 1 0 7H6M6 3 3 6l3 3',
  up: 'M4 10l4-4 4 4',
  visible:
    'M2 8c1.600-2.600 3.600-4 6-4s4.400 1.400 6 4c-1.600 2.600-3.600 4-6 4s-4.400-1.400-6-4zM8 6.300a1.700 1.700 0 1 1 0 3.400 1.700 1.700 0 0 1 0-3.400z',
  warning: 'M8 2.500 14.500 13.500h-13zM8 6.500v3.500M8 11.900h.01',
  /** Three dots. */
  more: 'M3.500 8h.01M8 8h.01M12.500 8h.01',
  /** Small and large tiles: the ends of the zoom slider. */
  tiles:
    'M2.500 2.500h4.500v4.500h-4.500zM9 2.500h4.500v4.500h-4.500zM2.500 9h4.500v4.500h-4.500zM9 9h4.500v4.500h-4.500z'
} as const;

export type IconName = keyof typeof PATHS;

export function Icon({ name }: { name: IconName }): JSX.Element {
  const width = name === 'more' ? 2.4 : 1.4;
  return (
    <svg className="lunette-Icon" width="16" height="16" viewBox="0 0 16 16" aria-hidden="true">
      <path
        d={PATHS[name]}
        fill="none"
        stroke="currentColor"
        strokeWidth={width}
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  );
}
