/** The record: what a real machine answered, command by command. It lies beside the checkout and is no part of it. */
import { existsSync, readFileSync } from 'node:fs';

export interface Row {
  readonly id: number;
  /** A group of experiments, on a machine of its own. */
  readonly section: string;
  readonly state: string;
  readonly role: 'setup' | 'probe' | 'password-reply';
  readonly argv: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** Without it, standard input is /dev/null. */
  readonly stdin?: string;
  /** Negative for a signal; null when the program could not be started. */
  readonly exit?: number | null;
  readonly stdout?: string;
  readonly stderr?: string;
  /** It ran on a terminal: what stood there, and what was typed at each prompt. */
  readonly tty?: string;
  readonly typed?: readonly string[];
  readonly killed_by_harness_after_s?: number;
  readonly note?: string;
  /** The result was taken out: the row runs for what it does, and is compared elsewhere. */
  readonly withheld?: boolean;
  /** Of a password reply: what was sent to the question, as on the wire. */
  readonly answers_sent?: readonly string[];
}

const FILE = new URL('../../../shared/ground-truth/commands.jsonl', import.meta.url);

/** All rows in the order of their execution; undefined where there is no record. */
export const record: readonly Row[] | undefined = existsSync(FILE)
  ? readFileSync(FILE, 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Row)
  : undefined;

/** Text of the record as the bytes that it stands for. */
export const toBytes = (text: string): string => Buffer.from(text, 'utf8').toString('latin1');
