// The frame of the window as a person finds it: by the names of links, buttons and the status.
import type { Locator, Page } from '@playwright/test'

/** The names of the links in the rail. */
export const screenNames = ['Today', 'Calendar', 'Timeline', 'People', 'Search', 'Jobs', 'Settings'] as const

/** The name of one screen. */
export type ScreenName = (typeof screenNames)[number]

/** What every screen has around it. */
export class Frame {
  readonly page: Page
  /** The pill that says where things stand. */
  readonly status: Locator
  readonly syncNow: Locator
  /** The panel on the right. */
  readonly details: Locator

  constructor(page: Page) {
    this.page = page
    this.status = page.getByRole('banner').getByRole('status')
    this.syncNow = page.getByRole('banner').getByRole('button', { name: 'Sync Now' })
    this.details = page.getByRole('complementary', { name: 'Details' })
  }

  /** Goes to a screen by its link. */
  async open(name: ScreenName): Promise<void> {
    await this.page.getByRole('link', { name, exact: true }).click()
    await this.page.getByRole('heading', { level: 1, name }).waitFor({ state: 'attached' })
  }

  /** From the welcome into the sample workspace. */
  async exploreSample(): Promise<void> {
    await this.page.getByRole('button', { name: 'Explore the sample workspace' }).click()
    await this.syncNow.waitFor()
  }
}
