// A person's page is edited where it stands, two who are one are merged by hand, and whoever was put away comes back.
import { databasePathIn, openDatabase } from '../src/engine/db/open.ts'
import type { DesktopApp } from './fixtures/desktop-app.ts'
import { leaveMeanings } from './fixtures/leave-meanings.ts'
import { expect, test } from './fixtures/test.ts'
import { syncByHand } from './fixtures/sync-by-hand.ts'
import { untilUnderstood } from './fixtures/until-understood.ts'
import { expectAccessible } from './fixtures/expect-accessible.ts'
import { Frame } from './pages/frame.ts'

test('people are edited, merged and brought back, each with a way to undo it, and notes outlive a sudden end', async ({
  launch,
  dataFolder,
}) => {
  const app = await launch()
  await app.untilReady()
  await syncByHand(app)
  const page = await app.page()
  const frame = new Frame(page)
  const messages = page.getByRole('region', { name: 'Messages', exact: true })
  const undo = messages.getByRole('button', { name: 'Undo' })
  const list = page.getByRole('listbox', { name: 'People' })
  const name = page.getByRole('heading', { level: 1 })
  await leaveMeanings(app)
  await frame.exploreSample()
  await untilUnderstood(app)

  await test.step('a hidden person comes back from the list by button and key, and from their page', async () => {
    await frame.open('People')
    await page.getByRole('combobox', { name: 'Show' }).click()
    await page.getByRole('option', { name: 'Hidden', exact: true }).click()
    const rows = list.getByRole('option')
    await expect(rows.filter({ hasText: 'Bring back' }).first()).toBeVisible()
    await expectAccessible(page, 'Hidden people')
    const before = await countHidden()
    await rows.first().getByText('Bring back').click()
    await expect(messages).toContainText('is in your address book now')
    await expect.poll(countHidden).toBe(before - 1)
    await undo.click()
    await expect.poll(countHidden).toBe(before)
    await expect(rows.first()).toHaveAttribute('aria-setsize', String(before))
    await page.keyboard.press('j')
    await page.keyboard.press('b')
    await expect.poll(countHidden).toBe(before - 1)
    await expect(rows.first()).toHaveAttribute('aria-setsize', String(before - 1))
    await rows.first().click()
    await page.getByRole('button', { name: 'Bring back' }).click()
    await expect.poll(countHidden).toBe(before - 2)
    await expect(page.getByRole('button', { name: 'Bring back' })).toBeHidden()
  })

  const [first, second] = (await listActive()).slice(0, 2)
  if (first === undefined || second === undefined) throw new Error('the sample has too few people')
  await test.step('name and title are edited in place', async () => {
    await page.evaluate((id) => (window.location.hash = `#/people/${id}`), first.id)
    await page.getByRole('button', { name: `Name: ${first.name}. Edit` }).click()
    await page.getByRole('textbox', { name: 'Name' }).fill('Somebody Else')
    await page.keyboard.press('Escape')
    await expect(name).toContainText(first.name)
    await page.getByRole('button', { name: `Name: ${first.name}. Edit` }).click()
    await page.getByRole('textbox', { name: 'Name' }).fill('Somebody Else')
    await page.keyboard.press('Enter')
    await expect(name).toContainText('Somebody Else')
    await undo.last().click()
    await expect(name).toContainText(first.name)
    await page.getByRole('button', { name: /^Title: / }).click()
    await page.getByRole('textbox', { name: 'Title' }).fill('Gardener')
    await page.keyboard.press('Enter')
    await expect.poll(async () => (await app.ask('people.get', { id: first.id })).title).toBe('Gardener')
  })

  await test.step('two are merged, and are two again', async () => {
    const people = (await listActive()).length
    await page.getByRole('button', { name: 'Merge with…' }).click()
    const choice = page.getByRole('dialog', { name: /^Who is the same person/ })
    await choice.getByRole('combobox').fill(second.name)
    await choice.getByRole('option', { name: second.name }).first().click()
    await expect(messages).toContainText(`${second.name} and ${first.name} are one person now`)
    expect(await listActive()).toHaveLength(people - 1)
    await undo.last().click()
    await expect.poll(async () => (await listActive()).length).toBe(people)
    await expectAccessible(page, 'Person')
  })

  await test.step('an insight that could not be written says why, and is asked for again', async () => {
    const db = openDatabase(databasePathIn(dataFolder))
    db.sqlite.exec(`
      CREATE TRIGGER one_attempt AFTER INSERT ON jobs WHEN NEW.kind = 'insight' BEGIN
        UPDATE jobs SET max_attempts = 1 WHERE id = NEW.id;
      END;
      CREATE TRIGGER no_ink BEFORE INSERT ON insights BEGIN SELECT RAISE(ABORT, 'There is no ink.'); END`)
    const insight = page.getByRole('region', { name: 'Insight' })
    await insight.getByRole('button', { name: 'Create insight' }).click()
    await expect(insight.getByRole('alert')).toContainText('There is no ink.')
    db.sqlite.exec('DROP TRIGGER no_ink')
    db.close()
    await insight.getByRole('button', { name: 'Create insight' }).click()
    await expect(insight.getByRole('alert')).toHaveCount(0)
    await expect(insight.getByText('now')).toBeVisible()
    await expect(insight.getByRole('button', { name: 'Create insight' })).toBeVisible()
  })

  await test.step('what was typed a moment before the end is kept', async () => {
    await page.getByRole('textbox', { name: 'Notes' }).fill('Likes tulips')
    await app.quit()
    const again = await launch()
    await again.untilReady()
    expect((await again.ask('people.get', { id: first.id })).notes).toBe('Likes tulips')
  })

  async function countHidden(): Promise<number> {
    return (await app.ask('people.page', { text: '', status: 'hidden', sort: 'recent', cursor: null, limit: 1 })).total
  }

  async function listActive(): Promise<readonly { id: number; name: string }[]> {
    return await listPeople(app)
  }
})

