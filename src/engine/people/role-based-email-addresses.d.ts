// The shape of the list of role names, whose package brings no types.
declare module 'role-based-email-addresses' {
  const roleNames: Record<'MARKETING' | 'NOTIFICATION' | 'MEETING' | 'OTHER', string[]>
  export default roleNames
}
