// Where electron-builder puts the unpacked app on this system.
import { join } from 'node:path'

/**
 * The parts of `dist/` that a packed app is looked at by.
 * @param {string} root the project's folder
 * @returns {{ executable: string, resources: string }}
 */
export function packageFolder(root) {
  const dist = join(root, 'dist')
  const arm = process.arch === 'arm64' ? '-arm64' : ''
  if (process.platform === 'darwin') {
    const contents = join(dist, `mac${arm}`, 'OmniCRM Desktop.app', 'Contents')
    return { executable: join(contents, 'MacOS', 'OmniCRM Desktop'), resources: join(contents, 'Resources') }
  }
  const isWindows = process.platform === 'win32'
  const folder = join(dist, `${isWindows ? 'win' : 'linux'}${arm}-unpacked`)
  const executable = join(folder, isWindows ? 'OmniCRM Desktop.exe' : 'omnicrm-desktop')
  return { executable, resources: join(folder, 'resources') }
}
