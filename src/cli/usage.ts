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

  dryboot lint PATH ...             find what stops boots: hooks, libraries, generators, units, module-setup.sh, folders of
                                    them (a dracut module, modules.d, initramfs-tools), an unpacked initramfs
      --format FORMAT        text (default), json, sarif or github
      --output FILE          write the report there
      --shell NAME           what /bin/sh is: dash, busybox or bash
      --image FOLDER         the unpacked initramfs that the files belong to
      --role ROLE            what the files are, such as hook:pre-mount, generator, program, library
      --explain-roles        say what each file was taken for and why, and lint nothing
      --rule ID              only this rule; may be repeated
      --disable ID           all but this rule; may be repeated
      --prove                rehearse a boot in which each finding bites, beside one in which it does not
      --prove-to FOLDER      the same, and write the scenarios there, for dryboot run
      --fix                  mend what can be mended without a guess
      --baseline FILE        only findings that are not in this file count
      --write-baseline FILE  write the findings of today there
      --config FILE          instead of the next .dryboot.yaml in the folder of the first PATH or above it
  dryboot explain RULE ...          what a rule finds, why, and what to write instead

  dryboot step SCENARIO             walk through a boot, forwards and backwards, in the terminal
      --variant NAME         of its matrix; default: ask
      --at PLACE             EVENT (its number), FILE:LINE, failure, start or end
      --record FILE.svg|.txt write that screen instead; --size COLUMNSxROWS (default 120x40)
      --no-state             neither read nor keep breakpoints, watches and place of the last visit
      --script, --patch, --image, --shell, --seed, --set as above

  dryboot sh   [--scenario FILE] [--shell NAME] [-c COMMAND | FILE [ARG ...]]
                             a shell on the simulated machine; without a scenario, on an empty one

  dryboot list rules|programs|builtins|faults|scenarios
  dryboot help, dryboot --version

Exit status: 0 as expected, 1 not as expected or findings of severity error, 2 unusable input, 3 inconclusive.
`;
