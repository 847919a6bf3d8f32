/** swapon and swapoff (util-linux 2.38): no swap is ever in use here, so none is listed, and to use one is not modelled. */
import { fsTypeOf } from '../../machine/block/content.ts';
import { isErrno } from '../../vfs/errno.ts';
import { getopt } from '../arguments.ts';
import { fail, unsupported, usageFailure, version } from '../mounts/failure.ts';
import { deviceAt } from '../mounts/mount-source.ts';
import type { Program } from '../program.ts';

const SWAPON_LONG = [
  'all=a',
  'discard::=d',
  'ifexists=e',
  'fixpgsz=f',
  'options:=o',
  'priority:=p',
  'summary=s',
  'fstab:=T',
  'show::',
  'noheadings',
  'raw',
  'bytes',
  'verbose=v',
  'help=h',
  'version=V',
];

export const swapon: Program = {
  name: 'swapon',
  *run(p, m) {
    const { options, operands, error } = getopt(p.argv, 'ahd::efo:p:svVL:U:T:', SWAPON_LONG);
    if (error !== undefined) return yield* usageFailure(p, m, error);
    const has = (name: string): boolean => options.some((option) => option.name === name);
    if (has('V')) return yield* version(p);
    if (has('s') || has('show')) return 0;
    if (has('a')) return yield* unsupported(p, m, 'swap of /etc/fstab');
    if (operands.length === 0) return yield* usageFailure(p, m, 'bad usage');
    let status = 0;
    for (const path of operands) {
      const device = deviceAt(p, m, path);
      if (isErrno(device)) {
        if (!has('e'))
          status = yield* fail(p, m, 255, `cannot open ${path}: ${device.message}`, { kind: 'device-missing', path });
      } else if (fsTypeOf(device.content) !== 'swap')
        status = yield* fail(p, m, 255, `${path}: read swap header failed`);
      else return yield* unsupported(p, m, `swap on ${path}`);
    }
    return status;
  },
};

export const swapoff: Program = {
  name: 'swapoff',
  *run(p, m) {
    const { options, operands, error } = getopt(p.argv, 'ahvVL:U:', ['all=a', 'verbose=v', 'help=h', 'version=V']);
    if (error !== undefined) return yield* usageFailure(p, m, error);
    const has = (name: string): boolean => options.some((option) => option.name === name);
    if (has('V')) return yield* version(p);
    if (has('a')) return 0;
    if (operands.length === 0) return yield* usageFailure(p, m, 'bad usage');
    let status = 0;
    for (const path of operands) {
      const stat = p.stat(path);
      const why = isErrno(stat) ? stat.message : 'Invalid argument';
      status = yield* fail(p, m, 4, `${path}: swapoff failed: ${why}`);
    }
    return status;
  },
};
