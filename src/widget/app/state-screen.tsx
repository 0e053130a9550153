/** What stands in the grid's place while there is no picture to show: one sentence and a next step. */
import * as React from 'react';
import { stageText, type Stage } from '../../protocol';
import { useAppState, useModel, type IProblem } from '../model';
import { Button, CopyableCode, formatCount, Icon, type IconName } from '../ui';
import { HopList } from './hop-list';
import { Unreachable, useUnreachable } from './unreachable';

export function StateScreen(): JSX.Element {
  const problem = useAppState(state => state.problem);
  const opened = useAppState(state => state.opened);
  const slow = useAppState(state => state.opening === 'slow');
  const name = useAppState(({ dataset, session }) => dataset?.name ?? session?.dataset ?? '');
  const unreachable = useUnreachable();
  if (unreachable) {
    return <Unreachable />;
  }
  if (problem) {
    return <Problem problem={problem} />;
  }
  if (opened && opened.total === 0) {
    return <EmptyDataset name={name} />;
  }
  if (opened && opened.count === 0) {
    return <EmptyView emptiedBy={opened.emptied_by} view={opened.view} />;
  }
  return slow ? <Skeleton /> : <div className="lunette-State" />;
}

interface IScreenProps {
  icon: IconName;
  title: string;
  children?: React.ReactNode;
}

function Screen({ icon, title, children }: IScreenProps): JSX.Element {
  return (
    <div className="lunette-State" role="status">
      <div className="lunette-State-box">
        <Icon name={icon} />
        <h2>{title}</h2>
        {children}
      </div>
    </div>
  );
}

function Problem({ problem }: { problem: IProblem }): JSX.Element {
  const model = useModel();
  const { actions } = model;
  const view = useAppState(state => state.session?.view);
  const { kind, message, stageIndex } = problem;
  const stage = stageIndex === undefined ? undefined : view?.[stageIndex];
  switch (kind) {
    case 'no_dataset':
      return (
        <Screen icon="picture" title="No dataset is open">
          <p>Give the session one in Python:</p>
          <CopyableCode code={'session.dataset = ln.load_dataset("my-dataset")'} />
        </Screen>
      );
    case 'dataset_deleted':
      return (
        <Screen icon="warning" title="The dataset is gone">
          <p>{message}</p>
          <CopyableCode code={'session.dataset = ln.load_dataset("another-dataset")'} />
        </Screen>
      );
    case 'view':
      return (
        <Screen icon="warning" title="This view cannot be shown">
          <p>{message}</p>
          <div className="lunette-State-actions">
            {stage && view && (
              <Button
                look="accent"
                onClick={() => actions.setView(view.filter((_, i) => i !== stageIndex))}
              >
                Remove “{stage.stage}”
              </Button>
            )}
            {view && view.length > 0 && (
              <Button onClick={() => actions.setView([])}>Show all samples</Button>
            )}
            <Button icon="retry" onClick={() => model.retry()}>
              Try again
            </Button>
          </div>
        </Screen>
      );
    case 'session':
    case 'dataset':
      return (
        <Screen
          icon="warning"
          title={
            kind === 'session' ? 'The session cannot be opened' : 'The dataset cannot be opened'
          }
        >
          <p>{message}</p>
          {kind === 'session' && model.options.diagnose ? (
            <HopList />
          ) : (
            <Button look="accent" icon="retry" onClick={() => model.retry()}>
              Try again
            </Button>
          )}
        </Screen>
      );
  }
}

function EmptyDataset({ name }: { name: string }): JSX.Element {
  const code = [
    'import lunette as ln',
    '',
    `dataset = ln.load_dataset(${JSON.stringify(name)})`,
    'dataset.add_images_dir("path/to/images")'
  ].join('\n');
  return (
    <Screen icon="picture" title={`“${name}” has no samples yet`}>
      <p>Add images in Python; they appear here at once.</p>
      <CopyableCode code={code} />
    </Screen>
  );
}

function EmptyView(props: { emptiedBy: number | undefined; view: Stage[] }): JSX.Element {
  const { actions } = useModel();
  const { emptiedBy, view } = props;
  const stage = emptiedBy === undefined ? undefined : view[emptiedBy];
  return (
    <Screen icon="search" title="No sample matches this view">
      {stage && emptiedBy !== undefined && (
        <p>
          Stage {emptiedBy + 1} leaves nothing: <code>{inWords(stage)}</code>
        </p>
      )}
      <div className="lunette-State-actions">
        {stage && (
          <Button
            look="accent"
            onClick={() => actions.setView(view.filter((_, i) => i !== emptiedBy))}
          >
            Remove “{stage.stage}”
          </Button>
        )}
        {(view.length > 1 || !stage) && (
          <Button onClick={() => actions.setView([])}>Show all samples</Button>
        )}
      </div>
    </Screen>
  );
}

const inWords = (stage: Stage): string => `${stage.stage} ${stageText(stage)}`.trim();

/** Widths of the grey boxes that stand for tiles, in per cent of a row. */
const SKELETON = [
  [24, 34, 18, 22],
  [30, 20, 28, 20],
  [18, 26, 22, 32]
];

/** Says what takes its time when a large dataset is seen for the first time. */
function Preparing(): JSX.Element | null {
  const done = useAppState(state => state.openingDone);
  const count = useAppState(state => state.dataset?.count ?? 0);
  return done === null ? null : (
    <p className="lunette-Skeleton-text">
      Preparing {formatCount(count)} samples, {Math.round(100 * done)} %
    </p>
  );
}

function Skeleton(): JSX.Element {
  return (
    <div className="lunette-State lunette-Skeleton" role="status" aria-label="Loading">
      <Preparing />
      {SKELETON.map((row, i) => (
        <div key={i} className="lunette-Skeleton-row">
          {row.map((width, k) => (
            <div key={k} style={{ flexGrow: width }} />
          ))}
        </div>
      ))}
    </div>
  );
}
