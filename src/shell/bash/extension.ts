/** What a variable of bash can be beyond a text: an array, a number, a reference to another variable, or made when it is asked for. */
import type { Interpreter } from '../interpreter.ts';
import type { AssociativeArray } from './associative-array.ts';
import type { IndexedArray } from './indexed-array.ts';

/** A variable whose value the shell makes. */
export interface Dynamic {
  readonly get: (sh: Interpreter) => string | undefined;
  /** Absent: assignments are ignored. */
  readonly set?: (sh: Interpreter, value: string) => void;
  /** Of an array. */
  readonly values?: (sh: Interpreter) => readonly string[];
  /** Of an array that has no value for the time being. */
  readonly hidden?: (sh: Interpreter) => boolean;
}

export type Letters = 'upper' | 'lower' | 'capital';

export class Extension {
  array: IndexedArray | AssociativeArray | undefined;
  /** Declared as an array, and nothing assigned yet. */
  bare = false;
  integer = false;
  letters: Letters | undefined;
  /** A reference; `target` is undefined until it is told what to. */
  reference = false;
  target: string | undefined;
  traced = false;
  dynamic: Dynamic | undefined;
  /** busybox: what was answered last to whoever asked. */
  told = '';
  /** Somebody has asked for a value that the shell makes. */
  asked = false;

  copy(): Extension {
    const copy = new Extension();
    copy.array = this.array?.copy();
    copy.bare = this.bare;
    copy.integer = this.integer;
    copy.letters = this.letters;
    copy.reference = this.reference;
    copy.target = this.target;
    copy.traced = this.traced;
    copy.dynamic = this.dynamic;
    copy.asked = this.asked;
    copy.told = this.told;
    return copy;
  }
}
