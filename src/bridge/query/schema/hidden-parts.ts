/** Parts of documents (attributes of labels among them) that the stages of a view left out. */

interface IPart {
  field: string;
  part: string;
}

export interface IHiddenRule {
  /** Only these parts are there; null: all. */
  only: ReadonlySet<string> | null;
  without: ReadonlySet<string>;
}

/** Parts that every label keeps. */
const ALWAYS: ReadonlySet<string> = new Set(['id', '_id', '_cls', 'tags']);

const first = (part: string): string => part.split('.')[0] as string;

export class HiddenParts {
  static readonly NONE = new HiddenParts(new Map());

  private constructor(readonly rules: ReadonlyMap<string, IHiddenRule>) {}

  /** Of the fields of these parts, only these parts stay. */
  only(parts: readonly IPart[]): HiddenParts {
    const rules = new Map(this.rules);
    for (const field of new Set(parts.map(({ field: name }) => name))) {
      const before = rules.get(field);
      const chosen = parts.filter(p => p.field === field).map(({ part }) => first(part));
      const still = chosen.filter(part => before?.only?.has(part) ?? true);
      rules.set(field, { only: new Set(still), without: before?.without ?? new Set() });
    }
    return rules.size === 0 ? HiddenParts.NONE : new HiddenParts(rules);
  }

  without(parts: readonly IPart[]): HiddenParts {
    const rules = new Map(this.rules);
    for (const { field, part } of parts) {
      const before = rules.get(field);
      rules.set(field, {
        only: before?.only ?? null,
        without: new Set([...(before?.without ?? []), part])
      });
    }
    return rules.size === 0 ? HiddenParts.NONE : new HiddenParts(rules);
  }

  hides(field: string, part: string): boolean {
    const rule = this.rules.get(field);
    if (!rule || ALWAYS.has(part)) {
      return false;
    }
    const excluded = [...rule.without].some(name => part === name || part.startsWith(`${name}.`));
    return excluded || (rule.only !== null && !rule.only.has(first(part)));
  }
}
