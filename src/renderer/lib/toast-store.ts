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
}

interface ToastState {
  toasts: readonly Toast[]
  dismiss(id: number): void
}

const mostAtOnce = 3
let lastId = 0

/** @see ToastState */
export const useToasts = create<ToastState>()((set, get) => ({
  toasts: [],
  dismiss: (id) => set({ toasts: get().toasts.filter((toast) => toast.id !== id) }),
}))

/** Says something; the oldest message gives way when there are too many. */
export function showToast(toast: { tone: ToastTone; message: string; hint?: string; action?: Toast['action'] }): void {
  lastId += 1
  const next: Toast = { id: lastId, hint: '', action: null, ...toast }
  useToasts.setState(({ toasts }) => ({ toasts: [...toasts.slice(-(mostAtOnce - 1)), next] }))
}

/** Tells a person about an error, with what they can do. */
export function showError(error: AppErrorValue): void {
  showToast({ tone: 'error', message: error.message, hint: error.hint })
}
