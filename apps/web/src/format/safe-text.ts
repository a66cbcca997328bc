/** Escape sequences of terminals: OSC, DCS, SOS, PM and APC up to their end, CSI, two-character ones, and a lone ESC. */
// oxlint-disable-next-line no-control-regex
const escapes = /(?:\x1b[\]PX^_]|[\x9d\x90\x98\x9e\x9f])[^\x07\x1b\x9c]*(?:\x07|\x1b\\|\x9c|$)|(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]|\x1b[ -/]*[0-~]|\x1b/g;
/** Characters that reorder or hide what a reader sees: bidirectional controls, zero-width ones, and control codes but tab and newline. */
// oxlint-disable-next-line no-control-regex, no-misleading-character-class
const invisible = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]/g;

/** Takes terminal escapes out of foreign text and makes each invisible or reordering character visible as `‹U+202E›`. */
export function safeText(text: string): string {
  return text.replace(/\r\n/g, '\n').replace(escapes, '').replace(invisible, showCharacter);
}

/** The visible stand-in of one character: `‹U+202E›`. */
export function showCharacter(character: string): string {
  return `‹U+${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}›`;
}

/** Same as `safeText`, but keeps the colour sequences (SGR) for the log parser. */
export function keepColours(text: string): string {
  // oxlint-disable-next-line no-control-regex
  return text.replace(escapes, (sequence) => (/^\x1b\[[\d;]*m$/.test(sequence) ? sequence : '')).replace(invisible, (c) => (c === '\x1b' ? c : showCharacter(c)));
}
