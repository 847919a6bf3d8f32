/** What the command says of itself, for which nothing else need be loaded. */
import { version } from './package-root.ts';
import { EXIT, USAGE } from './usage.ts';

/** Says it and gives the exit status; undefined when something else was asked for. */
export function sayHelp(first: string | undefined): number | undefined {
  switch (first) {
    case undefined:
      process.stdout.write(USAGE);
      return EXIT.unusable;
    case 'help':
    case '--help':
    case '-h':
      process.stdout.write(USAGE);
      return EXIT.asExpected;
    case '--version':
      process.stdout.write(`dryboot ${version()}\n`);
      return EXIT.asExpected;
    default:
      return undefined;
  }
}
