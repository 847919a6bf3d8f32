/** The help texts and the exit statuses of the command. */
export const EXIT = { asExpected: 0, failed: 1, unusable: 2, inconclusive: 3 } as const;

export const USAGE = `dryboot: rehearse a boot before you reboot

  dryboot run  [SCENARIO|DIR ...]   rehearse and judge; default ./scenarios, else the shipped ones
      --script FILE[=PATH]   lay a script over the image (PATH: where; default the image file of that name)
      --patch FILE           apply a unified diff to the image's scripts
      --image SPEC           builtin, or the folder of an unpacked initramfs
      --shell NAME           what /bin/sh is
      --seed N               which of the possible orders (default 0)
      --set KEY=VALUE        override a scenario key, such as timing.zvol-link=2s
      --format FORMAT        text (default), json, junit or github
      --output FILE          write the report there
      --trace FILE           write every event there, a JSON object per line

  dryboot sh   [--scenario FILE] [--shell NAME] [-c COMMAND | FILE [ARG ...]]
                             a shell on the simulated machine; without a scenario, on an empty one

  dryboot list rules|programs|builtins|faults|scenarios
  dryboot help, dryboot --version

Exit status: 0 as expected, 1 not as expected, 2 unusable input, 3 inconclusive.
`;
