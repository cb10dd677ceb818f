// The page that says what is wrong and what to do when the app itself cannot be shown; plain HTML without a line of script.
import type { AppErrorValue } from '../../shared/app-error.ts'
import { appOrigin } from '../security/app-origin.ts'

/** Where the page lives. */
export const problemPagePath = '/problem.html'
/** @see problemPagePath */
export const problemPageUrl = `${appOrigin}${problemPagePath}`

/** What a person can choose on the page; each is a link that main catches before it leads anywhere. */
export const problemActions = ['restore-backup', 'start-anew', 'try-again', 'open-data-folder', 'quit'] as const
/** @see problemActions */
export type ProblemAction = (typeof problemActions)[number]

/** What is wrong. */
export interface Problem extends Pick<AppErrorValue, 'message' | 'hint'> {
  /** The database is damaged: a backup may be restored, made at that time, or, where there is no good one (null), only begun anew. */
  readonly damage?: { readonly backupMadeAtMs: number | null }
}

/** The action that a clicked link stands for, or null for any other link. */
export function problemActionOf(url: string): ProblemAction | null {
  const action = url.startsWith(`${problemPageUrl}?`) ? url.slice(problemPageUrl.length + 1) : ''
  return problemActions.find((each) => each === action) ?? null
}

/** The page for one problem. */
export function renderProblemPage({ message, hint, damage }: Problem): string {
  const labels: Partial<Record<ProblemAction, string>> = {
    ...(damage && damage.backupMadeAtMs !== null ? { 'restore-backup': restoreLabel(damage.backupMadeAtMs) } : {}),
    ...(damage ? { 'start-anew': 'Set it aside and start anew' } : {}),
    'try-again': 'Try again',
    'open-data-folder': 'Open the data folder',
    quit: 'Quit',
  }
  const links = Object.entries(labels).map(([action, label]) => `<a href="${problemPagePath}?${action}">${escapeHtml(label)}</a>`)
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>OmniCRM Desktop cannot go on</title>
<style>
  :root { color-scheme: light dark; }
  body { margin: 0; min-height: 100vh; display: grid; place-content: center; background: light-dark(#f5f4f1, #161618);
    color: light-dark(#1c1d21, #eceef2); font: 15px/1.6 system-ui, sans-serif; }
  main { max-width: 34rem; padding: 2rem; }
  h1 { margin: 0 0 1rem; font-size: 1.35rem; }
  p { margin: 0 0 .75rem; overflow-wrap: anywhere; }
  nav { display: flex; flex-wrap: wrap; gap: .5rem; margin-top: 1.5rem; }
  a { padding: .45rem .9rem; border-radius: .5rem; border: 1px solid light-dark(#8a8d96, #6b6f7a); color: inherit; text-decoration: none; }
  a:hover { background: light-dark(#ebebe7, #1c1f26); }
  a:focus-visible { outline: 2px solid light-dark(#3b5bdb, #8aa2ff); outline-offset: 2px; }
</style>
</head>
<body>
<main role="alert">
<h1>OmniCRM Desktop cannot go on</h1>
<p>${escapeHtml(message)}</p>
<p>${escapeHtml(hint)}</p>
<nav aria-label="What to do">${links.join('')}</nav>
</main>
</body>
</html>`
}

function restoreLabel(madeAtMs: number): string {
  return `Restore the backup of ${new Date(madeAtMs).toLocaleString(undefined, { dateStyle: 'long', timeStyle: 'short' })}`
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
}
