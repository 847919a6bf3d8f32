/** `zfs set` and `zfs inherit` (zfs-set(8)). */
import { isUserProperty, nativeProperty } from '../../machine/zfs/native-properties.ts';
import { inheritanceError, inheritProperty, setProperty } from '../../machine/zfs/set-property.ts';
import { parseAssignments } from './assignments.ts';
import type { Call, Subcommand } from './call.ts';
import { selectDatasets } from './dataset-selection.ts';
import { datasetPropertyUsage } from './property-usage.ts';

export const zfsSet: Subcommand = {
  names: ['set'],
  options: '',
  usageTail: datasetPropertyUsage,
  run(call: Call): number {
    const words = call.operands;
    if (words.length === 0) return call.usage('missing arguments');
    if (words.length === 1)
      return call.usage(words[0]!.includes('=') ? 'missing dataset name' : 'missing property=value argument(s)');
    const firstDataset = words.findIndex((w) => !w.includes('='));
    if (firstDataset < 0) return call.usage('missing dataset name(s)');
    const late = words.slice(firstDataset).find((w) => w.includes('='));
    if (late !== undefined) return call.usage('invalid argument order: property=value must come before dataset names');
    const settings = parseAssignments(words.slice(0, firstDataset));
    if (typeof settings === 'string') return call.usage(settings);
    const { datasets, failed } = selectDatasets(call, words.slice(firstDataset), {
      types: ['filesystem', 'volume', 'snapshot'],
      recursive: false,
    });
    let status = failed ? 1 : 0;
    for (const dataset of datasets) {
      for (const [name, value] of settings) {
        const refused = setProperty(call.zfs, dataset, name, value, call.p.pid);
        if (refused) {
          status = call.refused(`cannot set property for '${dataset.name}'`, refused);
          break;
        }
      }
    }
    return status;
  },
};

export const zfsInherit: Subcommand = {
  names: ['inherit'],
  options: 'rS',
  usageTail: datasetPropertyUsage,
  run(call: Call): number {
    const [name, ...operands] = call.operands;
    if (name === undefined) return call.usage('missing property argument');
    if (operands.length === 0) return call.usage('missing dataset argument');
    if (!nativeProperty(name) && !isUserProperty(name)) return call.usage(`invalid property '${name}'`);
    const unfit = inheritanceError(name, call.has('S'));
    if (unfit !== undefined) {
      call.warn(`${unfit}\n`);
      return 1;
    }
    const { datasets, failed } = selectDatasets(call, operands, {
      types: ['filesystem', 'volume', 'snapshot'],
      recursive: call.has('r'),
    });
    let status = failed ? 1 : 0;
    for (const dataset of datasets) {
      const refused = inheritProperty(call.zfs, dataset, name, call.p.pid);
      if (!refused) continue;
      call.warn(`${refused.text}\n`);
      call.because(refused.reason);
      status = 1;
      break;
    }
    return status;
  },
};
