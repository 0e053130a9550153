/** Shell patterns for names: `*` any text, `?` any character, `[abc]`, `[a-z]`, `[!abc]`. */

/** Matches one character, or any text. */
type Token = ((character: string) => boolean) | 'any text';

function characterSet(content: string): (character: string) => boolean {
  const negated = content.startsWith('!');
  const characters = [...(negated ? content.slice(1) : content)];
  const ranges: [string, string][] = [];
  for (let i = 0; i < characters.length; i++) {
    const first = characters[i] as string;
    const last = characters[i + 2];
    if (characters[i + 1] === '-' && last !== undefined) {
      ranges.push([first, last]);
      i += 2;
    } else {
      ranges.push([first, first]);
    }
  }
  return character =>
    ranges.some(([first, last]) => first <= character && character <= last) !== negated;
}

function tokens(pattern: string): Token[] {
  const characters = [...pattern];
  const found: Token[] = [];
  for (let i = 0; i < characters.length; i++) {
    const character = characters[i] as string;
    const close = character === '[' ? characters.indexOf(']', i + 2) : -1;
    if (character === '*') {
      found.push('any text');
    } else if (character === '?') {
      found.push(() => true);
    } else if (close > 0) {
      found.push(characterSet(characters.slice(i + 1, close).join('')));
      i = close;
    } else {
      found.push(other => other === character);
    }
  }
  return found;
}

/** Whether names match the pattern. Case counts. Takes time by lengths, whatever the pattern. */
export function namePattern(pattern: string): (name: string) => boolean {
  const parts = tokens(pattern);
  return name => {
    const characters = [...name];
    let at = 0;
    let part = 0;
    // Where to go on if what follows the last star does not fit: the star takes one character more.
    let star = -1;
    let starAt = 0;
    while (at < characters.length) {
      const token = parts[part];
      if (token === 'any text') {
        star = part++;
        starAt = at;
      } else if (token?.(characters[at] as string)) {
        part++;
        at++;
      } else if (star >= 0) {
        part = star + 1;
        at = ++starAt;
      } else {
        return false;
      }
    }
    return parts.slice(part).every(token => token === 'any text');
  };
}
