// Short messages at the edge of the window: what has been done, and a way to undo it.
import { create } from 'zustand'
import type { AppErrorValue } from '../../shared/app-error.ts'

/** How a message is meant. */
export type ToastTone = 'info' | 'success' | 'error'

/** One message. */
export interface Toast {
  id: number
  tone: ToastTone
  message: string
  hint: string
  action: { label: string; run: () => void } | null
  /** How long it stands while nobody points at it. */
  shownMs: number
  /** Called once when it goes without its action having been taken. */
  onGone: (() => void) | null
}

interface ToastState {
  toasts: readonly Toast[]
  /** Lets all messages stand for as long as somebody reads. */
  hold(): void
  /** Nobody reads any more: each message has its whole time once again. */
  letGo(): void
  /** Takes it away. */
  dismiss(id: number): void
  /** Takes it away and does what it offers. */
  take(id: number): void
}

const mostAtOnce = 3
const shownMs = 6_000
const longShownMs = 12_000
/** How long a person may think again. */
const undoMs = 10_000
let lastId = 0
let isHeld = false
const timers = new Map<number, ReturnType<typeof setTimeout>>()

/** @see ToastState */
export const useToasts = create<ToastState>()((set, get) => {
  const remove = (id: number): Toast | undefined => {
    const toast = get().toasts.find((shown) => shown.id === id)
    stopTimer(id)
    set({ toasts: get().toasts.filter((shown) => shown.id !== id) })
    // The page is not told that the pointer or the focus left what is no longer there.
    get().letGo()
    return toast
  }
  return {
    toasts: [],
    hold: () => {
      if (isHeld) return
      isHeld = true
      for (const { id } of get().toasts) stopTimer(id)
    },
    letGo: () => {
      if (!isHeld) return
      isHeld = false
      for (const toast of get().toasts) startTimer(toast)
    },
    dismiss: (id) => remove(id)?.onGone?.(),
    take: (id) => remove(id)?.action?.run(),
  }
})

/** Says something; the oldest message gives way when there are too many. */
export function showToast(toast: {
  tone: ToastTone
  message: string
  hint?: string
  action?: Toast['action']
  shownMs?: number
  onGone?: () => void
}): void {
  lastId += 1
  // What has to be read, and what has to be decided.
  const isLong = toast.tone === 'error' || (toast.action ?? null) !== null
  const next: Toast = { hint: '', action: null, shownMs: isLong ? longShownMs : shownMs, onGone: null, ...toast, id: lastId }
  const { toasts, dismiss } = useToasts.getState()
  for (const { id } of toasts.slice(0, Math.max(0, toasts.length - mostAtOnce + 1))) dismiss(id)
  useToasts.setState((state) => ({ toasts: [...state.toasts, next] }))
  if (!isHeld) startTimer(next)
}

/** Announces what is about to be done, and does it when the person has not taken it back within ten seconds. */
export function doUnlessUndone(message: string, { commit, undo }: { commit: () => void; undo: () => void }): void {
  showToast({ tone: 'info', message, action: { label: 'Undo', run: undo }, shownMs: undoMs, onGone: commit })
}

/** Tells a person about an error, with what they can do. */
export function showError(error: AppErrorValue): void {
  showToast({ tone: 'error', message: error.message, hint: error.hint })
}

function startTimer({ id, shownMs: ms }: Toast): void {
  timers.set(
    id,
    setTimeout(() => useToasts.getState().dismiss(id), ms),
  )
}

function stopTimer(id: number): void {
  clearTimeout(timers.get(id))
  timers.delete(id)
}
