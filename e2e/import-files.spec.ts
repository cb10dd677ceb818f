// Files come in the way a person brings them: through the system's dialog, as a folder, or dropped on the window.
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { DesktopApp } from './fixtures/desktop-app.ts'
import { chooseInDialog } from './fixtures/import-dialog.ts'
import { expect, test } from './fixtures/test.ts'

test('files and folders are chosen in dialogs that offer just them', async ({ app, dataFolder }) => {
  const folder = mailFolder(dataFolder, 'mails', ['one', 'two'])
  const offered = await chooseInDialog(app, folder)
  const page = await app.page()
  await page.getByRole('button', { name: 'Import a folder' }).click()
  await expectMails(app, 2)
  await app.chooseInMenu('import-files')
  await expect.poll(async () => (await offered()).length).toBe(2)
  const isMac = process.platform === 'darwin'
  expect(await offered()).toEqual([
    expect.objectContaining({
      properties: isMac ? ['openFile', 'openDirectory', 'multiSelections'] : ['openDirectory', 'multiSelections'],
    }),
    expect.objectContaining({
      properties: isMac ? ['openFile', 'openDirectory', 'multiSelections'] : ['openFile', 'multiSelections'],
      filters: [
        { name: 'Mail, calendars and contacts', extensions: ['mbox', 'eml', 'ics', 'vcf'] },
        { name: 'All files', extensions: ['*'] },
      ],
    }),
  ])
})

test('a folder and a file that are dropped on the window are imported', async ({ app, dataFolder }) => {
  const folder = mailFolder(dataFolder, 'mails', ['one', 'two'])
  const file = join(mailFolder(dataFolder, 'more', ['three']), 'three.eml')
  const page = await app.page()
  const devTools = await page.context().newCDPSession(page)
  const drag = async (type: 'dragEnter' | 'dragOver' | 'drop'): Promise<void> => {
    const data = { items: [], files: [folder, file], dragOperationsMask: 1 }
    await devTools.send('Input.dispatchDragEvent', { type, x: 200, y: 200, data })
  }
  const zone = page.getByText('Drop to import')
  await drag('dragEnter')
  await expect(zone).toBeVisible()
  await drag('dragOver')
  await drag('drop')
  await expect(zone).toBeHidden()
  await expectMails(app, 3)

  await drag('dragEnter')
  await expect(zone).toBeVisible()
  // What is under the pointer goes meanwhile, and the person thinks better of it.
  await page.evaluate(() => (window.location.hash = '#/settings'))
  await page.getByRole('heading', { level: 1, name: 'Settings' }).waitFor()
  await drag('dragOver')
  await page.evaluate(leaveWindow)
  await expect(zone).toBeHidden()
})

/** In the page: what Chromium tells when files are dragged out of the window, which the tools for developers cannot do. */
function leaveWindow(): void {
  const dataTransfer = new DataTransfer()
  dataTransfer.items.add(new File([], 'a.eml'))
  document.body.dispatchEvent(new DragEvent('dragleave', { bubbles: true, dataTransfer }))
}

function expectMails(app: DesktopApp, count: number): Promise<void> {
  return expect.poll(async () => (await app.ask('status.get', {})).counts.interactions).toBe(count)
}

function mailFolder(dataFolder: string, name: string, ids: readonly string[]): string {
  const folder = join(dataFolder, '..', name)
  mkdirSync(folder)
  for (const id of ids) writeFileSync(join(folder, `${id}.eml`), mail(id))
  return folder
}

function mail(id: string): string {
  return `From: Ada <ada@example.com>\nTo: Bob <bob@example.org>\nSubject: ${id}\nMessage-ID: <${id}@example.com>\nDate: Tue, 3 Mar 2026 10:00:00 +0000\n\nText of ${id}\n`
}
