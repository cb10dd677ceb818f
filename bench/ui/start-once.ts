// Starts the app once, lets it sync the sample workspace, goes through its screens, and prints what was measured as one line of JSON.
import path from 'node:path'
import { _electron } from '@playwright/test'
import { quantile } from '../harness.ts'
import { inTempFolder } from '../temp-folder.ts'

const root = path.join(import.meta.dirname, '../..')
const screens = ['Calendar', 'Timeline', 'People', 'Search', 'Jobs', 'Settings', 'Today']

/** Resolves to the milliseconds from a click on a screen's link to the frame after the one in which its heading is there. */
const switchTo = (name: string): string => `new Promise((resolve) => {
  const link = [...document.querySelectorAll('nav a')].find((each) => each.textContent.trim().startsWith(${JSON.stringify(name)}))
  const beganAt = performance.now()
  link.click()
  const look = () => document.querySelector('h1')?.textContent.includes(${JSON.stringify(name)})
    ? requestAnimationFrame(() => resolve(performance.now() - beganAt))
    : requestAnimationFrame(look)
  look()
})`

/** Resolves to when the window first showed something, milliseconds since the epoch. */
const firstPaint = `new Promise((resolve) => {
  const take = (list) => {
    const [paint] = list.getEntriesByName('first-contentful-paint')
    if (paint) resolve(performance.timeOrigin + paint.startTime)
  }
  new PerformanceObserver(take).observe({ type: 'paint', buffered: true })
})`

/** In main: resolves when the app is up and its loop is being measured, and begins that anew. */
const measureAnew = `new Promise((resolve) => {
  const look = () => (globalThis.omnicrm ? resolve(globalThis.omnicrm.eventLoop.reset()) : setTimeout(look, 20))
  look()
})`

const tours = Number(process.argv[2])
const measured = await inTempFolder(async (folder) => {
  const startedAtMs = Date.now()
  const environment = Object.fromEntries(
    Object.entries(process.env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  )
  const app = await _electron.launch({
    args: [...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), root],
    cwd: root,
    env: { ...environment, OMNICRM_DATA_DIR: path.join(folder, 'data'), OMNICRM_KEYCHAIN_SERVICE: 'omnicrm-bench' },
  })
  try {
    const page = await app.firstWindow()
    const explore = page.getByRole('button', { name: 'Explore the sample workspace' })
    await explore.waitFor()
    const coldStartMs = (await page.evaluate<number>(firstPaint)) - startedAtMs
    await explore.click()
    await page.getByRole('button', { name: 'Sync Now' }).waitFor()
    await app.evaluate(measureAnew)
    const switchesMs: number[] = []
    for (let tour = 0; tour < tours; tour += 1)
      for (const name of screens) switchesMs.push(await page.evaluate<number>(switchTo(name)))
    const mainLoopDelayP99Ms = await app.evaluate<number>('globalThis.omnicrm.eventLoop.read().p99Ms')
    return { coldStartMs, mainLoopDelayP99Ms, screenSwitchP95Ms: quantile(switchesMs, 0.95) }
  } finally {
    await app.close()
  }
})
console.log(JSON.stringify(measured))
