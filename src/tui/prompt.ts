/** The line at the bottom in which people type: an editor of one line. */

export interface Prompt {
  readonly label: string;
  readonly text: string;
  /** Characters before the cursor. */
  readonly at: number;
  readonly purpose: Purpose;
  /** What was typed at such prompts before, the oldest first, and how far up one went. */
  readonly history: readonly string[];
  readonly back: number;
}

/** What is done with the text. */
export type Purpose =
  | 'goto'
  | 'search'
  | 'why-of'
  | 'breakpoint'
  | 'watch'
  | 'console'
  | 'flip'
  | 'variable'
  | 'property'
  | 'answer'
  | 'run-here'
  | 'save'
  | 'picture';

export const openPrompt = (purpose: Purpose, label: string, text = '', history: readonly string[] = []): Prompt => ({
  purpose,
  label,
  text,
  at: [...text].length,
  history,
  back: 0,
});

/** The prompt after a key; undefined for a key that edits nothing. */
export function edit(prompt: Prompt, key: string): Prompt | undefined {
  const characters = [...prompt.text];
  const { at } = prompt;
  const change = (from: number, to: number, text = ''): Prompt => ({
    ...prompt,
    text: [...characters.slice(0, from), text, ...characters.slice(to)].join(''),
    at: from + [...text].length,
  });
  switch (key) {
    case 'left':
    case 'ctrl+b':
      return { ...prompt, at: Math.max(0, at - 1) };
    case 'right':
    case 'ctrl+f':
      return { ...prompt, at: Math.min(characters.length, at + 1) };
    case 'home':
    case 'ctrl+a':
      return { ...prompt, at: 0 };
    case 'end':
    case 'ctrl+e':
      return { ...prompt, at: characters.length };
    case 'backspace':
    case 'ctrl+h':
      return change(Math.max(0, at - 1), at);
    case 'delete':
      return change(at, Math.min(characters.length, at + 1));
    case 'ctrl+u':
      return change(0, at);
    case 'ctrl+k':
      return change(at, characters.length);
    case 'ctrl+w':
      return change(
        characters
          .slice(0, at)
          .join('')
          .replace(/\S+\s*$/, '').length,
        at,
      );
    case 'up':
      return fromHistory(prompt, prompt.back + 1);
    case 'down':
      return fromHistory(prompt, prompt.back - 1);
    case 'space':
      return change(at, at, ' ');
    default:
      return [...key].length === 1 ? change(at, at, key) : undefined;
  }
}

function fromHistory(prompt: Prompt, back: number): Prompt {
  if (back < 0 || back > prompt.history.length) return prompt;
  const text = back === 0 ? '' : prompt.history.at(-back)!;
  return { ...prompt, text, at: [...text].length, back };
}
