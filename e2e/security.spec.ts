// The page is locked in: no Node, no network, no way out, and nothing in the data folder for others to read.
import { lstatSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { chooseInDialog } from './fixtures/import-dialog.ts'
import { expect, test } from './fixtures/test.ts'
import { untilStatus } from './fixtures/watch-workspace.ts'
import { Frame, screenNames } from './pages/frame.ts'

test('the live web preferences are the safe ones', async ({ app }) => {
  const preferences = await app.electron.evaluate(({ webContents }) =>
    webContents
      .getAllWebContents()
      .map((contents) =>
        (contents as typeof contents & { getLastWebPreferences(): Record<string, unknown> }).getLastWebPreferences(),
      ),
  )
  expect(preferences).toHaveLength(1)
  expect(preferences[0]).toMatchObject({
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    nodeIntegrationInSubFrames: false,
    webviewTag: false,
    webSecurity: true,
    allowRunningInsecureContent: false,
  })
})

test('the page finds the bridge and nothing of Node or Electron', async ({ app }) => {
  const page = await app.page()
  const found = await page.evaluate(() => {
    const scope = globalThis as Record<string, unknown>
    const bridge = scope['omnicrm'] as Record<string, unknown>
    try {
      bridge['call'] = () => 'replaced'
    } catch {
      // A frozen object says no aloud in strict mode.
    }
    return {
      keys: Object.keys(bridge).toSorted(),
      isReplaced: String(bridge['call']).includes('replaced'),
      node: ['require', 'process', 'module', 'global', 'Buffer', 'electron', 'ipcRenderer'].filter((name) => name in scope),
    }
  })
  expect(found).toEqual({ keys: ['call', 'importDropped', 'on'], isReplaced: false, node: [] })
})

test('every answer of the page’s protocol carries the policy', async ({ app, expectedComplaints }) => {
  expectedComplaints.push(/404/)
  const page = await app.page()
  const answers = await page.evaluate(async () =>
    Promise.all(
      ['/index.html', '/missing.js', '/..%2f..%2fpackage.json', '/assets'].map(async (path) => {
        const response = await fetch(path)
        return { status: response.status, policy: response.headers.get('content-security-policy') ?? '' }
      }),
    ),
  )
  expect(answers.map(({ status }) => status)).toEqual([200, 404, 404, 404])
  for (const { policy } of answers) {
    expect(policy).toContain("default-src 'none'")
    expect(policy).toContain("script-src 'self'")
  }
})

test.describe('what the policy and the guards refuse', () => {
  test.beforeEach(({ expectedComplaints }) => {
    expectedComplaints.push(/Content Security Policy/, /Failed to load resource/, /Not allowed to (load|navigate)/)
  })

  test('no script runs that did not come with the app', async ({ app }) => {
    const page = await app.page()
    const seen = await page.evaluate(async () => {
      const scope = globalThis as Record<string, unknown>
      const refused: string[] = []
      const allRefused = new Promise<void>((resolve) =>
        document.addEventListener('securitypolicyviolation', ({ effectiveDirective }) => {
          if (effectiveDirective.startsWith('script-src')) refused.push(effectiveDirective)
          if (refused.length === 3) resolve()
        }),
      )
      const inline = document.createElement('script')
      inline.textContent = 'globalThis.inlineRan = true'
      document.head.append(inline)
      const image = document.createElement('div')
      image.innerHTML = '<img src="x:" onerror="globalThis.handlerRan = true">'
      document.body.append(image)
      const blob = document.createElement('script')
      blob.src = URL.createObjectURL(new Blob(['globalThis.blobRan = true']))
      document.head.append(blob)
      await allRefused
      inline.remove()
      image.remove()
      blob.remove()
      return { ran: ['inlineRan', 'handlerRan', 'blobRan'].filter((name) => name in scope), refused: refused.toSorted() }
    })
    expect(seen).toEqual({ ran: [], refused: ['script-src-attr', 'script-src-elem', 'script-src-elem'] })
  })

  test('nothing is asked of the network, whatever the page tries', async ({ app, google }) => {
    const page = await app.page()
    const requested = await page.evaluate(async (origin) => {
      const attempts = [
        fetch(`${origin}/fetch`),
        fetch('https://example.com/'),
        fetch('file:///etc/passwd'),
        new Promise((resolve, reject) => {
          const image = new Image()
          image.addEventListener('load', resolve)
          image.addEventListener('error', reject)
          image.src = `${origin}/pixel.gif`
        }),
        new Promise((resolve, reject) => {
          const socket = new WebSocket(origin.replace('http', 'ws'))
          socket.addEventListener('open', resolve)
          socket.addEventListener('error', reject)
        }),
      ]
      return (await Promise.allSettled(attempts)).map(({ status }) => status)
    }, google.origin)
    expect(requested).toEqual(['rejected', 'rejected', 'rejected', 'rejected', 'rejected'])
    expect(google.fake.log).toEqual([])
  })

  test('the page stays where it is and opens no window', async ({ app }) => {
    const opened = await app.replaceBrowser({ follow: false })
    const page = await app.page()
    const address = page.url()
    const windows = await page.evaluate(() => {
      const targets = ['https://example.com/', 'app://omnicrm/index.html', 'file:///etc/passwd', 'javascript:1', 'about:blank']
      return targets.map((target) => window.open(target))
    })
    expect(windows).toEqual([null, null, null, null, null])
    const refusedBefore = (await app.readRefusals()).length
    for (const target of ['https://example.com/', 'file:///etc/passwd', 'app://other/', 'data:text/html,x']) {
      await page.evaluate((url) => void (location.href = url), target)
    }
    const refused = async (): Promise<readonly string[]> => (await app.readRefusals()).slice(refusedBefore)
    // The first is followed in the person's browser; what Chromium refuses by itself never comes to the guards.
    await expect.poll(refused).toEqual(['navigation', 'navigation'])
    expect(page.url()).toBe(address)
    expect(await app.electron.evaluate(({ webContents }) => webContents.getAllWebContents().length)).toBe(1)
    expect(await opened()).toEqual(['https://example.com/'])
  })

  test('no permission is given and none is asked for', async ({ app }) => {
    const page = await app.page()
    const answers = await page.evaluate(async () => {
      const media = await navigator.mediaDevices.getUserMedia({ audio: true }).then(
        () => 'granted',
        () => 'denied',
      )
      const place = await new Promise((resolve) =>
        navigator.geolocation.getCurrentPosition(
          () => resolve('granted'),
          () => resolve('denied'),
        ),
      )
      return { media, place, notifications: await Notification.requestPermission() }
    })
    expect(answers).toEqual({ media: 'denied', place: 'denied', notifications: 'denied' })
  })

  test('an embedded browser is not there', async ({ app }) => {
    const page = await app.page()
    await page.evaluate(async () => {
      const view = document.createElement('webview')
      view.setAttribute('src', 'https://example.com/')
      // A frame that comes after it is there when it would be.
      const frame = document.createElement('iframe')
      frame.srcdoc = 'later'
      const loaded = new Promise((resolve) => frame.addEventListener('load', resolve))
      document.body.append(view, frame)
      await loaded
      frame.remove()
    })
    expect(
      await app.electron.evaluate(({ webContents }) => webContents.getAllWebContents().map((contents) => contents.getType())),
    ).toEqual(['window'])
    await page.evaluate(() => document.querySelector('webview')?.remove())
  })

  test('a frame in the page cannot call the app', async ({ app }) => {
    const page = await app.page()
    const refusedBefore = (await app.readRefusals()).length
    await page.evaluate(() => {
      const frame = document.createElement('iframe')
      frame.src = '/index.html'
      document.body.append(frame)
    })
    await expect.poll(async () => (await app.readRefusals()).slice(refusedBefore)).toHaveLength(1)
    const reached = await page.evaluate(async () => {
      const frame = document.querySelector('iframe')
      try {
        const bridge = frame?.contentWindow?.omnicrm
        return bridge === undefined ? 'no bridge' : await bridge.call('status.get', {})
      } catch {
        return 'no access'
      } finally {
        frame?.remove()
      }
    })
    expect(['no bridge', 'no access']).toContain(reached)
  })
})

test('a whole visit asks for nothing but the app’s own pages', async ({ launch }) => {
  const app = await launch()
  await app.electron.evaluate(({ session }) => {
    const asked: string[] = []
    Object.assign(globalThis, { askedInTest: asked })
    session.defaultSession.webRequest.onSendHeaders(({ url }) => void asked.push(new URL(url).protocol))
    session.defaultSession.webRequest.onErrorOccurred(({ url }) => void asked.push(new URL(url).protocol))
  })
  const page = await app.page()
  await page.reload()
  await app.untilReady()
  await app.ask('sample.create', {})
  for (const name of screenNames) {
    await app.chooseInMenu(name === 'Settings' ? 'settings' : `go-${name.toLowerCase()}`)
    await page.getByRole('heading', { level: 1, name }).waitFor({ state: 'attached' })
  }
  const asked = await app.electron.evaluate(() => (globalThis as typeof globalThis & { askedInTest: string[] }).askedInTest)
  expect(asked.length).toBeGreaterThan(0)
  expect([...new Set(asked)].filter((protocol) => !['app:', 'data:', 'blob:'].includes(protocol))).toEqual([])
})

test('pictures of a mail are fetched when its person asks for them, by the app and not by the page, and for a sender from then on', async ({
  launch,
  dataFolder,
}) => {
  const asked: string[] = []
  const server = createServer(({ url = '' }, response) => {
    asked.push(url)
    response.writeHead(200, { 'content-type': 'image/gif' }).end(pixel)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const folder = join(dataFolder, '..', 'mails')
  mkdirSync(folder)
  for (const id of ['first', 'second']) writeFileSync(join(folder, `${id}.eml`), mailWithPicture(id, `${origin}/${id}.gif`))

  const app = await launch({ googleOrigin: origin })
  await app.untilReady()
  await chooseInDialog(app, folder)
  await app.chooseInMenu('import-folder')
  await untilStatus(app, 'both mails are there', ({ counts }) => counts.interactions === 2, 60_000)
  const page = await app.page()
  const details = page.getByRole('complementary', { name: 'Details' })
  const open = async (subject: string): Promise<void> => {
    await page.getByRole('option', { name: subject }).click()
    await expect(details.getByRole('heading', { level: 2 })).toHaveText(subject)
    await details.getByRole('button', { name: 'Original' }).click()
  }
  const widthOfPicture = (): Promise<number> =>
    page.evaluate(() => document.querySelector('iframe')?.contentDocument?.images[0]?.naturalWidth ?? -1)

  await new Frame(page).open('Timeline')
  await open('first')
  await expect(details).toContainText('2 remote images blocked')
  expect(await widthOfPicture()).toBe(0)
  expect(asked).toEqual([])
  await details.getByRole('button', { name: 'Show images' }).click()
  await expect.poll(widthOfPicture).toBe(1)
  // The other one is on a private network.
  await expect(details).toContainText('1 image could not be fetched.')
  expect(asked).toEqual(['/first.gif'])
  await details.getByRole('button', { name: 'Always from ada@example.com' }).click()
  await open('second')
  await expect.poll(widthOfPicture).toBe(1)
  await details.getByRole('button', { name: 'No longer always from ada@example.com' }).click()
  await open('first')
  expect(asked).toEqual(['/first.gif', '/second.gif'])
  const purpose = 'showing the pictures of a message'
  await expect
    .poll(async () => (await app.ask('ledger.page', { cursor: null, limit: 10 })).items.map((entry) => entry.purpose))
    .toEqual([purpose, purpose])
  server.close()
})

const pixel = Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64')

function mailWithPicture(id: string, picture: string): string {
  const html = `<p>Look</p><img src="${picture}"><img src="https://192.168.1.1/inside.gif">`
  return `From: Ada <ada@example.com>\nTo: bob@example.org\nSubject: ${id}\nMessage-ID: <${id}@example.com>\nDate: Tue, 3 Mar 2026 10:00:00 +0000\nMIME-Version: 1.0\nContent-Type: text/html\n\n${html}\n`
}

test('nobody else can read the data folder', async ({ app, dataFolder }) => {
  await app.untilReady()
  expect((lstatSync(dataFolder).mode & 0o777).toString(8)).toBe('700')
  const open = readdirSync(dataFolder, { recursive: true, encoding: 'utf8' }).filter((name) => {
    const entry = lstatSync(join(dataFolder, name))
    return !entry.isSymbolicLink() && (entry.mode & 0o077) !== 0
  })
  expect(open).toEqual([])
})
