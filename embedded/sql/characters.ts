/** The characters of a text, one per code point, as BigQuery counts them. */
export const characters = (text: string): string[] => Array.from(text);
