// Starts the app that the command line names, as Electron's own default app does: `electron [-r MODULE]… PATH`.
import { app } from 'electron'
import { readFileSync } from 'node:fs'
import Module, { createRequire } from 'node:module'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'

const preloads = []
let path
const given = process.argv.slice(1)
for (let index = 0; index < given.length && path === undefined; index += 1) {
  const argument = given[index]
  if (argument === '--version' || argument === '-v') {
    console.log(`v${process.versions.electron}`)
    process.exit(0)
  } else if (argument === '-r' || argument === '--require') {
    index += 1
    preloads.push(given[index])
  } else if (!argument.startsWith('-')) {
    path = resolve(argument)
  }
}

if (path === undefined) {
  console.error('usage: electron [-r MODULE]... PATH')
  process.exit(1)
}

process.defaultApp = true
if (preloads.length > 0) Module._preloadModules(preloads)

let main = path
if (!/\.[cm]?js$/.test(path)) {
  const description = JSON.parse(readFileSync(join(path, 'package.json'), 'utf8'))
  if (description.version) app.setVersion(description.version)
  app.setName(description.productName ?? description.name)
  app.setDesktopName(description.desktopName ?? `${app.name}.desktop`)
  app.setAppPath(path)
  main = createRequire(join(path, 'package.json')).resolve(resolve(path, description.main ?? 'index.js'))
}
await import(pathToFileURL(main).href)
