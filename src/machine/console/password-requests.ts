/** Questions for passwords in /run/systemd/ask-password, and the answers that agents send (the "Password Agents" specification of systemd). */
import { type Task, WaitQueue } from '../../kernel/task.ts';
import { Inode } from '../../vfs/inode.ts';
import { plantDirectory, plantFile, uproot } from '../../vfs/plant.ts';
import type { Superblock } from '../../vfs/superblock.ts';
import type { Machine } from '../machine.ts';

const DIRECTORY = '/systemd/ask-password';

export interface PasswordQuestion {
  readonly pid: number;
  readonly message: string;
  readonly icon?: string;
  readonly id?: string;
  readonly acceptCached?: boolean;
  readonly echo?: boolean;
  /** Instant after which nobody waits any more; 0 or undefined: for ever. */
  readonly notAfterUs?: number;
  readonly silent?: boolean;
}

export type PasswordReply =
  | { readonly kind: 'passwords'; readonly passwords: readonly string[] }
  | { readonly kind: 'cancelled' };

export class PasswordRequest {
  readonly question: PasswordQuestion;
  /** Below /run, such as `/systemd/ask-password/ask.Ab12`. */
  readonly askPath: string;
  readonly socketPath: string;
  readonly answered: WaitQueue;
  reply: PasswordReply | undefined;

  constructor(question: PasswordQuestion, token: string, socketToken: string) {
    this.question = question;
    this.askPath = `${DIRECTORY}/ask.${token}`;
    this.socketPath = `${DIRECTORY}/sck.${socketToken}`;
    this.answered = new WaitQueue(`an answer to "${question.message}"`);
  }
}

export class PasswordRequests {
  /** Woken when a question comes or goes. */
  readonly changed = new WaitQueue('a question for a password');
  readonly #host: Pick<Machine, 'kernel' | 'trace'>;
  readonly #run: Superblock;
  readonly #pending = new Set<PasswordRequest>();
  #made = 0;

  constructor(host: Pick<Machine, 'kernel' | 'trace'>, run: Superblock) {
    this.#host = host;
    this.#run = run;
  }

  /** Questions without an answer, the oldest first. */
  get pending(): readonly PasswordRequest[] {
    return [...this.#pending];
  }

  /** Asks by file and socket and waits for an agent; undefined when the time is over. */
  *ask(question: PasswordQuestion): Task<PasswordReply | undefined> {
    const { kernel } = this.#host;
    const request = this.#post(question);
    const untilUs = question.notAfterUs || undefined;
    try {
      while (!request.reply) {
        if (untilUs !== undefined && kernel.clock.nowUs >= untilUs) return undefined;
        yield {
          on: [request.answered],
          ...(untilUs === undefined ? {} : { untilUs }),
          why: `an answer to "${question.message}"`,
        };
      }
      return request.reply;
    } finally {
      this.#withdraw(request);
    }
  }

  /** What an agent sends to a request's socket; `by` is 0 for the operator. */
  reply(request: PasswordRequest, reply: PasswordReply, by: number): void {
    request.reply = reply;
    if (reply.kind === 'passwords')
      this.#host.trace.add(by, { kind: 'prompt.answered', prompt: request.question.message, by });
    request.answered.wake();
    this.#host.kernel.changed();
  }

  /** The request that a socket's absolute path belongs to. */
  bySocket(path: string): PasswordRequest | undefined {
    return this.pending.find((request) => `/run${request.socketPath}` === path);
  }

  #post(question: PasswordQuestion): PasswordRequest {
    const request = new PasswordRequest(question, token(this.#made, 6), token(this.#made++ + 7, 16));
    const directory = plantDirectory(this.#run, DIRECTORY);
    const socket = request.socketPath.slice(DIRECTORY.length + 1);
    directory.add(socket, new Inode(this.#run, 'socket', 0o600));
    plantFile(this.#run, request.askPath, askFile(request), 0o644);
    this.#pending.add(request);
    this.#host.trace.add(question.pid, { kind: 'prompt.asked', prompt: question.message, where: 'password' });
    this.#host.kernel.changed();
    this.changed.wake();
    return request;
  }

  #withdraw(request: PasswordRequest): void {
    this.#pending.delete(request);
    uproot(this.#run, request.askPath);
    uproot(this.#run, request.socketPath);
    this.#host.kernel.changed();
    this.changed.wake();
  }
}

const flag = (on: boolean | undefined): string => (on ? '1' : '0');

function askFile({ question, socketPath }: PasswordRequest): string {
  return [
    '[Ask]',
    `PID=${question.pid}`,
    `Socket=/run${socketPath}`,
    `AcceptCached=${flag(question.acceptCached)}`,
    `Echo=${flag(question.echo)}`,
    `NotAfter=${question.notAfterUs ?? 0}`,
    `Silent=${flag(question.silent)}`,
    ...(question.message === '' ? [] : [`Message=${question.message}`]),
    ...(question.icon === undefined ? [] : [`Icon=${question.icon}`]),
    ...(question.id === undefined ? [] : [`Id=${question.id}`]),
    '',
  ].join('\n');
}

const LETTERS = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';

/** A name that looks like mkstemp's or a random number, the same in every run. */
function token(number: number, length: number): string {
  const alphabet = length === 6 ? LETTERS : '0123456789abcdef';
  let state = (number + 1) * 2_654_435_761;
  let text = '';
  for (let i = 0; i < length; i++) {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    text += alphabet[(state >>> 16) % alphabet.length];
  }
  return text;
}
