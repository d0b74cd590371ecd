const mostCharacters = 63;

/** Text as the value of a label of Google Cloud: lower-case letters, digits, - and _, at most 63. */
export const labelText = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[^a-z0-9_-]/g, '-')
    .slice(0, mostCharacters);
