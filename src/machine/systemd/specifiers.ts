/** Specifiers in unit files: `%i`, `%f`, `%v` and so on (systemd.unit(5)). */
import { nameParts, unescapeName, unescapePath } from './unit-name.ts';

/** What the machine is called, for specifiers. */
export interface SpecifierFacts {
  readonly kernelRelease: string;
  readonly hostname: string;
  readonly machineId: string;
  readonly bootId: string;
}

/** The text with its specifiers resolved; an unknown one stays as it is. */
export function expandSpecifiers(text: string, unit: string, facts: SpecifierFacts): string {
  if (!text.includes('%')) return text;
  return text.replace(/%(.)/g, (whole, letter: string) => specifier(letter, unit, facts) ?? whole);
}

function specifier(letter: string, unit: string, facts: SpecifierFacts): string | undefined {
  const { prefix, instance } = nameParts(unit);
  switch (letter) {
    case '%':
      return '%';
    case 'n':
      return unit;
    case 'N':
      return unit.slice(0, unit.lastIndexOf('.'));
    case 'p':
      return prefix;
    case 'P':
      return unescapeName(prefix);
    case 'i':
      return instance ?? '';
    case 'I':
      return unescapeName(instance ?? '');
    case 'j':
      return prefix.slice(prefix.lastIndexOf('-') + 1);
    case 'J':
      return unescapeName(prefix.slice(prefix.lastIndexOf('-') + 1));
    case 'f':
      return unescapePath(instance ?? prefix);
    case 'v':
      return facts.kernelRelease;
    case 'H':
      return facts.hostname;
    case 'l':
      return facts.hostname.split('.')[0];
    case 'm':
      return facts.machineId;
    case 'b':
      return facts.bootId;
    case 'a':
      return 'x86-64';
    case 't':
      return '/run';
    case 'T':
      return '/tmp';
    case 'V':
      return '/var/tmp';
    case 'S':
      return '/var/lib';
    case 'C':
      return '/var/cache';
    case 'L':
      return '/var/log';
    case 'E':
      return '/etc';
    case 'u':
      return 'root';
    case 'U':
      return '0';
    case 'g':
      return 'root';
    case 'G':
      return '0';
    case 'h':
      return '/root';
    case 's':
      return '/bin/sh';
    default:
      return undefined;
  }
}
