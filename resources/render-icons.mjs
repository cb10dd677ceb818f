// Draws the PNGs of this folder from its SVGs, with the Chromium that is there anyway: `electron resources/render-icons.mjs`.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { app, BrowserWindow } from 'electron'

const images = [
  ['icon.svg', 1024, 'icon.png'],
  ['icon.svg', 256, 'icon-256.png'],
  ['icon.svg', 22, 'tray.png'],
  ['icon.svg', 44, 'tray@2x.png'],
  ['tray.svg', 16, 'trayTemplate.png'],
  ['tray.svg', 32, 'trayTemplate@2x.png'],
]

/** Runs inside of the page. */
async function draw(address, size) {
  const image = new Image(size, size)
  image.src = address
  await image.decode()
  const canvas = Object.assign(document.createElement('canvas'), { width: size, height: size })
  canvas.getContext('2d').drawImage(image, 0, 0, size, size)
  return canvas.toDataURL('image/png')
}

app.whenReady().then(async () => {
  const window = new BrowserWindow({ show: false })
  await window.loadURL('about:blank')
  for (const [from, size, to] of images) {
    const address = `data:image/svg+xml;base64,${readFileSync(join(import.meta.dirname, from)).toString('base64')}`
    const png = await window.webContents.executeJavaScript(`(${draw})(${JSON.stringify(address)}, ${size})`)
    writeFileSync(join(import.meta.dirname, to), Buffer.from(png.split(',')[1], 'base64'))
  }
  app.quit()
})
