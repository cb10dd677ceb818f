// Builds the three bundles: main (with the threads and the command line), preload, and the page.
import tailwindcss from '@tailwindcss/vite'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'electron-vite'
import { cp } from 'node:fs/promises'
import { join } from 'node:path'
import type { Plugin } from 'vite'

const root = import.meta.dirname

/** The oldest Electron the bundle runs on is 33: Node 20.18 and Chromium 130. */
const nodeTarget = 'node20.18'
const chromeTarget = 'chrome130'

/** Copies a folder that the program reads at run time to where the bundle looks for it. */
function copyFolder(from: string, to: string): Plugin {
  return {
    name: `copy-${from.replaceAll('/', '-')}`,
    apply: 'build',
    async closeBundle() {
      await cp(join(root, from), join(root, to), { recursive: true })
    },
  }
}

export default defineConfig({
  main: {
    build: {
      target: nodeTarget,
      sourcemap: true,
      reportCompressedSize: false,
      // "dependencies" of package.json stay outside the bundle; everything else is in it.
      externalizeDeps: true,
      rolldownOptions: {
        input: {
          entry: join(root, 'src/main/entry.ts'),
          index: join(root, 'src/main/index.ts'),
          'engine-thread': join(root, 'src/engine/threads/engine-thread.ts'),
          'reader-thread': join(root, 'src/engine/threads/reader-thread.ts'),
          'embedder-thread': join(root, 'src/engine/threads/embedder-thread.ts'),
          'model-thread': join(root, 'src/engine/threads/model-thread.ts'),
          'care-thread': join(root, 'src/engine/threads/care-thread.ts'),
          'log-writer-thread': join(root, 'src/engine/threads/log-writer-thread.ts'),
          cli: join(root, 'src/cli/index.ts'),
        },
        output: {
          format: 'es',
          // Flat, so that a path relative to import.meta.url is the same in an entry and in a shared chunk.
          entryFileNames: '[name].js',
          chunkFileNames: '[name]-[hash].js',
          assetFileNames: '[name]-[hash].[ext]',
        },
      },
    },
    plugins: [copyFolder('src/engine/db/migrations', 'out/main/migrations')],
  },
  preload: {
    build: {
      target: nodeTarget,
      reportCompressedSize: false,
      // A sandboxed preload can require nothing but Electron: it carries all it needs.
      externalizeDeps: false,
      rolldownOptions: {
        input: { index: join(root, 'src/preload/index.ts') },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: join(root, 'src/renderer'),
    build: {
      target: chromeTarget,
      minify: true,
      reportCompressedSize: false,
      chunkSizeWarningLimit: 2_000,
      rolldownOptions: { input: join(root, 'src/renderer/index.html') },
    },
    plugins: [react(), tailwindcss()],
  },
})
