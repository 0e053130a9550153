import { expect, type Page } from '@playwright/test';
import { AppPage } from './app-page';

/** The App in a browser tab of its own, and what its page complained of. */
export class TabPage {
  readonly errors: string[] = [];
  readonly app: AppPage;

  constructor(readonly page: Page) {
    this.app = new AppPage(page, page.locator('.lunette-Page > .lunette-App'));
    page.on('pageerror', error => this.errors.push(error.stack ?? error.message));
    page.on('console', message => {
      if (message.type() === 'error') {
        this.errors.push(message.text());
      }
    });
  }

  /** The hops of the failure screen: `✓ Page Lunette 0.1.0`. */
  async hops(): Promise<string[]> {
    await expect(this.app.state.locator('.lunette-Hops ul[aria-busy="false"]')).toBeVisible();
    const texts = await this.page.locator('.lunette-Hop').allInnerTexts();
    return texts.map(text => text.replace(/\s+/g, ' '));
  }
}
