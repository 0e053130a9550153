/** The style rules that the App's elements need as one text, and the host's variables they use. */

const OURS = 'lunette-';

/** Classes below `root` that are not ours, such as those of docked panels. */
export function foreignClasses(root: Element): Set<string> {
  const classes = new Set<string>();
  for (const element of [root, ...root.querySelectorAll('[class]')]) {
    for (const name of element.classList) {
      if (!name.startsWith(OURS)) {
        classes.add(name);
      }
    }
  }
  return classes;
}

/**
 * Style rules of the page that speak of our classes or of `foreign` ones, in order, as far as their
 * conditions hold.
 */
export function collectStyles(
  sheets: Iterable<CSSStyleSheet>,
  foreign: ReadonlySet<string> = new Set()
): string {
  const texts: string[] = [];
  const wanted = (selector: string): boolean =>
    selector.includes(OURS) ||
    (foreign.size > 0 &&
      (selector.match(/\.-?[_a-zA-Z][\w-]*/g) ?? []).some(name => foreign.has(name.slice(1))));
  for (const sheet of sheets) {
    collectRules(rulesOf(sheet), wanted, texts);
  }
  return texts.join('\n');
}

function rulesOf(sheet: CSSStyleSheet): CSSRuleList | null {
  try {
    return sheet.cssRules;
  } catch (error) {
    // A sheet of another origin cannot be read; ours is never one.
    if (error instanceof DOMException) {
      return null;
    }
    throw error;
  }
}

function collectRules(
  rules: CSSRuleList | null,
  wanted: (selector: string) => boolean,
  texts: string[]
): void {
  for (const rule of rules ?? []) {
    if (rule instanceof CSSStyleRule) {
      if (wanted(rule.selectorText)) {
        texts.push(rule.cssText);
      }
    } else if (rule instanceof CSSImportRule) {
      collectRules(rule.styleSheet && rulesOf(rule.styleSheet), wanted, texts);
    } else if (rule instanceof CSSMediaRule) {
      if (window.matchMedia(rule.conditionText).matches) {
        collectRules(rule.cssRules, wanted, texts);
      }
    } else if (rule instanceof CSSGroupingRule) {
      collectRules(rule.cssRules, wanted, texts);
    }
  }
}

/** Names of the host's variables that a style text or inline style uses. */
export function usedVariables(text: string): string[] {
  return [...new Set(text.match(/--jp-[\w-]+/g) ?? [])];
}

/** Declarations that fix the variables at their values for `element` (the body's if detached). */
export function resolvedVariables(names: readonly string[], element: Element): string {
  const style = getComputedStyle(element.isConnected ? element : document.body);
  return names
    .map(name => [name, style.getPropertyValue(name).trim()] as const)
    .filter(([, value]) => value !== '')
    .map(([name, value]) => `${name}: ${value};`)
    .join(' ');
}
