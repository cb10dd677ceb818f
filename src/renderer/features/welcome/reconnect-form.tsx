// Asks for the OAuth client of an account that is known: what may be read was decided when it was connected.
import type { FormEvent } from 'react'
import { openExternal } from '../../lib/actions.ts'
import type { TypedClient } from '../../lib/connect-store.ts'
import { Button } from '../../ui/button.tsx'
import { ClientFields } from './client-fields.tsx'

interface ReconnectFormProps {
  value: TypedClient
  onChange: (value: TypedClient) => void
  onSubmit: () => void
}

/** @see ReconnectFormProps */
export function ReconnectForm({ value, onChange, onSubmit }: ReconnectFormProps) {
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    onSubmit()
  }
  return (
    <form onSubmit={submit} className="space-y-5 pt-1">
      <div className="flex items-center gap-3 rounded-lg border border-line px-4 py-2.5">
        <span className="flex-1">
          The sign-in needs your OAuth client. Copy its id and secret, or make another of the type “Desktop app”
        </span>
        <Button size="small" look="ghost" onClick={() => void openExternal('https://console.cloud.google.com/auth/clients')}>
          Open clients
        </Button>
      </div>
      <ClientFields value={value} onChange={onChange} />
      <div className="flex items-center gap-4">
        <p className="flex-1 text-sm text-muted">The sign-in itself is kept in the keychain of your system.</p>
        <Button type="submit" look="primary" disabled={value.clientId.trim() === ''}>
          Continue in the browser
        </Button>
      </div>
    </form>
  )
}
