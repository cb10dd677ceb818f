// The form of the Google connection: how to get a client, its id and secret, and what may be read.
import type { FormEvent } from 'react'
import type { AccountPart } from '../../../shared/may-read.ts'
import { openExternal } from '../../lib/actions.ts'
import type { TypedClient } from '../../lib/connect-store.ts'
import { Button } from '../../ui/button.tsx'
import { Switch } from '../../ui/switch.tsx'
import { ClientFields } from './client-fields.tsx'

/** @see https://developers.google.com/identity/protocols/oauth2/native-app and https://support.google.com/cloud/answer/15549945 */
const steps: readonly { text: string; note?: string; link: { label: string; url: string } }[] = [
  { text: 'Make a project', link: { label: 'Open Google Cloud', url: 'https://console.cloud.google.com/projectcreate' } },
  {
    text: 'Switch on the Calendar and Gmail APIs',
    link: {
      label: 'Open both APIs',
      url: 'https://console.cloud.google.com/flows/enableapi?apiid=calendar-json.googleapis.com,gmail.googleapis.com',
    },
  },
  {
    text: 'Set up the consent screen',
    note: 'Any name, your own address, audience “External”.',
    link: { label: 'Open branding', url: 'https://console.cloud.google.com/auth/branding' },
  },
  {
    text: 'Add your own address as a test user, or publish the app',
    note: 'Without either Google says “Access blocked”. While the app is in “Testing”, each sign-in ends after seven days; published, it lasts, and Google warns once that it has not verified the app.',
    link: { label: 'Open audience', url: 'https://console.cloud.google.com/auth/audience' },
  },
  {
    text: 'Make an OAuth client of the type “Desktop app” and copy its id and secret',
    link: { label: 'Open clients', url: 'https://console.cloud.google.com/auth/clients' },
  },
]

const scopeRows: readonly { scope: AccountPart; title: string; text: string }[] = [
  {
    scope: 'calendar',
    title: 'Read your calendars',
    text: 'Events, guests and times. OmniCRM never changes or deletes an event.',
  },
  { scope: 'mail', title: 'Read your mail', text: 'Messages and their headers. OmniCRM never sends, changes or deletes mail.' },
]

/** What the form holds. */
export interface ConnectFormValue extends TypedClient {
  scopes: readonly AccountPart[]
}

interface ConnectFormProps {
  value: ConnectFormValue
  onChange: (value: ConnectFormValue) => void
  onSubmit: () => void
}

/** @see ConnectFormProps */
export function ConnectForm({ value, onChange, onSubmit }: ConnectFormProps) {
  const { scopes } = value
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    onSubmit()
  }
  return (
    <form onSubmit={submit} className="space-y-5 pt-1">
      <ol className="divide-y divide-line rounded-lg border border-line">
        {steps.map(({ text, note, link }, index) => (
          <li key={text} className="flex items-center gap-3 px-4 py-2.5">
            <span
              aria-hidden
              className="flex size-5 shrink-0 items-center justify-center rounded-full bg-accent-soft text-xs font-semibold text-accent-strong"
            >
              {index + 1}
            </span>
            <span className="min-w-0 flex-1">
              {text}
              {note !== undefined && <span className="block text-sm text-muted">{note}</span>}
            </span>
            <Button size="small" look="ghost" onClick={() => void openExternal(link.url)}>
              {link.label}
            </Button>
          </li>
        ))}
      </ol>
      <ClientFields value={value} onChange={(typed) => onChange({ ...value, ...typed })} />
      <div className="space-y-1">
        {scopeRows.map(({ scope, title, text }) => (
          <div key={scope} className="flex items-center gap-4 py-1.5">
            <div className="flex-1">
              <p id={`scope-${scope}`} className="font-medium">
                {title}
              </p>
              <p className="text-muted">{text}</p>
            </div>
            <Switch
              labelledBy={`scope-${scope}`}
              isOn={scopes.includes(scope)}
              onChange={(isOn) =>
                onChange({ ...value, scopes: isOn ? [...scopes, scope] : scopes.filter((other) => other !== scope) })
              }
            />
          </div>
        ))}
      </div>
      <div className="flex items-center gap-4">
        <p className="flex-1 text-sm text-muted">The sign-in itself is kept in the keychain of your system.</p>
        <Button type="submit" look="primary" disabled={value.clientId.trim() === '' || scopes.length === 0}>
          Continue in the browser
        </Button>
      </div>
    </form>
  )
}
