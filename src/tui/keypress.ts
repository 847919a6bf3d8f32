/** From what a terminal sends to the name of a key: `n`, `N`, `f10`, `shift+f10`, `ctrl+s`, `up`, `enter`. */

const FINAL: Readonly<Record<string, string>> = {
  A: 'up',
  B: 'down',
  C: 'right',
  D: 'left',
  F: 'end',
  H: 'home',
  P: 'f1',
  Q: 'f2',
  R: 'f3',
  S: 'f4',
};
const NUMBERED: Readonly<Record<string, string>> = {
  1: 'home',
  3: 'delete',
  4: 'end',
  5: 'pageup',
  6: 'pagedown',
  7: 'home',
  8: 'end',
  11: 'f1',
  12: 'f2',
  13: 'f3',
  14: 'f4',
  15: 'f5',
  17: 'f6',
  18: 'f7',
  19: 'f8',
  20: 'f9',
  21: 'f10',
  23: 'f11',
  24: 'f12',
};
const SINGLE: Readonly<Record<string, string>> = {
  '\r': 'enter',
  '\n': 'enter',
  '\t': 'tab',
  '\x1b': 'escape',
  '\x7f': 'backspace',
  '\b': 'backspace',
  ' ': 'space',
};

/** Names of the keys in one chunk of input: a sequence is one key, text that came at once (pasted, or typed fast) one key a character. */
export function keyNames(chunk: string): readonly string[] {
  const sequence = sequenceName(chunk);
  if (sequence !== undefined) return [sequence];
  return [...chunk.replace(/\x1b\[20[01]~/g, '')].map(characterName).filter((name) => name !== '');
}

function sequenceName(chunk: string): string | undefined {
  if (chunk === '\x1b[Z') return 'shift+tab';
  const [, modifier, letter] = /^\x1b(?:\[|O)(?:1;(\d))?([A-DFHP-S])$/.exec(chunk) ?? [];
  if (letter !== undefined) return modified(FINAL[letter], modifier);
  const [, number, shift] = /^\x1b\[(\d+)(?:;(\d))?~$/.exec(chunk) ?? [];
  if (number !== undefined) return modified(NUMBERED[number], shift);
  // Alt with a key; an unknown sequence is nothing, rather than the letters that it ends with.
  const [, character] = /^\x1b([^\x1b[O])$/s.exec(chunk) ?? [];
  if (character !== undefined) return `alt+${characterName(character)}`;
  return chunk.length > 1 && chunk.startsWith('\x1b') && !chunk.startsWith('\x1b[200~') ? '' : undefined;
}

/** xterm: 1 and the sum of shift 1, alt 2, ctrl 4. */
function modified(name: string | undefined, modifier: string | undefined): string {
  if (name === undefined) return '';
  const bits = Number(modifier ?? 1) - 1;
  return `${bits & 4 ? 'ctrl+' : ''}${bits & 2 ? 'alt+' : ''}${bits & 1 ? 'shift+' : ''}${name}`;
}

function characterName(character: string): string {
  const name = SINGLE[character];
  if (name !== undefined) return name;
  const code = character.charCodeAt(0);
  if (code < 0x20) return code === 0 ? '' : `ctrl+${String.fromCharCode(code + 0x60)}`;
  return character;
}