async function listPeople(app: DesktopApp): Promise<readonly { id: number; name: string }[]> {
  return (await app.ask('people.page', { text: '', status: 'active', sort: 'strength', cursor: null, limit: 500 })).items
}

test('the timeline is narrowed to a person and to days, and the search names its filters', async ({ app }) => {
  const page = await app.page()
  const frame = new Frame(page)
  await leaveMeanings(app)
  await frame.exploreSample()
  await untilUnderstood(app)

  await test.step('the timeline', async () => {
    await frame.open('Timeline')
    const count = page
      .getByRole('banner')
      .filter({ has: page.getByRole('heading', { level: 1 }) })
      .or(page.getByRole('main'))
      .getByText(/ entr(y|ies)$/)
    // What has begun meanwhile is there, too: the stream ends now.
    const showsAll = async (filter: { contactId?: number }): Promise<boolean> => {
      const { total } = await app.ask('timeline.page', { filter, cursor: null, limit: 1 })
      return Number((await count.textContent())?.replaceAll(/\D/g, '')) === total
    }
    await expect.poll(() => showsAll({})).toBe(true)
    await page.getByRole('button', { name: 'Anyone' }).click()
    const choice = page.getByRole('dialog', { name: 'Show only mail and meetings with' })
    const person = (await choice.getByRole('option').first().locator('.truncate').first().textContent()) ?? ''
    const contactId = (await listPeople(app)).find(({ name }) => name === person)?.id ?? 0
    await page.keyboard.press('Enter')
    await expect(page.getByRole('button', { name: `Not only ${person}` })).toBeVisible()
    await expect.poll(() => showsAll({ contactId })).toBe(true)
    const { items, total } = await app.ask('timeline.page', { filter: { contactId }, cursor: null, limit: 1 })
    const dayBefore = new Date((items[0]?.occurredAtMs ?? 0) - 2 * 86_400_000).toISOString().slice(0, 10)
    await page.getByLabel('Until', { exact: true }).fill(dayBefore)
    await expect.poll(async () => Number((await count.textContent())?.replaceAll(/\D/g, ''))).toBeLessThan(total)
    await expectAccessible(page, 'Narrowed timeline')
    await page.getByLabel('Until', { exact: true }).fill('')
    await page.getByRole('button', { name: `Not only ${person}` }).click()
    await expect.poll(() => showsAll({})).toBe(true)
  })

  await test.step('the search', async () => {
    await frame.open('Search')
    const box = page.getByRole('combobox', { name: 'Search everything' })
    const filters = page.getByRole('group', { name: 'Filters' })
    await box.fill('meeting')
    await filters.getByRole('button', { name: /^before:/ }).click()
    await expect(box).toBeFocused()
    await page.keyboard.type('2026')
    await expect(box).toHaveValue('meeting before:2026')
    await filters.getByRole('button', { name: /^is:meeting/ }).click()
    await expect(filters.getByRole('button', { name: 'Remove the filter is:meeting' })).toBeVisible()
    await expectAccessible(page, 'Search with filters')
    await filters.getByRole('button', { name: 'Remove the filter before:2026' }).click()
    await expect(box).toHaveValue('meeting is:meeting ')
  })
})
