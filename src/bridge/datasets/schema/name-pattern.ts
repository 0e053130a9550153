/** Shell patterns for names: `*` any text, `?` any character, `[abc]`, `[a-z]`, `[!abc]`. */

const escape = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');

/** Whether names match the pattern. Case counts. */
export function namePattern(pattern: string): (name: string) => boolean {
  let source = '';
  for (let i = 0; i < pattern.length; i++) {
    const character = pattern[i] as string;
    const close = character === '[' ? pattern.indexOf(']', i + 2) : -1;
    if (character === '*') {
      // Runs of stars mean one star, and must not become a slow expression.
      source += pattern[i - 1] === '*' ? '' : '.*';
    } else if (character === '?') {
      source += '.';
    } else if (close > 0) {
      const negated = pattern[i + 1] === '!';
      const content = pattern.slice(i + (negated ? 2 : 1), close).replace(/[\\\]^[]/g, '\\$&');
      source += `[${negated ? '^' : ''}${content}]`;
      i = close;
    } else {
      source += escape(character);
    }
  }
  try {
    const expression = new RegExp(`^${source}$`, 'su');
    return name => expression.test(name);
  } catch {
    // A range such as [z-a] matches nothing.
    return () => false;
  }
}
