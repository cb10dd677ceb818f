// How a conversation of the sample world is written down: subjects, turns, and the small talk between.

/**
 * A kind of conversation. Turns alternate between who began it and who answers. A turn may list versions; version n of a
 * turn fits to version n of the others, and a turn with one version fits to all. Words in braces are filled in: {name} {sender} {third} first names, {project} {thing} {place} of the project,
 * {day} {day2} weekdays, {time}, {amount}, {number}. They stay the same through a conversation, so that turns refer to each other.
 */
export interface Scenario {
  readonly circle: 'client' | 'team' | 'freelance' | 'private'
  /** The owner may begin it too; without this, the other side does unless the circle is a team or private one. */
  readonly begins?: 'either'
  /** Only for projects in which software is made. */
  readonly needs?: 'software'
  readonly subjects: readonly string[]
  readonly turns: readonly (readonly string[])[]
}

/** What a language has to say. */
export interface Conversations {
  readonly greetings: readonly string[]
  readonly closings: readonly string[]
  readonly days: readonly string[]
  /** Turns for conversations that go on longer than their scenario. */
  readonly more: readonly string[]
  /** Sentences that fit anywhere. */
  readonly asides: readonly string[]
  readonly fromPhone: string
  readonly scenarios: readonly Scenario[]
}
