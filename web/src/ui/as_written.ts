/** What somebody wrote, or a file brought, as a value inside <Trans>: shown to the letter. A plain string there would be read for tags, and `<b>Ann</b>` would lose its own. */
export const as_written = (text: string) => [text];
