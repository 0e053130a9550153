/** Puts text into the clipboard, also on pages that are not served over TLS. */

/** Whether it worked; some browsers and frames forbid it. */
export async function copyText(text: string): Promise<boolean> {
  // Pages over plain HTTP (a lab server in the next room) have no clipboard object.
  if (navigator.clipboard as Clipboard | undefined) {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch (error) {
      if (!(error instanceof DOMException)) {
        throw error;
      }
    }
  }
  const before = document.activeElement;
  const area = document.createElement('textarea');
  area.value = text;
  area.setAttribute('readonly', '');
  area.style.cssText = 'position: fixed; top: 0; opacity: 0';
  document.body.append(area);
  area.select();
  // Deprecated, and the only way on such pages.
  const copied = document.execCommand('copy');
  area.remove();
  if (before instanceof HTMLElement) {
    before.focus();
  }
  return copied;
}
