// The commands of the command line, for those who only have to tell a command from a start of the app.

/** The first word of each command. */
export const commandNames = [
  'sample',
  'import',
  'connect',
  'preview',
  'imports',
  'sync',
  'process-jobs',
  'jobs',
  'search',
  'people',
  'status',
  'digest',
  'check',
  'doctor',
  'backup',
  'restore',
  'export',
  'rebuild',
  'help',
] as const
