/** What a shell that is bash keeps besides what every shell does. */
import type { Process } from '../../kernel/process.ts';
import { type Dialect, isBash } from '../../syntax/dialect.ts';
import type { Announced } from '../compile/before-command.ts';
import { Abandoned, type Reach } from '../flow.ts';
import { ShellOutput } from '../shell-output.ts';
import { initialShopts, type ShoptName, type Shopts } from '../shopts.ts';
import type { PatternOptions } from '../words/pattern.ts';
import type { BashRandom } from './bash-random.ts';
import type { CallSite } from './call-site.ts';
import type { Compounds } from './compound.ts';

const AS_WRITTEN: PatternOptions = {};

export abstract class BashState extends ShellOutput {
  shopts: Shopts;
  /** How patterns match; the second where `nocasematch` counts: `case` and `${x/…}`. */
  patterns: PatternOptions = AS_WRITTEN;
  casePatterns: PatternOptions = AS_WRITTEN;
  /** Counts changes of aliases and of options that decide how a script is read on. */
  readingChanges = 0;
  /** The innermost call of a function or sourced file. */
  caller: CallSite | undefined;
  /** The script, where it is a file. */
  scriptFile: string | undefined;
  /** What the script was given, as BASH_ARGV tells a debugger. */
  scriptArguments: readonly string[] = [];
  /** PIPESTATUS; one status when the last command was no pipeline. */
  pipeStatuses: readonly number[] | number = [];
  /** Statuses of the pipeline that has just ended, until the command that it is has ended too. */
  endedPipeline: readonly number[] | undefined;
  /** `$_`. */
  lastWord = '';
  /** When SECONDS was 0. */
  secondsSinceUs = 0;
  /** RANDOM; made when it is asked for. */
  random: BashRandom | undefined;
  /** Arrays that are written out among the words of the builtin that begins. */
  compounds: Compounds | undefined;
  /** The builtin that complaints about arithmetic name. */
  arithmeticPrefix = '';
  /** How many shells this one was forked off. */
  subshellDepth = 0;
  /** The command that runs, as BASH_COMMAND shows it. */
  announced: Announced | undefined;
  /** How often xtrace repeats the first character of PS4 more. */
  traceDepth = 0;
  /** The builtin that begins stands behind `command`. */
  throughCommand = false;
  /** Texts of `eval` and `.` that run where `set -e` does not hold. */
  testedTexts = 0;
  /** The same as `traceDepth` for the EXIT trap. */
  exitTraceDepth = 0;
  /** A process that a signal has killed is told of; not inside a substitution. */
  tellsKilled = true;
  /** The context of the command whose words are expanded: `set -e` does not hold in their substitutions where it does not for the command. */
  wordFlags = 0;
  /** `$?` before the `return` that leaves. */
  statusBeforeReturn = 0;
  /** How often `set` has given new positional parameters. */
  settings = 0;
  /** The directories below the working directory, for `popd`. */
  directories: readonly string[] = [];

  constructor(p: Process, dialect: Dialect, name: string) {
    super(p, dialect, name);
    this.shopts = initialShopts(dialect);
  }

  /** For a forked shell. */
  protected inherit(parent: BashState): void {
    this.caller = parent.caller;
    this.scriptFile = parent.scriptFile;
    this.scriptArguments = parent.scriptArguments;
    this.pipeStatuses = parent.pipeStatuses;
    this.lastWord = parent.lastWord;
    this.secondsSinceUs = parent.secondsSinceUs;
    this.subshellDepth = parent.subshellDepth + 1;
    this.traceDepth = parent.traceDepth;
    this.exitTraceDepth = parent.traceDepth + 1;
    this.directories = parent.directories;
    this.tellsKilled = parent.tellsKilled;
    this.shopts = parent.shopts;
    this.patterns = parent.patterns;
    this.casePatterns = parent.casePatterns;
  }

  /** Switches an option of `shopt`. */
  setShopt(name: ShoptName, on: boolean): void {
    if (this.shopts[name] === on) return;
    this.shopts = { ...this.shopts, [name]: on };
    const { extglob, nocasematch } = this.shopts;
    this.patterns = extglob ? { extended: true } : AS_WRITTEN;
    this.casePatterns = nocasematch ? { extended: extglob, ignoreCase: true } : this.patterns;
    // A debugger wants to be told of functions too.
    if (name === 'extdebug') this.setTracing(on);
    if (name === 'extglob' || name === 'expand_aliases') this.readingChanges++;
  }

  /** `set -T` and `set -E`. */
  protected abstract setTracing(on: boolean): void;

  /** The arrays among the words of the builtin that begins. */
  takeCompounds(): Compounds | undefined {
    const { compounds } = this;
    this.compounds = undefined;
    return compounds;
  }

  /** An error in an arithmetic expression: whatever runs is given up. */
  failArithmetic(text: string, reach: Reach): never {
    if (!isBash(this.dialect)) this.fail(text);
    // An error without a text has been told.
    this.failExpansion(text === '' ? '' : this.arithmeticPrefix + text, false, reach);
  }

  /** Gives up the command that is running, after its complaint. */
  abandon(): never {
    throw new Abandoned();
  }
}
