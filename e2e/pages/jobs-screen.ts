// The job monitor as a person reads it: the pipeline, the lists behind the tabs, the alerts.
import type { Locator, Page } from '@playwright/test'

/** @see Frame for what is around it. */
export class JobsScreen {
  readonly page: Page
  readonly pipeline: Locator
  /** Without those about a computer that is slow: they tell of whatever else it does. */
  readonly alerts: Locator
  /** What is held back. */
  readonly paused: Locator
  /** The jobs of the chosen tab. */
  readonly list: Locator
  /** The buttons for the queue as a whole. */
  readonly controls: Locator

  constructor(page: Page) {
    this.page = page
    this.pipeline = page.getByRole('figure', { name: 'Pipeline' })
    this.alerts = page
      .getByRole('list', { name: 'Alerts' })
      .getByRole('listitem')
      .filter({ hasNotText: / took [\d.]+ seconds to / })
    this.paused = page.getByRole('list', { name: 'Paused' })
    this.list = page.getByRole('listbox', { name: 'Jobs' })
    this.controls = page.getByRole('main')
  }

  /** Goes to one of the lists. */
  async choose(
    name: 'Running' | 'Waiting' | 'Failed' | 'Cancelled' | 'Finished' | 'Items' | 'Schedules' | 'Figures',
  ): Promise<void> {
    await this.page.getByRole('tab', { name: new RegExp(`^${name}`) }).click()
  }

  /** Opens the page of a job in the list. */
  async open(id: number): Promise<void> {
    await this.list
      .getByRole('option')
      .filter({ hasText: `#${id}` })
      .click()
    await this.page.getByRole('group', { name: `Job ${id}` }).waitFor()
  }

  /** Narrows the list to one kind. */
  async chooseKind(name: string): Promise<void> {
    await this.page.getByRole('combobox', { name: 'Kind of job' }).click()
    await this.page.getByRole('option', { name, exact: true }).click()
  }

  /** Gives the job whose page is open another priority. */
  async choosePriority(name: string): Promise<void> {
    await this.page.getByRole('combobox', { name: 'Priority' }).click()
    await this.page.getByRole('option', { name, exact: true }).click()
  }
}
