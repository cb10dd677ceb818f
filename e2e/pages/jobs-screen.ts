// The job monitor as a person reads it: the pipeline, the lists behind the tabs, the alerts.
import type { Locator, Page } from '@playwright/test'

/** @see Frame for what is around it. */
export class JobsScreen {
  readonly page: Page
  readonly pipeline: Locator
  readonly alerts: Locator

  constructor(page: Page) {
    this.page = page
    this.pipeline = page.getByRole('figure', { name: 'Pipeline' })
    this.alerts = page.getByRole('list', { name: 'Alerts' })
  }

  /** Goes to one of the lists. */
  async choose(name: 'Running' | 'Waiting' | 'Failed' | 'Finished' | 'Items'): Promise<void> {
    await this.page.getByRole('tab', { name: new RegExp(`^${name}`) }).click()
  }
}
