/** `=~` (bash): quoted text stands for itself, everything else is a POSIX extended regular expression (regex(7)). */
import { compileRegex, RegexError } from '../../regex/regex.ts';
import type { BuiltinShell } from '../builtins/builtin.ts';
import type { Interpreter } from '../interpreter.ts';
import type { Fragment } from '../words/pattern.ts';

const SPECIAL = /[.[\]()*+?{}^$|\\]/g;

/** The expression; inside brackets quotes only go away, for a backslash would count there. */
export function regexText(fragments: readonly Fragment[]): string {
  let text = '';
  let inBracket = false;
  for (const fragment of fragments) {
    if (fragment.quoted) text += inBracket ? fragment.text : fragment.text.replaceAll(SPECIAL, '\\$&');
    else {
      text += fragment.text;
      inBracket = endsInBracket(fragment.text, inBracket);
    }
  }
  return text;
}

/** True when a bracket expression is open after the text. */
function endsInBracket(text: string, open: boolean): boolean {
  let inside = open;
  for (let at = 0; at < text.length; at++) {
    const c = text[at];
    if (!inside) {
      if (c === '\\') at++;
      else if (c === '[') {
        inside = true;
        if (text[at + 1] === '^') at++;
        if (text[at + 1] === ']') at++;
      }
    } else if (c === '[' && /[:.=]/.test(text[at + 1] ?? '')) {
      const close = text.indexOf(`${text[at + 1]}]`, at + 2);
      if (close >= 0) at = close + 1;
    } else if (c === ']') inside = false;
  }
  return inside;
}

/** 0 and BASH_REMATCH when some of the text matches, 1 when none does, 2 when it is no expression. */
export function matchRegex(
  sh: Interpreter & BuiltinShell,
  text: string,
  source: string,
  widen: (part: string) => string,
): number {
  const regex = compileRegex(source, { syntax: 'posix-extended', ignoreCase: sh.shopts.nocasematch });
  if (regex instanceof RegexError) return 2;
  const found = regex.exec(text);
  if (regex.gaveUp) return sh.unsupported(`\`${source}', a regular expression too complex to be decided`);
  const groups: string[] = [];
  if (found) {
    for (let at = 0; at < found.length; at += 2)
      groups.push(found[at]! < 0 ? '' : widen(text.slice(found[at], found[at + 1])));
  }
  sh.values?.assignArray('BASH_REMATCH', groups);
  return found ? 0 : 1;
}
