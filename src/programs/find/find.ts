/** find: walks directories and does what its expression says with what it finds (GNU findutils). Entries come sorted by name. */
import type { Task } from '../../kernel/task.ts';
import { isErrno } from '../../vfs/errno.ts';
import { joined } from '../files/destination.ts';
import type { Program } from '../program.ts';
import { complain, unsupported } from '../text/messages.ts';
import { Output } from '../text/output.ts';
import { quote } from '../text/quote.ts';
import { holds, type Plan, Refused, type Walk } from './expression.ts';
import { parseExpression, startsExpression } from './parse.ts';

export const find: Program = {
  name: 'find',
  run: function* (p, m) {
    const words = p.argv.slice(1);
    let follow: Walk['follow'] = 'never';
    let at = 0;
    for (; at < words.length; at++) {
      const word = words[at]!;
      if (word === '-P') follow = 'never';
      else if (word === '-H') follow = 'named';
      else if (word === '-L') follow = 'always';
      else if (word === '-D') return yield* unsupported(p, 'option -D');
      else if (!/^-O\d$/.test(word)) {
        if (word === '--') at++;
        break;
      }
    }
    const starts: string[] = [];
    while (at < words.length && !startsExpression(words[at]!)) starts.push(words[at++]!);
    const expression = words.slice(at).filter((word) => word !== '-follow');
    if (expression.length < words.length - at) follow = 'always';
    const plan = parseExpression(p, m, expression);
    if (plan instanceof Refused)
      return plan.kind === 'unmodelled' ? yield* unsupported(p, plan.text) : yield* complain(p, plan.text);
    const out = new Output(p);
    const walk: Walk = {
      p,
      m,
      follow,
      print: (text) => out.add(text),
      flush: () => out.flush(),
      complain: function* (text) {
        yield* out.flush();
        yield* complain(p, text);
      },
      prune: false,
      quit: false,
      status: 0,
    };
    for (const start of starts.length > 0 ? starts : ['.']) {
      if (walk.quit) break;
      yield* visit(walk, plan, out, start, start, 0, []);
    }
    for (const run of plan.atEnd) yield* run(walk);
    return yield* out.close(walk.status);
  },
};

/** One entry and what is below it; `above` are the directories on the way, as `device:inode`. */
function* visit(
  walk: Walk,
  plan: Plan,
  out: Output,
  path: string,
  start: string,
  depth: number,
  above: readonly string[],
): Task {
  const { p } = walk;
  const followed = walk.follow === 'always' || (walk.follow === 'named' && depth === 0);
  let stat = followed ? p.stat(path) : p.lstat(path);
  if (followed && isErrno(stat)) stat = p.lstat(path);
  if (isErrno(stat)) {
    walk.status = 1;
    yield* walk.complain(`${quote(path)}: ${stat.message}`);
    return;
  }
  const key = `${stat.dev}:${stat.ino}`;
  if (stat.type === 'directory' && above.includes(key)) {
    walk.status = 1;
    yield* walk.complain(
      `File system loop detected; ${quote(path)} is part of the same file system loop as ${quote(start)}.`,
    );
    return;
  }
  const found = { path, start, depth, stat };
  const wanted = depth >= plan.minDepth;
  walk.prune = false;
  if (!plan.depthFirst && wanted) yield* holds(plan.expression, found, walk);
  const prune = walk.prune && !plan.depthFirst;
  if (out.full) yield* out.flush();
  if (stat.type === 'directory' && !prune && !walk.quit && depth < plan.maxDepth) {
    const device = above[0]?.split(':')[0];
    if (!(plan.oneFileSystem && device !== undefined && device !== String(stat.dev))) {
      const names = p.readdir(path);
      if (isErrno(names)) {
        walk.status = 1;
        yield* walk.complain(`${quote(path)}: ${names.message}`);
      } else {
        for (const name of names) {
          if (walk.quit) break;
          if (p.shouldYield()) yield p.turn;
          yield* visit(walk, plan, out, joined(path, name), start, depth + 1, [...above, key]);
        }
      }
    }
  }
  if (plan.depthFirst && wanted && !walk.quit) yield* holds(plan.expression, found, walk);
}
