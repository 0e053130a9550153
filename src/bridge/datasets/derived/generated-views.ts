/**
 * Views with a generating stage: what the stage makes is kept as a hidden dataset, made when such a
 * view is first read and made anew when its source changed. Requests are answered from there.
 */
import {
  isGenerating,
  type IDatasetChangeMessage,
  type IDatasetInfo,
  type IGeneratedView,
  type View
} from '../../../protocol';
import type { IGeneratedPlan } from '../../query/generated';
import type { IRequestContext } from '../data-service';
import type { IDataWorkers } from '../data-workers';
import { derivedId, derivedOf, type IDerived } from './derived-properties';
import { deriveDataset } from './derive-dataset';
import { shareWork, type ISharedWork } from './share-work';

/** Derived datasets kept per source; the longest unused one goes when there is one more. */
const MOST_PER_SOURCE = 24;

interface IEntry {
  id: string;
  source: string;
  /** Fields of the source whose change makes it outdated; null: any. */
  relevant: ReadonlySet<string> | null;
  stale: boolean;
  work: ISharedWork<string>;
}

/** A view as it is asked of a hidden dataset. */
export interface IResolvedView extends IGeneratedView {
  view: View;
}

export class GeneratedViews {
  /** By id, in order of use, the oldest first. */
  private readonly entries = new Map<string, IEntry>();

  constructor(private readonly workers: IDataWorkers) {}

  /** Notes what changed, so that what was made of it is made anew when it is next asked for. */
  note(change: IDatasetChangeMessage, via: string | null): void {
    for (const entry of this.entries.values()) {
      if (entry.source === change.dataset && entry.id !== via && outdates(change, entry.relevant)) {
        entry.stale = true;
      }
    }
  }

  /**
   * The view as it is asked of what its generating stages make, which is there afterwards.
   * @throws RequestError if a stage is not possible, or cancelled
   */
  async resolve(
    dataset: string,
    view: View,
    context: IRequestContext,
    renew = false
  ): Promise<IResolvedView> {
    let found: IResolvedView = { dataset, view, stage: '', stages: 0 };
    for (;;) {
      const at = found.view.findIndex(isGenerating);
      const stage = found.view[at];
      if (!stage) {
        return found;
      }
      const made = await this.make(found.dataset, found.view.slice(0, at + 1), context, renew);
      found = {
        dataset: made,
        view: found.view.slice(at + 1),
        stage: stage.stage,
        stages: found.stages + at + 1
      };
    }
  }

  /** What is known of a derived dataset. */
  async describe(dataset: string): Promise<IDatasetInfo> {
    const found = await this.workers.askLookup('internal.derived', { dataset });
    return (found as { info: IDatasetInfo }).info;
  }

  private async make(
    source: string,
    stages: View,
    context: IRequestContext,
    renew: boolean
  ): Promise<string> {
    const id = await derivedId(source, stages);
    let entry = this.entries.get(id);
    if (!entry || entry.stale || renew) {
      const isKnown = entry !== undefined || renew;
      const made: IEntry = {
        id,
        source,
        relevant: null,
        stale: false,
        work: shareWork(work => this.begin(made, stages, isKnown, work))
      };
      entry = made;
    }
    this.entries.delete(id);
    this.entries.set(id, entry);
    try {
      return await entry.work.join(context);
    } catch (error) {
      if (this.entries.get(id) === entry) {
        this.entries.delete(id);
      }
      throw error;
    }
  }

  /** What is there from before if it is still right, or a new one. */
  private async begin(
    entry: IEntry,
    stages: View,
    isOutdated: boolean,
    context: IRequestContext
  ): Promise<string> {
    const { id, source } = entry;
    if (!isOutdated) {
      const found = (await this.workers.askLookup('internal.derived', { dataset: id })) as {
        info: IDatasetInfo;
        seq: number;
      } | null;
      const derived = found && derivedOf(found.info);
      if (found && derived?.seq === found.seq) {
        entry.relevant = derived.relevant && new Set(derived.relevant);
        return id;
      }
    }
    const planned = await this.workers.askQuery(
      'internal.generate_plan',
      { dataset: source, view: stages },
      null,
      context
    );
    const { plan, relevant, seq } = planned.result as {
      plan: IGeneratedPlan;
      relevant: string[];
      seq: number;
    };
    entry.relevant = new Set(relevant);
    const { synced, crop } = plan;
    const derived: IDerived = { id, stages, seq, relevant, synced, crop, complete: false };
    await this.makeRoom(source);
    return deriveDataset(this.workers, source, plan, derived, context);
  }

  private async makeRoom(source: string): Promise<void> {
    const same = [...this.entries.values()].filter(entry => entry.source === source);
    for (const entry of same.slice(0, Math.max(0, same.length - MOST_PER_SOURCE))) {
      this.entries.delete(entry.id);
      await this.workers.askStore('internal.derived_remove', { dataset: entry.id });
    }
  }
}

/** Whether a change of the source makes outdated what was made of these fields. */
function outdates(change: IDatasetChangeMessage, relevant: ReadonlySet<string> | null): boolean {
  const touched = change.fields?.some(field => relevant?.has(field) ?? true);
  switch (change.change) {
    case 'renamed':
    case 'saved_views':
    case 'media':
      return false;
    case 'fields':
      return touched ?? false;
    default:
      return touched ?? true;
  }
}
