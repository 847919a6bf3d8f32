/** A program that another module of dracut brings, called without `depends` on it. */
import { literalOf, nameOf, runWords } from '../command-words.ts';
import { programsWith } from '../image-programs.ts';
import type { Rule } from '../rule.ts';

/** Programs -> the modules that bring them, any of which will do. */
const BROUGHT_BY: ReadonlyMap<string, readonly string[]> = new Map([
  ['systemd-cryptsetup', ['systemd-cryptsetup', 'crypt']],
  ['cryptsetup', ['crypt']],
  ['lvm', ['lvm']],
  ['mdadm', ['mdraid']],
  ['multipath', ['multipath']],
  ['btrfs', ['btrfs']],
  ['clevis', ['clevis']],
  ['tpm2_unseal', ['tpm2-tss', 'clevis-pin-tpm2']],
  ['ifup', ['network', 'network-legacy']],
]);

export const missingModuleDep: Rule = {
  id: 'missing-module-dep',
  severity: 'error',
  group: 'image',
  problem: 'this program comes with another module, on which the module does not depend',
  remedy: 'Print the name of that module in depends(), or install the program with inst_multiple.',
  why:
    'The check() of systemd-cryptsetup and crypt says 255, "only when somebody asks", unless a file system of the building machine is LUKS; a LUKS store inside a zvol is not seen. So the hook found no systemd-cryptsetup in the image, and the key was never ' +
    'loaded (LP #2148282, mended in zfs-linux 2.4.1-1ubuntu5).',
  bad: [
    {
      role: 'hook:pre-mount',
      name: '90store/open-store.sh',
      text: 'systemd-cryptsetup attach store /dev/zvol/rpool/keystore\n',
      also: {
        '90store/module-setup.sh':
          'depends() {\n    echo udev-rules\n}\ninstall() {\n    inst_hook pre-mount 90 "$moddir/open-store.sh"\n}\n',
      },
      lines: [1],
    },
  ],
  good: [{ text: 'systemd-cryptsetup attach store /dev/zvol/rpool/keystore\n' }],
  script(file, report, project) {
    if ((file.execution !== 'sourced' && file.execution !== 'executed') || !file.module || project.inventory.exact)
      return undefined;
    const { module } = file;
    const told = new Set<string>();
    return {
      simple(node) {
        const name = nameOf(node);
        const modules = name === undefined ? undefined : BROUGHT_BY.get(name);
        if (name === undefined || !modules || told.has(name) || literalOf(runWords(node)[0])?.startsWith('/usr/lib'))
          return;
        const brought = programsWith(module, project);
        if (
          brought?.has(name) ||
          module.programs.has(name) ||
          modules.some((one) => one === module.name || dependsOn(module.depends, one))
        )
          return;
        if (
          !brought ||
          project.functionNamed(name, file) ||
          new RegExp(`(?:command -v|type|hash)\\s+${name}\\b|-[xe]\\s+\\S*/${name}\\b`).test(file.text)
        )
          return;
        told.add(name);
        report({
          at: node,
          message: `${name} comes with the module ${modules[0]}, on which ${module.name} does not depend`,
        });
      },
    };

    function dependsOn(depends: readonly string[], wanted: string, seen = new Set<string>()): boolean {
      return depends.some((name) => {
        if (name === wanted) return true;
        if (seen.has(name)) return false;
        seen.add(name);
        return dependsOn(project.modules.get(name)?.depends ?? [], wanted, seen);
      });
    }
  },
};
