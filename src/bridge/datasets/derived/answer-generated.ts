/** Answers requests about views with generating stages from the hidden datasets of these. */
import { isGenerating, type Method, type View } from '../../../protocol';
import { RequestError } from '../../request-error';
import type { IRequestContext, IResponse } from '../data-service';
import type { GeneratedViews, IResolvedView } from './generated-views';

/** Requests that the schema alone answers: nothing has to be made for them. */
const BY_SCHEMA: ReadonlySet<string> = new Set(['view.check', 'view.describe']);

/** Requests that keep a view as it is, whatever it shows. */
const keepsView = (method: string): boolean => /^(saved_view|run)\./.test(method);

const hasGenerating = (view: unknown): view is View =>
  Array.isArray(view) && view.some((stage: View[number]) => isGenerating(stage));

interface ITarget {
  dataset: string;
  view: View;
  renew?: boolean;
}

/** `answer` answers a request of other parameters: those of the hidden dataset. */
export async function answerGenerated(
  generated: GeneratedViews,
  method: Method,
  params: unknown,
  context: IRequestContext,
  answer: (params: unknown) => Promise<IResponse>
): Promise<IResponse> {
  const target = params as ITarget;
  if (method === 'view.generate' && !hasGenerating(target.view)) {
    throw new RequestError(
      'invalid',
      'No stage of the view makes samples of its own, such as to_patches does.'
    );
  }
  if (BY_SCHEMA.has(method) || keepsView(method) || !hasGenerating(target.view)) {
    return answer(params);
  }
  const found = await generated.resolve(target.dataset, target.view, context, target.renew);
  const { dataset, view, stage, stages } = found;
  if (method === 'view.generate') {
    return { result: { dataset, stage, stages, info: await generated.describe(dataset) } };
  }
  try {
    const response = await answer({ ...target, dataset, view });
    return method === 'grid.open' ? withGenerated(response, found) : response;
  } catch (error) {
    throw withStageOf(found, error);
  }
}

const withGenerated = (
  response: IResponse,
  { dataset, stage, stages }: IResolvedView
): IResponse => ({
  ...response,
  result: { ...(response.result as object), generated: { dataset, stage, stages } }
});

/** An error with the stage's place in the view that was asked. */
function withStageOf({ stages }: IResolvedView, error: unknown): unknown {
  const index = error instanceof RequestError ? error.details['stage_index'] : undefined;
  return error instanceof RequestError && typeof index === 'number'
    ? new RequestError(error.code, error.message, {
        ...error.details,
        stage_index: index + stages
      })
    : error;
}
