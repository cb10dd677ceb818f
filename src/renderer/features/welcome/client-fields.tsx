// The two lines of an OAuth client: its id and its secret.
import type { TypedClient } from '../../lib/connect-store.ts'
import { Field } from '../../ui/field.tsx'

interface ClientFieldsProps {
  value: TypedClient
  onChange: (value: TypedClient) => void
}

/** @see ClientFieldsProps */
export function ClientFields({ value, onChange }: ClientFieldsProps) {
  return (
    <div className="grid grid-cols-2 gap-4">
      <Field
        label="Client ID"
        required
        spellCheck={false}
        autoComplete="off"
        placeholder="….apps.googleusercontent.com"
        value={value.clientId}
        onChange={(event) => onChange({ ...value, clientId: event.target.value })}
      />
      <Field
        label="Client secret"
        type="password"
        autoComplete="off"
        value={value.clientSecret}
        onChange={(event) => onChange({ ...value, clientSecret: event.target.value })}
      />
    </div>
  )
}
