/** `systemctl list-dependencies`: the tree of units that a unit needs, or that need it. */
import type { Task } from '../../kernel/task.ts';
import type { Dependency } from '../../machine/systemd/dependency.ts';
import type { Unit } from '../../machine/systemd/unit.ts';
import { nameParts } from '../../machine/systemd/unit-name.ts';
import type { UnitState } from '../../trace/event.ts';
import { ask, type SystemctlCall } from './call.ts';
import { named } from './systemctl-state.ts';

const FOLLOWED: Readonly<Record<SystemctlCall['options']['follow'], readonly Dependency[]>> = {
  forward: ['Requires', 'Requisite', 'Wants', 'ConsistsOf', 'BindsTo', 'Upholds'],
  reverse: ['RequiredBy', 'RequisiteOf', 'WantedBy', 'PartOf', 'BoundBy', 'UpheldBy'],
  after: ['After'],
  before: ['Before'],
};

/** Columns of a screen that nobody can measure. */
const COLUMNS = 80;

const [VERTICAL, BRANCH, RIGHT, ELLIPSIS] = [
  '\xe2\x94\x82 ',
  '\xe2\x94\x9c\xe2\x94\x80',
  '\xe2\x94\x94\xe2\x94\x80',
  '\xe2\x80\xa6',
];

const glyph = (state: UnitState): string =>
  state === 'failed' ? '\xc3\x97' : state === 'inactive' ? '\xe2\x97\x8b' : '\xe2\x97\x8f';

export function* listDependencies(call: SystemctlCall): Task<number> {
  const { p, m, operands, options } = call;
  const plain = options.plain || options.types.length > 0 || options.states.length > 0;
  const answer = yield* ask(p, m, (pid1) => {
    let text = '';
    /** Units on the way down; in plain form every unit that was shown. */
    const above: string[] = [];
    const print = (name: string, stems: readonly boolean[], last: boolean): void => {
      const room = COLUMNS - (plain ? 0 : 2 * (stems.length + 1));
      const tree = plain ? '' : stems.map((goesOn) => (goesOn ? VERTICAL : '  ')).join('') + (last ? RIGHT : BRANCH);
      text += `${tree}${options.full || name.length <= room ? name : name.slice(0, room - 1) + ELLIPSIS}\n`;
    };
    const walk = (name: string, unit: Unit | undefined, stems: readonly boolean[]): void => {
      above.push(name);
      const found = new Set(unit ? FOLLOWED[options.follow].flatMap((kind) => [...unit.on(kind)]) : []);
      const slice = unit && DOWNWARD.has(options.follow) ? sliceOf(unit) : undefined;
      const others = [...found, ...(slice ? [slice] : [])].sort(order);
      others.forEach((other, index) => {
        const last = index === others.length - 1;
        if (above.includes(other.id)) {
          if (!plain) {
            text += '  ';
            print('...', [...stems, !last], true);
          }
          return;
        }
        if (options.types.length > 0 && !options.types.includes(other.type)) return;
        if (options.states.length > 0 && ![other.active, other.load, other.sub].some((s) => options.states.includes(s)))
          return;
        text += plain ? '  ' : `${glyph(other.active)} `;
        print(other.id, stems, last);
        if (options.all || other.type === 'target') walk(other.id, pid1.units.known(other.id), [...stems, !last]);
      });
      if (!plain) above.pop();
    };
    const names = operands.length === 0 ? ['default.target'] : named(pid1, operands);
    names.forEach((name, index) => {
      text += `${index > 0 ? '\n' : ''}${name}\n`;
      walk(name, pid1.units.get(name), []);
    });
    return text;
  });
  if (!answer) return 1;
  yield* p.print(answer.value);
  return 0;
}

type Shown = Pick<Unit, 'id' | 'type' | 'active' | 'load' | 'sub'>;

const DOWNWARD: ReadonlySet<string> = new Set(['forward', 'after']);
const IN_SLICES: ReadonlySet<string> = new Set(['service', 'socket', 'mount', 'swap']);

/** What has processes requires its slice; the slice itself does nothing here, so it is no unit of the model. */
function sliceOf(unit: Unit): Shown | undefined {
  if (!IN_SLICES.has(unit.type) || unit.load !== 'loaded') return undefined;
  const { prefix, instance } = nameParts(unit.id);
  const own = unit.settings.get(`${unit.type[0]!.toUpperCase()}${unit.type.slice(1)}.Slice`);
  const id = own ?? (instance ? `system-${prefix.replaceAll('-', '\\x2d')}.slice` : 'system.slice');
  const up = id === 'system.slice' || unit.active !== 'inactive';
  return { id, type: 'slice', active: up ? 'active' : 'inactive', load: 'loaded', sub: up ? 'active' : 'dead' };
}

/** Targets last, the rest by name whatever the case. */
function order(a: Shown, b: Shown): number {
  if ((a.type === 'target') !== (b.type === 'target')) return a.type === 'target' ? 1 : -1;
  const [x, y] = [a.id.toLowerCase(), b.id.toLowerCase()];
  return x < y ? -1 : x > y ? 1 : 0;
}
