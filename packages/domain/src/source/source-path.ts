/** What a path in a source may have, in bytes of UTF-8. A name of 255 bytes is the longest that Linux file systems take. */
export const sourcePathLimits = { pathBytes: 1024, nameBytes: 255 } as const;

// oxlint-disable-next-line no-control-regex -- control characters in a name are what is looked for
const controlCharacters = /[\u0000-\u001f\u007f]/;

/** Whether a path has characters that no path in a source may have: control characters, or what is not UTF-8. */
export const hasForbiddenCharacters = (path: string): boolean => controlCharacters.test(path) || path.includes('\ufffd');
