// The review of what is imported of an account, as a person reads it.
import type { Locator, Page } from '@playwright/test'

/** Open it from the connect dialog, the pill, a card or Settings. */
export class ImportReview {
  readonly dialog: Locator
  readonly labels: Locator
  readonly findLabel: Locator
  /** What the choices come to. */
  readonly outcome: Locator
  readonly import: Locator
  readonly save: Locator

  constructor(page: Page) {
    this.dialog = page.getByRole('dialog', { name: /^(Review what will be|Change what is) imported$/ })
    this.labels = this.dialog.getByRole('group', { name: 'Labels to skip' })
    this.findLabel = this.dialog.getByRole('searchbox', { name: 'Find a label' })
    this.outcome = this.dialog.getByRole('contentinfo').or(this.dialog.locator('footer')).getByRole('status')
    this.import = this.dialog.getByRole('button', { name: 'Import', exact: true })
    this.save = this.dialog.getByRole('button', { name: 'Save', exact: true })
  }

  /** The button of a period, by the beginning of its name. */
  period(name: string): Locator {
    return this.dialog.getByRole('group', { name: 'Period' }).getByRole('button', { name })
  }

  /** The switch of a category or calendar. */
  toggle(name: string): Locator {
    return this.dialog.getByRole('switch', { name, exact: true })
  }
}
