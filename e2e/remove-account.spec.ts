// Nothing goes at one careless click: the sample can be taken back, an account says first what goes with it.
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { chooseInDialog } from './fixtures/import-dialog.ts'
import { expect, test } from './fixtures/test.ts'
import { untilStatus } from './fixtures/watch-workspace.ts'
import { Frame } from './pages/frame.ts'

test('the sample goes in one click, also from the narrow rail, and comes back with another', async ({ app }) => {
  const page = await app.page()
  const messages = page.getByRole('region', { name: 'Messages', exact: true })
  const remove = page.getByRole('button', { name: 'Remove sample', exact: true })
  await new Frame(page).exploreSample()
  await remove.click()
  await expect(remove).toHaveAttribute('aria-busy', 'true')
  await messages.getByRole('button', { name: 'Undo' }).click()
  await expect(remove).not.toHaveAttribute('aria-busy', 'true')
  await app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.setSize(880, 600))
  await expect(page.getByText('Sample workspace: these people')).toBeHidden()
  await remove.click()
  expect((await app.ask('status.get', {})).jobs.byKind['remove_account']).toBeUndefined()
  await messages.getByRole('button', { name: 'Dismiss message' }).click()
  await untilStatus(app, 'the sample is gone', ({ accounts }) => accounts.length === 0, 120_000)
  await expect(page.getByRole('button', { name: 'Explore the sample workspace' })).toBeVisible()
})

test('a message waits for whoever points at it, and what it announced happens once it has gone by itself', async ({ app }) => {
  const page = await app.page()
  await page.clock.install()
  await new Frame(page).exploreSample()
  await page.getByRole('button', { name: 'Remove sample', exact: true }).click()
  const message = page.getByRole('region', { name: 'Messages', exact: true }).getByText('The sample workspace is going')
  await message.hover()
  await page.clock.runFor(15_000)
  await expect(message).toBeVisible()
  await page.mouse.move(5, 5)
  await page.clock.runFor(11_000)
  await expect(message).toBeHidden()
  await untilStatus(app, 'it is being removed', ({ jobs }) => jobs.byKind['remove_account'] !== undefined)
})

test('an account says what goes with it, and stays when that is too much', async ({ app, dataFolder }) => {
  const folder = join(dataFolder, '..', 'mails')
  mkdirSync(folder)
  writeFileSync(
    join(folder, 'a.eml'),
    'From: Ada <ada@example.com>\nTo: bob@example.org\nSubject: a\nMessage-ID: <a@example.com>\nDate: Tue, 3 Mar 2026 10:00:00 +0000\n\nText\n',
  )
  await chooseInDialog(app, folder)
  await app.chooseInMenu('import-folder')
  await untilStatus(app, 'the mail is there', ({ accounts }) => accounts[0]?.counts.mails === 1, 60_000)
  const page = await app.page()
  await new Frame(page).open('Settings')
  const remove = page.getByRole('button', { name: /^Remove: / })
  const dialog = page.getByRole('dialog', { name: /^Remove / })
  await remove.click()
  await expect(dialog).toContainText('This takes away 1 message, 0 events')
  await dialog.getByRole('button', { name: 'Keep it' }).click()
  await expect(dialog).toBeHidden()
  expect((await app.ask('status.get', {})).accounts).toHaveLength(1)
  await remove.click()
  await dialog.getByRole('button', { name: 'Remove', exact: true }).click()
  await untilStatus(app, 'the account is gone', ({ accounts }) => accounts.length === 0, 60_000)
})
