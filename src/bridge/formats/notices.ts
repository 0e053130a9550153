/** What a person should know of an import or export that went through: counted, with an example. */
export class Notices {
  private readonly _kinds = new Map<string, { count: number; example: string }>();

  /** `text` holds `{n}` for the count and `{example}` for the first case. */
  add(text: string, example = ''): void {
    const known = this._kinds.get(text);
    if (known) {
      known.count += 1;
    } else {
      this._kinds.set(text, { count: 1, example });
    }
  }

  list(): string[] {
    return [...this._kinds].map(([text, { count, example }]) =>
      text.replace('{n}', String(count)).replace('{example}', () => example)
    );
  }
}
