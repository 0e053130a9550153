/** Answers of the query worker, by method. */
import { RequestError } from '../../request-error';
import { dynamicFields } from './dynamic-fields';
import { sampleFrames } from './frame-requests';
import { planGeneratedView } from './generated-requests';
import { gridFacets, gridIndex, gridPage, openGrid, sampleDetail } from './grid-requests';
import { groupMembers, groupSizes } from './group-requests';
import { viewLabels } from './label-requests';
import { internalViewFields } from './view-fields';
import { QueryContext, type DatasetQuery, type IAnswer, type ICall } from './query-context';
import {
  aggregateView,
  checkExpressionRequest,
  checkViewRequest,
  countView,
  describeViewRequest,
  explainView,
  getSamples,
  internalRids,
  viewDocuments,
  viewIds
} from './view-requests';
import { datasetStats } from './stats-requests';
import { stagesOfPipelineRequest } from './pipeline-requests';
import { viewEdits } from './view-edits';

export { QueryContext };
export { QueryService } from './query-service';
export type { IAnswer, ICall };

type Answerer = (query: DatasetQuery, params: never) => Promise<IAnswer>;

const METHODS: Readonly<Record<string, Answerer>> = {
  'dataset.dynamic_fields': dynamicFields,
  'dataset.stats': datasetStats,
  'view.check': checkViewRequest,
  'view.count': countView,
  'view.describe': describeViewRequest,
  'view.of_pipeline': stagesOfPipelineRequest,
  'view.documents': viewDocuments,
  'view.ids': viewIds,
  'view.labels': viewLabels,
  'view.aggregate': aggregateView,
  'view.explain': explainView,
  'samples.get': getSamples,
  'grid.open': openGrid,
  'grid.page': gridPage,
  'grid.index': gridIndex,
  'grid.facets': gridFacets,
  'sample.detail': sampleDetail,
  'sample.frames': sampleFrames,
  'expression.check': checkExpressionRequest,
  'internal.view_fields': internalViewFields,
  'internal.generate_plan': planGeneratedView,
  'group.sizes': groupSizes,
  'group.members': groupMembers,
  'internal.rids': internalRids,
  'internal.view_edits': viewEdits
};

export const QUERY_METHODS: readonly string[] = Object.keys(METHODS);

/** How often a query is begun again because another, which it waited for, was cancelled. */
const ATTEMPTS = 4;

/** Answers a request whose parameters were validated. @throws RequestError */
export async function answerQuery(
  context: QueryContext,
  method: string,
  params: unknown,
  call: ICall
): Promise<IAnswer> {
  const answer = METHODS[method];
  if (!answer) {
    throw new RequestError('invalid', `There is no method '${method}'.`);
  }
  const { dataset } = params as { dataset: string };
  for (let attempt = 1; ; attempt++) {
    try {
      return await context.use(dataset, call, query => answer(query, params as never));
    } catch (error) {
      const others = error instanceof RequestError && error.code === 'cancelled';
      if (!others || call.signal.aborted || attempt === ATTEMPTS) {
        throw error;
      }
    }
  }
}
