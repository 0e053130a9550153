/**
 * The layout of the App's panels: a tree of spaces. A space holds either panels, of which one is in
 * front, or further spaces side by side. Keys are those of the reference's Python classes.
 */
import { z } from 'zod';

const componentId = z.string().min(1).max(100);

/** One panel, `Samples` or `Histograms` for example; `state` is the panel's own. */
export const panelSchema = z.object({
  component_id: componentId,
  type: z.string().min(1).max(100),
  /** Pinned panels cannot be closed. */
  pinned: z.boolean().default(false),
  state: z.record(z.string(), z.unknown()).default({})
});
export type Panel = z.infer<typeof panelSchema>;

export interface ISpace {
  component_id: string;
  /** All panels, or all spaces. */
  children: (ISpace | Panel)[];
  /** How child spaces are arranged: side by side, or one above the other. */
  orientation: 'horizontal' | 'vertical' | null;
  /** `component_id` of the panel in front; null is the first. */
  active_child: string | null;
  /** Shares of the child spaces, which sum up to 1; null shares alike. */
  sizes: number[] | null;
}

const MAX_DEPTH = 16;
const MAX_COMPONENTS = 200;

const nodeSchema: z.ZodType<ISpace> = z.object({
  component_id: componentId,
  get children() {
    return z.array(z.union([panelSchema, nodeSchema])).max(MAX_COMPONENTS);
  },
  orientation: z.enum(['horizontal', 'vertical']).nullable().default(null),
  active_child: z.string().nullable().default(null),
  sizes: z.array(z.number().min(0).max(1)).max(MAX_COMPONENTS).nullable().default(null)
}) as z.ZodType<ISpace>;

export const isPanel = (component: ISpace | Panel): component is Panel => 'type' in component;

/** The layout that `null` stands for: the samples alone. */
export const DEFAULT_SPACES: ISpace = {
  component_id: 'root',
  children: [{ component_id: 'samples', type: 'Samples', pinned: true, state: {} }],
  orientation: null,
  active_child: null,
  sizes: null
};

/** Every space and panel below a space, itself included. */
export function componentsOf(space: ISpace): (ISpace | Panel)[] {
  const found: (ISpace | Panel)[] = [];
  const visit = (component: ISpace | Panel): void => {
    found.push(component);
    if (!isPanel(component)) {
      component.children.forEach(visit);
    }
  };
  visit(space);
  return found;
}

/** How many spaces are nested in each other. */
function depthOf(space: unknown): number {
  let depth = 0;
  let level: unknown[] = [space];
  while (level.length > 0 && depth <= MAX_DEPTH) {
    depth += 1;
    level = level.flatMap(item => {
      const children = (item as { children?: unknown } | null)?.children;
      return Array.isArray(children) ? children : [];
    });
  }
  return depth;
}

/** A layout; ids are unique in it, it holds at most 200 components in 16 levels. */
export const spacesSchema: z.ZodType<ISpace> = z
  .unknown()
  // Before anything walks down recursively.
  .refine(value => depthOf(value) <= MAX_DEPTH, `Spaces may be nested ${MAX_DEPTH} deep.`)
  .pipe(nodeSchema)
  .superRefine((space, context) => {
    const components = componentsOf(space);
    const ids = new Set(components.map(({ component_id: id }) => id));
    if (components.length > MAX_COMPONENTS) {
      context.addIssue(`A layout has at most ${MAX_COMPONENTS} spaces and panels.`);
    }
    if (ids.size < components.length) {
      context.addIssue('Two spaces or panels of a layout have the same component_id.');
    }
    for (const component of components) {
      if (isPanel(component)) {
        continue;
      }
      const { children, sizes } = component;
      if (children.some(isPanel) && !children.every(isPanel)) {
        context.addIssue('A space holds either panels or spaces, not both.');
      }
      if (sizes && sizes.length !== children.length) {
        context.addIssue('A space has as many sizes as children.');
      }
    }
  }) as unknown as z.ZodType<ISpace>;
