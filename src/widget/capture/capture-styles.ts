/** The App's own style rules as one text, and the host's variables they use. */

const OURS = 'lunette-';

/** Style rules of the page that speak of our classes, in order, as far as their conditions hold. */
export function collectStyles(sheets: Iterable<CSSStyleSheet>): string {
  const texts: string[] = [];
  for (const sheet of sheets) {
    collectRules(rulesOf(sheet), texts);
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

function collectRules(rules: CSSRuleList | null, texts: string[]): void {
  for (const rule of rules ?? []) {
    if (rule instanceof CSSStyleRule) {
      if (rule.selectorText.includes(OURS)) {
        texts.push(rule.cssText);
      }
    } else if (rule instanceof CSSImportRule) {
      collectRules(rule.styleSheet && rulesOf(rule.styleSheet), texts);
    } else if (rule instanceof CSSMediaRule) {
      if (window.matchMedia(rule.conditionText).matches) {
        collectRules(rule.cssRules, texts);
      }
    } else if (rule instanceof CSSGroupingRule) {
      collectRules(rule.cssRules, texts);
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
