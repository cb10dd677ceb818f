// The colours that main paints before the page does; they match the page's own tokens.

/** Behind the page while it loads, so that nothing flashes. */
export function backgroundColor(isDark: boolean): string {
  return isDark ? '#161618' : '#f5f4f1'
}
