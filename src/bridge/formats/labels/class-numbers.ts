/** Numbers of classes in files that have numbers in place of names. */
import type { Notices } from '../notices';

export class ClassNumbers {
  private readonly _numbers: Map<string, number>;

  /** `given`: other classes are left out; null: numbered as they come. */
  constructor(
    private readonly _given: readonly string[] | null,
    private readonly _notices: Notices
  ) {
    this._numbers = new Map(_given?.map((name, i) => [name, i]));
  }

  /** Null if the class is none of those that were given. */
  of(label: string | null | undefined): number | null {
    if (label == null) {
      this._notices.add('{n} labels without a class were left out.');
      return null;
    }
    const known = this._numbers.get(label);
    if (known !== undefined) {
      return known;
    }
    if (this._given) {
      this._notices.add(
        '{n} labels are of none of the given classes and were left out: {example}.',
        label
      );
      return null;
    }
    const number = this._numbers.size;
    this._numbers.set(label, number);
    return number;
  }

  names(): string[] {
    return [...this._numbers.keys()];
  }
}

/** The class of a number; the number itself if it is beyond the classes. */
export const className = (classes: readonly string[] | null, number: number): string =>
  classes?.[number] ?? String(number);
